package io.fenghuo.app.help;

import io.fenghuo.incident.Event;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.State;
import io.fenghuo.playbook.Choosing;
import io.fenghuo.playbook.Filling;
import io.fenghuo.playbook.Handbook;
import io.fenghuo.playbook.Mood;
import io.fenghuo.playbook.Playbook;
import io.fenghuo.store.Aids;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.letters.Glances;
import io.fenghuo.web.Console;
import io.fenghuo.web.Helpers;
import io.fenghuo.web.Proposals.Heard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Chooses and fills in playbooks, checks what is to be said, keeps steps and statements. Threadsafe. */
public final class HelpDesk implements Helpers {
    private static final int POSTS = 30;
    private static final int OFFERED = 4;

    private final Parts parts;
    private final Statements statements;
    private volatile Shelf shelf;
    private volatile ReplyCheck check;
    private volatile String checked;

    /**
     * What it works with.
     *
     * @param rules what is in force
     * @param told hears of what was done
     */
    public record Parts(
            Vertx vertx,
            Store store,
            Time time,
            Desk desk,
            Supplier<Rulebook> rules,
            ZoneId zone,
            Consumer<Tidings> told) {}

    public HelpDesk(Parts parts) {
        this.parts = parts;
        this.statements = new Statements(parts);
        Rulebook rules = parts.rules().get();
        this.checked = rules.configuration().version();
        this.shelf = new Shelf(rules.configuration());
        this.check = new ReplyCheck(rules.matcher(), handbook().replies());
    }

    @Override
    public Handbook handbook() {
        return parts.rules().get().configuration().handbook();
    }

    @Override
    public LocalDate today() {
        return LocalDate.ofInstant(parts.time().now(), parts.zone());
    }

    @Override
    public Future<List<Match>> search(String words, int limit) {
        return parts.vertx()
                .executeBlocking(
                        () -> shelf().find(words, limit).stream()
                                .map(found -> new Match(
                                        found.playbook(),
                                        found.script().isEmpty()
                                                ? null
                                                : found.script().get(0)))
                                .toList(),
                        false);
    }

    /** Of the configuration in force; made anew when that has changed. */
    private Shelf shelf() {
        Shelf now = shelf;
        var configuration = parts.rules().get().configuration();
        if (!now.configuration().version().equals(configuration.version())) {
            now = new Shelf(configuration);
            shelf = now;
        }
        return now;
    }

    private ReplyCheck check() {
        Rulebook rules = parts.rules().get();
        if (!checked.equals(rules.configuration().version())) {
            check = new ReplyCheck(
                    rules.matcher(), rules.configuration().handbook().replies());
            checked = rules.configuration().version();
        }
        return check;
    }

    @Override
    public Future<Optional<Help>> help(String incident, String person) {
        return read(tx -> tx.incidents().find(incident).map(one -> help(tx, one, person, Set.of())));
    }

    @Override
    public Future<Optional<Help>> helpByLink(String incident, String person) {
        return read(tx -> tx.incidents()
                .find(incident)
                .map(one -> help(tx, one, person, untold(tx, one, person)).alone()));
    }

    /** Fields of scripts that a message to this reader leaves out: of a threat or self-harm whose words it is, of a group's the order's number. */
    private Set<String> untold(Tx tx, Incident incident, String person) {
        boolean withheld = Glances.withheld(
                tx,
                incident,
                person.isEmpty() ? null : person,
                parts.rules().get().configuration().contacts(),
                parts.time().now());
        return withheld ? Set.of("customer", "order") : person.isEmpty() ? Set.of("order") : Set.of();
    }

    private Help help(Tx tx, Incident incident, String person, Set<String> untold) {
        List<Post> posts = tx.incidents().posts(incident.id(), POSTS);
        Mood mood = mood(posts);
        Map<String, String> values = values(tx, incident, posts, person);
        values.keySet().removeAll(untold);
        return new Help(
                mood,
                offers(tx, incident, posts, mood, new Reader(person, values)),
                tx.aids().statements(incident.id()),
                statements.mayDecide(person),
                dispute(incident),
                dispute(incident).isEmpty() ? List.of() : handbook().mediators(incident.category()),
                Past.similar(tx, incident, posts),
                Past.sameAuthors(tx, incident, posts),
                Past.earlier(tx, incident, posts));
    }

    /** How the customers sound: what a source says about it, else their words. */
    private static Mood mood(List<Post> posts) {
        return posts.stream()
                .map(post -> post.attributes().getOrDefault("emotion", ""))
                .flatMap(word -> Mood.named(word).stream())
                .findFirst()
                .orElseGet(() -> Mood.of(posts.stream().map(Post::text).toList()));
    }

    /** Who reads, and what scripts are filled in with for them. */
    private record Reader(String person, Map<String, String> values) {}

    private List<Offer> offers(Tx tx, Incident incident, List<Post> posts, Mood mood, Reader reader) {
        Choosing.Situation situation = new Choosing.Situation(
                incident.category(),
                incident.family(),
                incident.level(),
                mood,
                posts.stream().map(Post::source).collect(Collectors.toSet()),
                statements.roles(reader.person()),
                incident.instructions().playbook());
        List<Aids.Tick> ticks = tx.aids().ticks(incident.id());
        List<Offer> offers = new ArrayList<>();
        for (Playbook one : Choosing.choose(handbook().playbooks(), situation)) {
            if (offers.size() < OFFERED) {
                offers.add(offer(one, incident, posts, mood, new Filled(reader.values(), ticks)));
            }
        }
        return offers;
    }

    private record Filled(Map<String, String> values, List<Aids.Tick> ticks) {}

    private Offer offer(Playbook playbook, Incident incident, List<Post> posts, Mood mood, Filled filled) {
        List<Task> tasks = playbook.body().steps().stream()
                .map(step -> filled.ticks().stream()
                        .filter(tick -> tick.playbook().equals(playbook.id())
                                && tick.step().equals(step.key()))
                        .findFirst()
                        .map(tick -> new Task(step, tick.by(), tick.at()))
                        .orElseGet(() -> new Task(step, null, null)))
                .toList();
        Map<String, String> values = new HashMap<>(filled.values());
        values.putAll(playbook.fields());
        List<Reply> replies = playbook.scripts(mood).stream()
                .map(script -> {
                    String text = Filling.fill(script.text(), values, Facts.NAMES);
                    return new Reply(script, text, faults(incident, posts, text));
                })
                .toList();
        return new Offer(playbook, playbook.stale(today()), tasks, replies);
    }

    private Map<String, String> values(Tx tx, Incident incident, List<Post> posts, String person) {
        return Facts.of(
                incident,
                posts,
                tx.aids().statements(incident.id()),
                handbook().replies(),
                statements.name(person),
                new Facts.Place(parts.zone(), parts.time().now()));
    }

    /** Why the matter is one for mediators: a clock towards the customer was missed, or it is not settled after so long. */
    private String dispute(Incident incident) {
        boolean over = incident.state().ended() || incident.state() == State.SETTLED;
        if (over) {
            return "";
        }
        if (incident.clocks().stream()
                .anyMatch(clock -> clock.state() == io.fenghuo.model.Clock.Phase.MISSED
                        && !clock.clock().equals(io.fenghuo.model.Clocks.ACKNOWLEDGE)
                        && !clock.clock().equals(io.fenghuo.model.Clocks.STATEMENT))) {
            return "missed";
        }
        Duration open = Duration.between(incident.openedAt(), parts.time().now());
        return open.compareTo(handbook().disputed()) >= 0 ? "long" : "";
    }

    @Override
    public Future<List<Fault>> check(String incident, String text) {
        return read(tx -> tx.incidents()
                .find(incident)
                .map(one -> faults(one, tx.incidents().posts(incident, POSTS), text))
                .orElse(List.of()));
    }

    private List<Fault> faults(Incident incident, List<Post> posts, String text) {
        Set<String> names = new HashSet<>(Facts.NAMES.values());
        names.addAll(handbook().replies().fields().keySet());
        handbook().playbooks().forEach(one -> names.addAll(one.fields().keySet()));
        return check().faults(incident, posts, text, names, parts.time().now());
    }

    /** What speaks against an answer, inside the transaction that would keep it; gaps of scripts among it. */
    public List<Fault> faults(Tx tx, String incident, String text) {
        return tx.incidents()
                .find(incident)
                .map(one -> faults(one, tx.incidents().posts(incident, POSTS), text))
                .orElse(List.of());
    }

    @Override
    public Future<Heard> tick(String incident, Step step, boolean done, Console.Actor actor) {
        Playbook.Step said = handbook()
                .playbook(step.playbook())
                .flatMap(one -> one.body().steps().stream()
                        .filter(any -> any.key().equals(step.key()))
                        .findFirst())
                .orElse(null);
        if (said == null) {
            return Future.succeededFuture(Heard.no("help.nostep"));
        }
        return statements.write((tx, tidings) -> {
            Incident one = tx.incidents().find(incident).orElse(null);
            if (one == null || one.state().ended()) {
                return Heard.no(one == null ? "help.unknown" : "help.ended");
            }
            Instant now = parts.time().now();
            boolean ticked = tx.aids().ticks(incident).stream()
                    .anyMatch(tick -> tick.playbook().equals(step.playbook())
                            && tick.step().equals(step.key()));
            if (ticked == done) {
                return Heard.YES;
            }
            if (done) {
                tx.aids().tick(new Aids.Tick(incident, step.playbook(), step.key(), actor.by(), now));
            } else {
                tx.aids().untick(incident, step.playbook(), step.key());
            }
            Event event = new Event.StepDone(step.playbook(), said.text(), done, actor.by(), actor.via());
            parts.desk().enter(tx, incident, event, now, tidings);
            return Heard.YES;
        });
    }

    @Override
    public Future<List<io.fenghuo.model.Statement>> statements(String incident) {
        return read(tx -> tx.aids().statements(incident));
    }

    @Override
    public Future<Heard> draft(String incident, String text, Console.Actor actor) {
        return statements.draft(incident, text, handbook().replies(), actor);
    }

    @Override
    public Future<Heard> decide(String incident, int version, boolean approve, String note, Console.Actor actor) {
        return statements.decide(incident, version, approve, note, actor);
    }

    @Override
    public Future<Heard> publish(String incident, int version, Console.Actor actor) {
        return statements.publish(incident, version, actor);
    }

    private <T> Future<T> read(Store.Work<T> work) {
        return parts.vertx().executeBlocking(() -> parts.store().read(work), false);
    }
}
