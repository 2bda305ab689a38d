package io.fenghuo.app;

import io.fenghuo.app.help.HelpDesk;
import io.fenghuo.app.help.Saying;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Words;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Refusal;
import io.fenghuo.model.Action;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.model.Reason;
import io.fenghuo.source.Push;
import io.fenghuo.source.SourceDefaults;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceWords;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Journal;
import io.fenghuo.store.Persons;
import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.delivery.Mailroom;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.flow.Door;
import io.fenghuo.verticle.hearing.SourceCalls;
import io.fenghuo.verticle.intake.Intake;
import io.fenghuo.verticle.letters.Glances;
import io.fenghuo.web.Casebook;
import io.fenghuo.web.Console;
import io.fenghuo.web.Deliveries;
import io.fenghuo.web.Ingest;
import io.fenghuo.web.Rooms;
import io.fenghuo.web.view.SourceView;
import io.fenghuo.wire.PostJson;
import io.fenghuo.wire.SignedLink;
import io.fenghuo.wire.WireException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The console's view of the running service. Threadsafe. */
final class ConsoleService implements Console {
    /** What the headers of filed evidence begin with. */
    private static final String EVIDENCE = "Evidence: ";

    private static final int HOOK_POSTS = 1_000;

    private final Parts parts;
    private final BoardReader boards;
    private final OutboxDesk outbox;

    /**
     * What it looks at.
     *
     * @param demo the demo's panel; gives null while there is none
     */
    record Parts(
            Vertx vertx,
            Store store,
            Time time,
            Desk desk,
            Chronicle chronicle,
            Door door,
            Bus bus,
            Supplier<Rulebook> rules,
            Supplier<List<SourceSpec>> sources,
            SignedLink links,
            Supplier<String> metrics,
            Supplier<List<String>> troubles,
            Function<Tx, List<ChannelLine>> channels,
            Function<Tx, @Nullable DemoPanel> demo,
            Mailroom mailroom,
            Letters letters,
            DemoSwitch demoSwitch,
            WordDesk words,
            ZoneId zone,
            Identity identity,
            Rooms rooms,
            HelpDesk help,
            Casebook casebook,
            SourceCalls calls) {}

    ConsoleService(Parts parts) {
        this.parts = parts;
        this.boards = new BoardReader(parts);
        this.outbox = new OutboxDesk(parts);
    }

    @Override
    public Instant now() {
        return parts.time().now();
    }

    @Override
    public @Nullable String sentence(Reason reason, Locale locale, UnaryOperator<String> name) {
        return Words.of(locale.getLanguage())
                .sentence(Words.named(reason, name))
                .orElse(null);
    }

    @Override
    public Future<Board> board() {
        return read(boards::board);
    }

    @Override
    public Future<List<Incident>> incidents(boolean open, boolean demo, int limit) {
        return read(tx -> tx.incidents().list(new Incidents.Query(open, demo, limit)));
    }

    @Override
    public Future<Optional<Dossier>> incident(String id, Window window) {
        return read(tx -> BoardReader.dossier(tx, id, window));
    }

    @Override
    public Future<List<SourceView.Line>> sources() {
        return read(boards::sources);
    }

    @Override
    public Deliveries deliveries() {
        return outbox;
    }

    @Override
    public Future<Demo> demo() {
        return parts.demoSwitch().look();
    }

    @Override
    public Future<Demo> demo(boolean keep) {
        return parts.demoSwitch().turn(keep);
    }

    @Override
    public Identity identity() {
        return parts.identity();
    }

    @Override
    public Rooms rooms() {
        return parts.rooms();
    }

    @Override
    public Casebook casebook() {
        return parts.casebook();
    }

    @Override
    public Future<Answer> act(String incident, Action action) {
        Tidings tidings = new Tidings();
        return write(tx -> act(tx, incident, action, tidings))
                .onSuccess(done -> {
                    parts.bus().accept(tidings);
                    if (action.kind() == Action.Kind.FALSE_ALARM) {
                        parts.casebook().falseAlarm();
                    }
                })
                .recover(failure -> failure instanceof Refusal refusal
                        ? read(tx -> refused(tx, incident, refusal))
                        : Future.failedFuture(failure));
    }

    private static Answer refused(Tx tx, String id, Refusal refusal) {
        return tx.incidents()
                .find(id)
                .<Answer>map(
                        present -> new Answer.Refused(Why.valueOf(refusal.why().name()), refusal.reason(), present))
                .orElseGet(Answer.Unknown::new);
    }

    /** A refusal leaves the transaction, so that nothing of a half-done action is kept. */
    private Answer act(Tx tx, String id, Action action, Tidings tidings) {
        Saying.refuse(parts.help(), tx, id, action, now());
        return parts.desk()
                .act(tx, id, action, parts.time().now(), tidings)
                .<Answer>map(Answer.Done::new)
                .orElseGet(Answer.Unknown::new);
    }

    @Override
    public Future<Receipt> ingest(Ingest ingest) {
        Instant now = parts.time().now();
        Raw raw = new Raw(sha256(ingest.body()), ingest.source(), ingest.origin(), "", ingest.body(), now);
        Batch batch = new Batch(ingest.source(), owned(ingest, raw, now), null, raw, ingest.history());
        Intake.Once once = ingest.key() == null
                ? null
                : new Intake.Once(ingest.source() + " " + ingest.key(), ingest.fingerprint());
        return keep(ingest.evidence(), ingest, now)
                .compose(kept -> parts.door().take(batch, once))
                .onSuccess(done -> heard(ingest, done, batch))
                .map(done -> new Receipt(done.posts(), done.stored(), done.edited(), done.hits()))
                .recover(failure -> Future.failedFuture(translate(failure)));
    }

    /** What is brought in from former times says nothing of whether its source is heard now. */
    private void heard(Ingest ingest, Intake.Receipt receipt, Batch batch) {
        if (!ingest.history()) {
            parts.calls().tell(batch.source(), new SourceCalls.Call.Brought(receipt, batch.posts()));
        }
    }

    /** Keeps what is evidence beside the body before the posts that point to it; left alone, it is forgotten after three days. */
    private Future<Integer> keep(List<Evidence> evidence, Ingest ingest, Instant now) {
        return evidence.isEmpty()
                ? Future.succeededFuture(0)
                : write(tx -> {
                    evidence.forEach(one -> tx.posts()
                            .saveRaw(new Raw(
                                    one.sha256(),
                                    ingest.source(),
                                    ingest.origin(),
                                    EVIDENCE + one.type(),
                                    one.bytes(),
                                    now)));
                    return evidence.size();
                });
    }

    /** With what the source's entry says of its posts; a source that no file names is taken as it is. */
    private List<Post> owned(Ingest ingest, Raw raw, Instant now) {
        Optional<SourceSpec> spec = parts.sources().get().stream()
                .filter(one -> one.id().equals(ingest.source()))
                .findFirst();
        return ingest.posts().stream()
                .map(post -> spec.map(one -> SourceDefaults.own(post, one, now)).orElse(post))
                .map(post -> post.with().raw(raw.sha256()).build())
                .toList();
    }

    private static Throwable translate(Throwable failure) {
        if (failure instanceof Intake.Busy busy) {
            return new Busy(busy.retryAfterMillis());
        }
        if (failure instanceof StoreException.Broken) {
            return new Unkept();
        }
        return failure instanceof Intake.KeyReused ? new KeyReused() : failure;
    }

    @Override
    public Optional<Principal> principal(String token) {
        SignedLink.Claim claim = parts.links().verify(token, "", now()).claim();
        if (claim == null
                || claim.incident().startsWith(SignedLink.ERRAND)
                || !parts.links().verify(token, claim.incident(), now()).valid()) {
            return Optional.empty();
        }
        String name = claim.group() ? claim.person().substring(SignedLink.GROUP.length()) : name(claim.person());
        return Optional.of(new Principal(claim.incident(), claim.person(), name, claim.group(), claim.expires()));
    }

    @Override
    public Future<Optional<Glance>> glance(Principal whose) {
        return read(tx -> tx.incidents().find(whose.incident()).map(incident -> glance(tx, incident, whose)));
    }

    private Glance glance(Tx tx, Incident incident, Principal whose) {
        String person = whose.group() ? null : whose.person();
        boolean withheld = Glances.withheld(tx, incident, person, contacts(), now());
        ChannelSpec spec = parts.rules().get().configuration().channels().stream()
                .filter(one -> one.id().equals(whose.name()))
                .findFirst()
                .orElse(null);
        return new Glance(whose.group() ? Glances.group(tx, incident, spec) : incident, withheld);
    }

    @Override
    public Pass issue(Errand errand, String person, Duration life) {
        Instant until = now().plus(life).truncatedTo(ChronoUnit.SECONDS);
        return new Pass(errand, person, name(person), until, parts.links().token(errand(errand), person, until));
    }

    @Override
    public Optional<Pass> pass(String token) {
        return Arrays.stream(Errand.values())
                .flatMap(errand -> {
                    SignedLink.Checked checked = parts.links().verify(token, errand(errand), now());
                    SignedLink.Claim claim = checked.claim();
                    return checked.valid() && claim != null
                            ? Stream.of(new Pass(errand, claim.person(), name(claim.person()), claim.expires(), token))
                            : Stream.empty();
                })
                .findFirst();
    }

    private static String errand(Errand errand) {
        return SignedLink.ERRAND + errand.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Future<Erased> forget(String source, String author, Actor actor) {
        Tidings tidings = new Tidings();
        return write(tx -> {
                    Instant now = now();
                    Persons.Erased gone = tx.persons().erase(source, author, actor.by(), now);
                    if (gone.posts() + gone.evidence() > 0) {
                        parts.chronicle().deed(tx, "person.forgotten", forgotten(gone, source, actor), now, tidings);
                    }
                    return new Erased(
                            gone.posts(),
                            gone.raw(),
                            gone.incidents(),
                            gone.messages(),
                            gone.lines(),
                            gone.fields(),
                            gone.evidence());
                })
                .onSuccess(done -> parts.bus().accept(tidings));
    }

    /** Who had somebody forgotten; not whom. */
    private static String forgotten(Persons.Erased gone, String source, Actor actor) {
        return new JsonObject()
                .put("source", source)
                .put("by", actor.by())
                .put("via", actor.via())
                .put("posts", gone.posts())
                .put("incidents", gone.incidents())
                .encode();
    }

    @Override
    public Future<Heard> propose(Wording wording, String by) {
        return apart(() -> parts.words().propose(wording, by, now()));
    }

    @Override
    public Future<List<Proposal>> proposals() {
        return read(tx -> parts.words().proposals(tx, now()));
    }

    @Override
    public Future<Heard> decide(String proposal, boolean accept, Actor actor) {
        return apart(() -> parts.words().decide(proposal, accept, actor, now()));
    }

    private <T> Future<T> apart(Callable<T> work) {
        return parts.vertx().executeBlocking(work, false);
    }

    @Override
    public Future<Optional<byte[]>> evidence(String sha256) {
        return read(tx -> tx.posts()
                .raw(sha256)
                .filter(raw -> raw.headers().startsWith(EVIDENCE))
                .map(Raw::bytes));
    }

    @Override
    public List<Client> clients() {
        return pushes().map(Push::of)
                .filter(Push::opens)
                .map(push -> new Client(
                        push.source(), push.keys(), push.named(), push.secret(), push.signers(), push.rate()))
                .toList();
    }

    private Stream<SourceSpec> pushes() {
        return parts.sources().get().stream().filter(spec -> spec.type().equals("push"));
    }

    @Override
    public List<Post> mapped(String source, String client, byte[] body, Locale language) {
        SourceSpec spec =
                pushes().filter(one -> one.id().equals(source)).findFirst().orElseThrow(() -> new Unreadable(source));
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            return spec.map().isEmpty()
                    ? PostJson.read(
                                    body,
                                    SourceDefaults.of(spec, now())
                                            .withIds(n -> "w-"
                                                    + sha256((n + client + text).getBytes(StandardCharsets.UTF_8))
                                                            .substring(0, 24)),
                                    HOOK_POSTS)
                            .posts()
                    : Push.mapped(spec, parts.zone(), text, client, now());
        } catch (SourceException e) {
            throw new Unreadable(new SourceWords(language).say(e.trouble()));
        } catch (WireException e) {
            throw new Unreadable((e.pointer() + " " + e.text(language)).strip());
        }
    }

    private String name(String person) {
        Contacts.Person known = contacts().people().get(person);
        return known == null ? person : known.name();
    }

    @Override
    public Future<List<Event>> events(long after, int limit) {
        return read(
                tx -> tx.journal().after(after, limit).stream().map(this::event).toList());
    }

    private Event event(Journal.Line line) {
        Post post = line.post();
        String json = post == null ? line.json() : PostJson.write(post, parts.zone());
        return new Event(line.seq(), line.type(), json, line.at());
    }

    @Override
    public Runnable subscribe(Consumer<Event> listener) {
        return parts.bus()
                .listen(tidings -> tidings.happenings()
                        .forEach(one -> listener.accept(new Event(one.seq(), one.type(), one.data(), one.at()))));
    }

    @Override
    public List<Person> people() {
        return contacts().people().values().stream()
                .map(person -> new Person(person.id(), person.name()))
                .toList();
    }

    @Override
    public String metrics() {
        return parts.metrics().get();
    }

    @Override
    public Future<List<String>> notReady() {
        Future<Long> look = parts.troubles().get().isEmpty()
                ? Future.succeededFuture(0L)
                // whether it keeps things again shows only when it is asked to
                : write(tx -> {
                            tx.journal().saveSetting("store.tried", now().toString());
                            return 0L;
                        })
                        .otherwise(0L);
        return look.compose(tried -> read(tx -> {
            tx.incidents().nextDue();
            return parts.troubles().get();
        }));
    }

    private Contacts contacts() {
        return parts.rules().get().configuration().contacts();
    }

    private <T> Future<T> read(Function<Tx, T> work) {
        return parts.vertx().executeBlocking(() -> parts.store().read(work::apply), false);
    }

    private <T> Future<T> write(Function<Tx, T> work) {
        return Future.fromCompletionStage(
                        parts.store().write(work::apply), parts.vertx().getOrCreateContext())
                .recover(failure -> Future.failedFuture(translate(failure)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
