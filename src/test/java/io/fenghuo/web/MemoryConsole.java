package io.fenghuo.web;

import io.fenghuo.channel.Words;
import io.fenghuo.model.Action;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.State;
import io.fenghuo.web.view.SourceView;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The room's interface over memory: enough of the rules to see what the room does with each answer. */
final class MemoryConsole implements Console {
    final Map<String, Dossier> dossiers = Collections.synchronizedMap(new LinkedHashMap<>());
    final List<SourceView.Line> sources = new CopyOnWriteArrayList<>();
    final List<ChannelLine> channels = new CopyOnWriteArrayList<>();
    final List<Person> people = new CopyOnWriteArrayList<>();
    /** Persons and groups who may not read the words of what a link opens. */
    final Set<String> withheldFrom = ConcurrentHashMap.newKeySet();

    final Map<String, Principal> links = new ConcurrentHashMap<>();
    final Map<String, Pass> passes = new ConcurrentHashMap<>();
    final List<Client> clients = new CopyOnWriteArrayList<>();
    final List<Proposal> proposals = new CopyOnWriteArrayList<>();
    final List<Ingest> ingested = new CopyOnWriteArrayList<>();
    final List<String> problems = new CopyOnWriteArrayList<>();
    final List<Event> journal = new CopyOnWriteArrayList<>();
    private final Map<String, Receipt> receipts = new ConcurrentHashMap<>();
    private final Map<String, String> fingerprints = new ConcurrentHashMap<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final InstantSource time;
    volatile boolean busy;
    volatile boolean full;
    volatile DemoPanel demo;
    volatile Trying trying;
    volatile Evidencing evidencing = (incident, actor) -> Future.succeededFuture(Optional.empty());
    volatile RotaDesk rota = RotaDesk.NONE;
    volatile PauseDesk pauses = PauseDesk.NONE;
    volatile Callbacks callbacks = Callbacks.NONE;
    volatile Hooks hooks = Hooks.NONE;
    volatile Imports imports = Imports.NONE;

    MemoryConsole(InstantSource time) {
        this.time = time;
    }

    void put(Dossier dossier) {
        dossiers.put(dossier.incident().id(), dossier);
    }

    /** What there is at this moment; others may come meanwhile. */
    private List<Dossier> kept() {
        synchronized (dossiers) {
            return List.copyOf(dossiers.values());
        }
    }

    synchronized void publish(String type, String json) {
        Event event = new Event(journal.size() + 1L, type, json, now());
        journal.add(event);
        listeners.forEach(listener -> listener.accept(event));
    }

    int listening() {
        return listeners.size();
    }

    @Override
    public String sentence(Reason reason, Locale locale, UnaryOperator<String> name) {
        return Words.of(locale.getLanguage())
                .sentence(Words.named(reason, name))
                .orElse(null);
    }

    @Override
    public Instant now() {
        return time.instant();
    }

    volatile Previewing previews = Previewing.NONE;
    volatile Revoking revoking = Revoking.NONE;
    final MemoryCases cases = new MemoryCases();

    @Override
    public Casebook casebook() {
        return cases;
    }

    @Override
    public Rooms rooms() {
        return new Rooms(
                trying,
                new NoDrills(),
                evidencing,
                Helpers.NONE,
                rota,
                previews,
                callbacks,
                pauses,
                hooks,
                imports,
                revoking);
    }

    @Override
    public Future<Board> board() {
        Map<String, Integer> messages = new LinkedHashMap<>();
        kept().forEach(d -> messages.put(d.incident().id(), d.deliveries().size()));
        return Future.succeededFuture(new Board(all(), messages, sources, channels, demo));
    }

    private List<Incident> all() {
        return kept().stream().map(Dossier::incident).toList();
    }

    @Override
    public Future<List<Incident>> incidents(boolean open, boolean withDemo, int limit) {
        return Future.succeededFuture(all().stream()
                .filter(one -> !open || !one.state().ended())
                .limit(limit)
                .toList());
    }

    @Override
    public Future<Optional<Dossier>> incident(String id, Window window) {
        return Future.succeededFuture(Optional.ofNullable(dossiers.get(id)));
    }

    @Override
    public Future<List<SourceView.Line>> sources() {
        return Future.succeededFuture(sources);
    }

    @Override
    public Deliveries deliveries() {
        return new Deliveries() {
            @Override
            public Future<List<DeliveryLine>> list(Filter filter, int limit) {
                return Future.succeededFuture(kept().stream()
                        .flatMap(dossier -> dossier.deliveries().stream())
                        .filter(line ->
                                filter.state() == null || line.delivery().state() == filter.state())
                        .filter(line -> filter.channel() == null
                                || line.delivery().channel().equals(filter.channel()))
                        .filter(line -> filter.incident() == null
                                || filter.incident().equals(line.delivery().incident()))
                        .limit(limit)
                        .toList());
            }

            @Override
            public Future<Optional<Story>> one(String id) {
                return Future.succeededFuture(line(id).map(line -> new Story(
                        new Letter(line, List.of("一行"), true), List.of(new Attempt(1, now(), "DELIVERED ok")))));
            }

            @Override
            public Future<Optional<Handled>> retry(String id, Actor actor) {
                return Future.succeededFuture(line(id).map(line ->
                        new Handled(line.delivery(), line.delivery().state() != Delivery.Status.DELIVERED)));
            }

            @Override
            public Future<Optional<Handled>> drop(String id, String reason, Actor actor) {
                return Future.succeededFuture(line(id).map(line ->
                        new Handled(line.delivery(), line.delivery().state() == Delivery.Status.PENDING)));
            }

            @Override
            public boolean mayHandle(String person) {
                return !person.equals("console");
            }

            @Override
            public List<String> channels() {
                return List.of("night", "duty-mail");
            }
        };
    }

    private Optional<DeliveryLine> line(String id) {
        return kept().stream()
                .flatMap(dossier -> dossier.deliveries().stream())
                .filter(line -> line.delivery().id().equals(id))
                .findFirst();
    }

    @Override
    public Future<Erased> forget(String source, String author, Actor actor) {
        return Future.succeededFuture(new Erased(0, 0, 0, 0, 0, 0));
    }

    @Override
    public Future<Heard> propose(Wording wording, String by) {
        if (wording.word().length() < 2) {
            return Future.succeededFuture(Heard.no("word.short"));
        }
        proposals.add(new Proposal("w-" + proposals.size(), wording, by, now(), 120, 2, List.of("这家的云朵霜烂脸")));
        return Future.succeededFuture(Heard.YES);
    }

    @Override
    public Future<List<Proposal>> proposals() {
        return Future.succeededFuture(List.copyOf(proposals));
    }

    @Override
    public Future<Heard> decide(String proposal, boolean accept, Actor actor) {
        boolean known = proposals.removeIf(one -> one.id().equals(proposal));
        return Future.succeededFuture(known ? Heard.YES : Heard.no("words.gone"));
    }

    @Override
    public Future<Demo> demo() {
        return Future.succeededFuture(new Demo("", demo != null, 0));
    }

    @Override
    public Future<Demo> demo(boolean keep) {
        return Future.succeededFuture(new Demo(keep ? "keep" : "off", keep, 0));
    }

    @Override
    public Identity identity() {
        return new Identity("/home/of/fenghuo", 1, true);
    }

    @Override
    public synchronized Future<Answer> act(String id, Action action) {
        Dossier dossier = dossiers.get(id);
        if (dossier == null) {
            return Future.succeededFuture(new Answer.Unknown());
        }
        Incident incident = dossier.incident();
        if (action.version() != null && action.version() != incident.version()) {
            Reason stale = Reason.of("stale", action.version(), incident.version());
            return Future.succeededFuture(new Answer.Refused(Why.STALE, stale, incident));
        }
        if (action.kind() == Action.Kind.TAKE && incident.owner() != null) {
            return Future.succeededFuture(
                    incident.owner().equals(action.by())
                            ? new Answer.Done(incident)
                            : new Answer.Refused(Why.STATE, Reason.of("other_owner", incident.owner()), incident));
        }
        if (action.kind() == Action.Kind.ANSWER
                && action.text() == null
                && !action.fields().containsKey("link")) {
            return Future.succeededFuture(
                    new Answer.Refused(Why.INCOMPLETE, Reason.of("missing", "text_or_link"), incident));
        }
        Incident after = after(incident, action);
        dossiers.put(id, new Dossier(after, dossier.posts(), dossier.hits(), dossier.timeline(), dossier.deliveries()));
        publish("incident.changed", "{\"id\":\"" + id + "\"}");
        return Future.succeededFuture(new Answer.Done(after));
    }

    private Incident after(Incident incident, Action action) {
        State state = switch (action.kind()) {
            case TAKE -> State.TAKEN;
            case ANSWER -> State.ANSWERED;
            case SETTLE -> State.SETTLED;
            case CLOSE -> State.CLOSED;
            case FALSE_ALARM -> State.FALSE_ALARM;
            default -> incident.state();
        };
        List<Clock> clocks = incident.clocks().stream()
                .map(clock -> clock.clock().equals(Clocks.ACKNOWLEDGE)
                        ? new Clock(clock.clock(), null, clock.startedAt(), clock.due(), Clock.Phase.STOPPED, now())
                        : clock)
                .toList();
        return incident.with()
                .state(state)
                .owner(action.kind() == Action.Kind.TAKE ? action.by() : incident.owner())
                .clocks(clocks)
                .version(incident.version() + 1)
                .build();
    }

    @Override
    public Future<Receipt> ingest(Ingest ingest) {
        if (full) {
            return Future.failedFuture(new Unkept());
        }
        if (busy) {
            return Future.failedFuture(new Busy(1500));
        }
        if (ingest.key() != null && receipts.containsKey(ingest.key())) {
            return ingest.fingerprint().equals(fingerprints.get(ingest.key()))
                    ? Future.succeededFuture(receipts.get(ingest.key()))
                    : Future.failedFuture(new KeyReused());
        }
        ingested.add(ingest);
        long known = ingested.stream()
                .limit(ingested.size() - 1L)
                .flatMap(one -> one.posts().stream())
                .map(Post::id)
                .filter(id -> ingest.posts().stream().anyMatch(post -> post.id().equals(id)))
                .count();
        Receipt receipt = new Receipt(ingest.posts().size(), ingest.posts().size() - (int) known, 0, 0);
        if (ingest.key() != null) {
            receipts.put(ingest.key(), receipt);
            fingerprints.put(ingest.key(), ingest.fingerprint());
        }
        return Future.succeededFuture(receipt);
    }

    @Override
    public Future<Optional<Glance>> glance(Principal whose) {
        return incident(whose.incident())
                .map(found -> found.map(one -> new Glance(one.incident(), withheldFrom.contains(whose.person()))));
    }

    @Override
    public Optional<Principal> principal(String token) {
        return Optional.ofNullable(links.get(token));
    }

    @Override
    public Future<List<Event>> events(long after, int limit) {
        return Future.succeededFuture(journal.stream()
                .filter(event -> event.seq() > after)
                .limit(limit)
                .toList());
    }

    @Override
    public Runnable subscribe(Consumer<Event> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Pass issue(Errand errand, String person, Duration life) {
        Pass pass = new Pass(errand, person, person, now().plus(life), "pass-" + passes.size());
        passes.put(pass.token(), pass);
        return pass;
    }

    @Override
    public Optional<Pass> pass(String token) {
        return Optional.ofNullable(passes.get(token))
                .filter(pass -> pass.until().isAfter(now()));
    }

    @Override
    public Future<Optional<byte[]>> evidence(String sha256) {
        return Future.succeededFuture(ingested.stream()
                .flatMap(one -> one.evidence().stream())
                .filter(one -> one.sha256().equals(sha256))
                .map(Evidence::bytes)
                .findFirst());
    }

    @Override
    public List<Client> clients() {
        return clients;
    }

    @Override
    public List<Post> mapped(String source, String client, byte[] body, Locale language) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (!text.startsWith("{")) {
            throw new Unreadable("no JSON");
        }
        return text.contains("text")
                ? List.of(Post.builder(source, "w-1", text, now()).build())
                : List.of();
    }

    @Override
    public List<Person> people() {
        return people;
    }

    @Override
    public String metrics() {
        return "# TYPE fenghuo_posts_total counter\nfenghuo_posts_total 400.0\n";
    }

    @Override
    public Future<List<String>> notReady() {
        return Future.succeededFuture(problems);
    }

    private static final class NoDrills implements Drills {
        @Override
        public Future<Stand> look() {
            return Future.succeededFuture(new Stand(List.of(), null, List.of()));
        }

        @Override
        public Future<Proposals.Heard> start(String scenario, Actor actor) {
            return Future.succeededFuture(Proposals.Heard.no("drill.unknown", scenario));
        }

        @Override
        public Future<Proposals.Heard> stop(Actor actor) {
            return Future.succeededFuture(Proposals.Heard.no("drill.none"));
        }
    }
}
