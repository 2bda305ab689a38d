package io.fenghuo.app;

import io.fenghuo.incident.Aftercare;
import io.fenghuo.model.CaseFile;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Measure;
import io.fenghuo.model.Post;
import io.fenghuo.model.SamePerson;
import io.fenghuo.model.Severity;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Actor;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.web.Casebook;
import io.fenghuo.web.Console;
import io.fenghuo.web.Proposals;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** 案例库 over the store. Threadsafe. */
final class CaseDesk implements Casebook {
    /** Days before and after a corrective action by which its effect is measured. */
    static final int EFFECT_DAYS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(CaseDesk.class);

    private static final int MOST = 10_000;
    private static final int MEASURES = 1_000;
    private static final int REPEATS = 3;
    private static final int STORY = 300;

    private final Vertx vertx;
    private final Store store;
    private final Desk desk;
    private final Chronicle chronicle;
    private final Bus bus;
    private final Supplier<Aftercare> rules;
    private final RefineDesk refining;
    private final InstantSource clock;
    private final ZoneId zone;

    /**
     * A desk.
     *
     * @param rules what closing asks for, as the files now have it
     */
    CaseDesk(
            Foundation ground,
            Desk desk,
            Chronicle chronicle,
            Bus bus,
            Supplier<Aftercare> rules,
            RefineDesk refining) {
        this.refining = refining;
        this.vertx = ground.vertx();
        this.store = ground.store();
        this.desk = desk;
        this.chronicle = chronicle;
        this.bus = bus;
        this.rules = rules;
        this.clock = ground.clock();
        this.zone = ground.settings().zone();
    }

    @Override
    public List<String> causes() {
        return rules.get().causes();
    }

    @Override
    public List<Authority> authorities(String category) {
        return rules.get().authorities(category).stream()
                .map(one -> new Authority(one.name(), one.clock()))
                .toList();
    }

    @Override
    public Future<Shelf> cases(Search search) {
        return read(tx -> {
            List<CaseFile> all = tx.casebook().list(io.fenghuo.store.Casebook.Query.since(Instant.EPOCH, MOST));
            return new Shelf(
                    tx.casebook().list(query(search)),
                    sorted(all.stream().map(CaseFile::brand)),
                    sorted(all.stream().map(CaseFile::category)),
                    all.stream()
                            .map(one -> one.closedAt().atZone(zone).getYear())
                            .distinct()
                            .sorted(Comparator.reverseOrder())
                            .toList());
        });
    }

    private static List<String> sorted(Stream<String> texts) {
        return List.copyOf(new TreeSet<>(texts.toList()));
    }

    private io.fenghuo.store.Casebook.Query query(Search search) {
        List<String> words = Stream.of(
                        search.text().toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(8)
                .toList();
        Instant from = search.year() == 0 ? null : newYear(search.year());
        Instant to = search.year() == 0 ? null : newYear(search.year() + 1);
        return new io.fenghuo.store.Casebook.Query(
                words,
                search.brand(),
                search.category(),
                search.cause(),
                search.level(),
                from,
                to,
                false,
                Math.min(MOST, search.limit()));
    }

    private Instant newYear(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant();
    }

    @Override
    public Future<Optional<Opened>> find(String incident) {
        return read(tx -> tx.casebook()
                .find(incident)
                .map(file -> new Opened(
                        file,
                        tx.casebook().measuresOf(incident).stream()
                                .map(one -> new Done(one, effect(tx, one)))
                                .toList())));
    }

    private @Nullable Effect effect(Tx tx, Measure one) {
        Instant done = one.doneAt();
        if (done == null) {
            return null;
        }
        Duration span = Duration.ofDays(EFFECT_DAYS);
        Instant end = done.plus(span);
        Instant now = clock.instant();
        Instant to = end.isAfter(now) ? now : end;
        String key = one.crowdKey();
        boolean narrow = key != null && (key.startsWith("product:") || key.startsWith("host:"));
        String crowd = narrow ? key : null;
        return new Effect(
                EFFECT_DAYS,
                tx.casebook().related(one.brand(), one.family(), crowd, done.minus(span), done),
                (int) Duration.between(done, to).toDays(),
                tx.casebook().related(one.brand(), one.family(), crowd, done, to));
    }

    @Override
    public Future<List<Measure>> measures(boolean open) {
        return read(tx -> tx.casebook().measures(open, MEASURES));
    }

    @Override
    public Future<Optional<Measure>> done(String measure, Console.Actor actor) {
        return write((tx, tidings) -> tx.casebook().measure(measure).map(known -> {
            if (!known.open()) {
                return known;
            }
            Instant now = clock.instant();
            Measure done = known.done(now, actor.by());
            tx.casebook().keep(done);
            Map<String, String> facts = Map.of("measure", measure);
            if (tx.incidents().find(known.incident()).isPresent()) {
                tx.incidents()
                        .append(List.of(new TimelineEntry(
                                known.incident(), now, "measure.done", actor.by(), actor.via(), facts, Map.of())));
            }
            JsonObject told = new JsonObject()
                    .put("measure", measure)
                    .put("incident", known.incident())
                    .put("by", actor.by())
                    .put("via", actor.via());
            chronicle.deed(tx, "measure.done", told.encode(), now, tidings);
            return done;
        }));
    }

    @Override
    public Future<Notes> notes() {
        return read(tx -> {
            List<Measure> open = tx.casebook().measures(true, MEASURES).stream()
                    .filter(one -> !one.demo())
                    .toList();
            Instant now = clock.instant();
            int times = rules.get().repeat().times();
            return new Notes(
                    open.size(),
                    (int) open.stream().filter(one -> one.overdue(now)).count(),
                    repeats(tx, "", "").stream()
                            .filter(one -> one.times() >= times)
                            .toList());
        });
    }

    /** What came of one chain again and again, the most often first; a cause without a place counts only in graver cases. */
    private List<Repeat> repeats(Tx tx, String brand, String category) {
        Aftercare.Repeat repeat = rules.get().repeat();
        Instant since = clock.instant().minus(repeat.within());
        Map<List<String>, Long> times = new TreeMap<>(Comparator.comparing(key -> String.join("\u0000", key)));
        for (CaseFile one : tx.casebook()
                .list(new io.fenghuo.store.Casebook.Query(
                        List.of(), brand, category, "", null, since, null, false, MOST))) {
            if (one.place() != null || one.level() != Severity.L3) {
                times.merge(
                        List.of(
                                one.brand(),
                                category.isEmpty() ? "" : category,
                                one.cause(),
                                Objects.requireNonNullElse(one.place(), "")),
                        1L,
                        Long::sum);
            }
        }
        List<Repeat> repeats = new ArrayList<>();
        times.forEach((key, count) -> repeats.add(new Repeat(
                key.get(0),
                key.get(1),
                key.get(2),
                key.get(3),
                count,
                repeat.within().toDays())));
        repeats.sort(Comparator.comparingLong(Repeat::times).reversed());
        return repeats;
    }

    @Override
    public Future<Beside> beside(Incident incident) {
        return read(tx -> {
            int least = rules.get().repeat().times() - 1;
            List<Repeat> repeats = repeats(tx, incident.brand(), incident.category()).stream()
                    .filter(one -> one.times() >= least)
                    .limit(REPEATS)
                    .toList();
            List<String> places = sorted(tx
                    .casebook()
                    .list(io.fenghuo.store.Casebook.Query.since(
                            clock.instant().minus(rules.get().repeat().within()), MOST))
                    .stream()
                    .flatMap(one -> Stream.ofNullable(one.place())));
            TimelineEntry seen = incident.has(Flag.REPLY_SEEN) ? reply(tx, incident.id()) : null;
            String name = seen == null ? "" : seen.facts().getOrDefault("post", "");
            int slash = name.indexOf('/');
            Post reply = slash < 1
                    ? null
                    : tx.posts()
                            .find(name.substring(0, slash), name.substring(slash + 1))
                            .orElse(null);
            String customer = seen == null ? "" : seen.personal().getOrDefault("customer", "");
            return new Beside(repeats, reply, customer, places);
        });
    }

    private static @Nullable TimelineEntry reply(Tx tx, String incident) {
        List<Incidents.Recorded> story = tx.incidents().timeline(incident, Long.MAX_VALUE, STORY);
        for (int i = story.size() - 1; i >= 0; i--) {
            if (story.get(i).entry().event().equals("reply.seen")) {
                return story.get(i).entry();
            }
        }
        return null;
    }

    @Override
    public Future<SamePerson> same(String source, String author, String asSource, String as, Console.Actor actor) {
        return write((tx, tidings) -> {
            Instant now = clock.instant();
            SamePerson asked = new SamePerson(source, author, asSource, as, actor.by(), now);
            SamePerson kept = desk.unite(tx, asked, actor.via(), now, tidings);
            chronicle.deed(tx, "person.same", json(kept, actor), now, tidings);
            return kept;
        });
    }

    @Override
    public Future<Optional<SamePerson>> apart(String source, String author, Console.Actor actor) {
        return write((tx, tidings) -> {
            Instant now = clock.instant();
            Optional<SamePerson> was = desk.part(tx, source, author, new Actor(actor.by(), actor.via()), now, tidings);
            was.ifPresent(bond -> chronicle.deed(tx, "person.apart", json(bond, actor), now, tidings));
            return was;
        });
    }

    private static String json(SamePerson bond, Console.Actor actor) {
        return new JsonObject()
                .put("source", bond.source())
                .put("author", bond.author())
                .put("asSource", bond.asSource())
                .put("as", bond.as())
                .put("by", actor.by())
                .put("via", actor.via())
                .encode();
    }

    @Override
    public Future<List<SamePerson>> persons() {
        return read(tx -> tx.customers().all());
    }

    @Override
    public Future<List<Refinement>> refinements() {
        return vertx.executeBlocking(() -> refining.list(clock.instant()), false);
    }

    @Override
    public Future<Proposals.Heard> refine(String id, Console.Actor actor) {
        return vertx.executeBlocking(() -> refining.accept(id, actor, clock.instant()), false);
    }

    @Override
    public void falseAlarm() {
        vertx.executeBlocking(
                        () -> {
                            refining.afterFalseAlarm(clock.instant());
                            return true;
                        },
                        false)
                .onFailure(failure -> LOG.warn("false alarms could not be looked into", failure));
    }

    private <T> Future<T> read(Function<Tx, T> work) {
        return vertx.executeBlocking(() -> store.read(work::apply), false);
    }

    private <T> Future<T> write(BiFunction<Tx, Tidings, T> work) {
        Tidings tidings = new Tidings();
        return Future.fromCompletionStage(store.write(tx -> work.apply(tx, tidings)), vertx.getOrCreateContext())
                .onSuccess(done -> bus.accept(tidings));
    }
}
