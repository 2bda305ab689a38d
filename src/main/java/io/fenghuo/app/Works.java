package io.fenghuo.app;

import io.fenghuo.app.drill.DrillRoom;
import io.fenghuo.app.help.HelpDesk;
import io.fenghuo.app.importing.ImportDesk;
import io.fenghuo.app.inlet.HouseInlets;
import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.evidence.EvidencePolicy;
import io.fenghuo.evidence.Volumes;
import io.fenghuo.model.Ids;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.buttons.ButtonDesk;
import io.fenghuo.verticle.buttons.ButtonVerticle;
import io.fenghuo.verticle.delivery.DeliverVerticle;
import io.fenghuo.verticle.delivery.Mailroom;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.desk.IncidentVerticle;
import io.fenghuo.verticle.evidence.EvidenceVerticle;
import io.fenghuo.verticle.evidence.FollowVerticle;
import io.fenghuo.verticle.flow.Door;
import io.fenghuo.verticle.flow.Pipeline;
import io.fenghuo.verticle.hearing.IngestVerticle;
import io.fenghuo.verticle.hearing.SourceCalls;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.fenghuo.verticle.hearing.StoredSourceLog;
import io.fenghuo.verticle.intake.Processors;
import io.fenghuo.verticle.letters.Previews;
import io.fenghuo.verticle.watching.AuditVerticle;
import io.fenghuo.verticle.watching.Deafness;
import io.fenghuo.verticle.watching.Expiry;
import io.fenghuo.verticle.watching.HeartbeatVerticle;
import io.fenghuo.verticle.watching.PluginWatch;
import io.fenghuo.verticle.watching.SourceWatch;
import io.fenghuo.web.Callbacks;
import io.fenghuo.web.Console;
import io.fenghuo.web.Imports;
import io.fenghuo.web.Rooms;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The moving parts, made in the order in which a post meets them. Nothing runs before it is started. */
final class Works {
    final AtomicReference<Rulebook> rules = new AtomicReference<>();
    final AtomicReference<List<SourceSpec>> sources = new AtomicReference<>(List.of());
    final VertxTime time;
    final Bus bus;
    final Chronicle chronicle;
    final Desk desk;
    final Mailroom mailroom;
    final Door door;
    final DemoEvening demo;
    final SourceRunner runner;
    private final FollowVerticle.Ports follow;
    private final SourceCalls calls = new SourceCalls();
    private final HookDesk hooks;
    final Outlets outlets;
    final ProcessorRunner processors;
    final DeliverVerticle deliver;
    final ButtonDesk buttons;
    final EvidenceVerticle evidence;
    private final Volumes volumes;
    final DemoCards cards;
    final Reload reload;
    /** One room, so that no rehearsal is played twice. */
    final DrillRoom drills;

    final RotaService rota;
    final PauseService pauses;
    final AuditVerticle auditor;
    final Supervisor supervisor;
    private final Processors line;
    private final Foundation ground;
    /** Null before there is a console. */
    private @Nullable ImportDesk imports;

    Works(Foundation ground) {
        this.ground = ground;
        Settings settings = ground.settings();
        ZoneId zone = settings.environment().zone();
        SecureRandom random = new SecureRandom();
        time = new VertxTime(ground.vertx(), ground.clock());
        bus = new Bus(ground.vertx());
        chronicle = new Chronicle(zone, Words.of(settings.lang())::reason);
        Ids ids = new Ids(random);
        desk = new Desk(ids, rules::get, chronicle);
        rota = new RotaService(ground.vertx(), ground.store(), time, ids, rules, chronicle, bus);
        pauses = new PauseService(ground.vertx(), ground.store(), time, ids, rules::get, chronicle, bus);
        auditor =
                new AuditVerticle(desk, ground.store(), time, rules::get, ids, Words.of(settings.lang())::reason, bus);
        Gauges.of(ground.metrics().registry(), auditor);
        mailroom = new Mailroom();
        line = processing(zone);
        door = new Door(new Pipeline(desk, rules::get), ground.store(), time, bus, line);
        supervisor = supervisor(random);
        processors = new ProcessorRunner(supervisor);
        demo = new DemoEvening(settings, ground.vertx(), time, ground.store(), rules::get);
        SourceTypes types = ground.plugins().sources();
        hooks = hooks(types, zone);
        AddressPolicy addresses = new PublicAddresses();
        HttpFetcher fetcher = fetcher(random, addresses);
        follow = new FollowVerticle.Ports(ground.store(), time, fetcher, door, types, sources::get, zone);
        runner = new SourceRunner(new SourceRunner.Parts(
                ground.vertx(),
                settings.home(),
                zone,
                types,
                ports(random, fetcher, addresses),
                HouseInlets.of(settings, fetcher, addresses),
                supervisor,
                settings.environment().language()));
        outlets = new Outlets(
                settings, ground.vertx(), time, rules::get, ground.plugins().channels(), supervisor);
        Channels channels = outlets.types();
        deliver = new DeliverVerticle(new DeliverVerticle.Ports(
                ground.store(), time, outlets::book, channels, outlets.sender(), ground.links(), random, desk, bus));
        bus.listen(tidings -> deliver.wake());
        buttons = new ButtonDesk(new ButtonDesk.Parts(
                ground.vertx(), ground.store(), time, desk, outlets::book, channels, outlets.sender(), bus));
        volumes = new Volumes(settings.data().resolve("evidence"));
        evidence = new EvidenceVerticle(new EvidenceVerticle.Ports(
                ground.store(),
                time,
                this::evidencePolicy,
                volumes,
                new TimestampSender(outlets.sender()),
                (tx, why) -> desk.tellAdmins(tx, why, time.now())));
        bus.listen(tidings -> evidence.wake());
        cards = DemoCards.of(new Previews(ground.links()), channels, outlets::book, ground.clock()::instant);
        reload = new Reload(runner, demo, outlets, processors, rules, sources, rota::dress);
        drills = drills(true);
    }

    private Processors processing(ZoneId zone) {
        return new Processors(
                ground.vertx(),
                time,
                zone,
                () -> Objects.requireNonNull(rules.get()).configuration().processors());
    }

    private HookDesk hooks(SourceTypes types, ZoneId zone) {
        return new HookDesk(new HookDesk.Parts(
                ground.vertx(),
                time,
                sources::get,
                types,
                zone,
                calls,
                new SourceWords(ground.settings().environment().language())));
    }

    private HttpFetcher fetcher(SecureRandom random, AddressPolicy addresses) {
        Settings settings = ground.settings();
        return new HttpFetcher(
                ground.vertx(),
                addresses,
                HttpFetcher.Limits.DEFAULT,
                Egress.of(settings.environment()),
                ground.clock(),
                new StoredTokens(ground.vertx(), ground.store(), Startup.keys(settings), random));
    }

    private Supervisor supervisor(SecureRandom random) {
        return new Supervisor(
                ground.vertx(),
                ground.plugins(),
                time,
                random,
                ground.settings().environment().language(),
                Supervisor.Pace.USUAL);
    }

    EvidencePolicy evidencePolicy() {
        return Objects.requireNonNull(rules.get()).configuration().evidence();
    }

    IncidentVerticle incidents() {
        return new IncidentVerticle(desk, ground.store(), time, bus);
    }

    HeartbeatVerticle heartbeat() {
        return new HeartbeatVerticle(time, () -> reload.present().heartbeat(), auditor::content, outlets.sender());
    }

    SourceWatch sourceWatch() {
        return new SourceWatch(
                ground.store(),
                time,
                sources::get,
                chronicle,
                bus,
                new Deafness(
                        desk,
                        Words.of(ground.settings().lang())::reason,
                        source -> supervisor.isAiling(SourceRunner.name(source))),
                new Expiry(
                        desk,
                        Words.of(ground.settings().lang())::reason,
                        ground.settings().environment().zone()));
    }

    /** What tells the administrators of plug-ins that do not work. */
    PluginWatch pluginWatch() {
        return new PluginWatch(
                ground.store(),
                time,
                () -> Stream.of(supervisor.ailing(), line.failing())
                        .flatMap(List::stream)
                        .toList(),
                desk,
                Words.of(ground.settings().lang())::reason,
                bus);
    }

    /** What looks again at posts of open incidents. */
    FollowVerticle follower() {
        return new FollowVerticle(follow);
    }

    IngestVerticle ingest() {
        return new IngestVerticle(door, time, calls);
    }

    /** The console of the running service. */
    Console console() {
        AtomicReference<Console> console = new AtomicReference<>();
        imports = new ImportDesk(new ImportDesk.Parts(
                ground.vertx(),
                time,
                new Ids(new SecureRandom()),
                ground.settings().data().resolve("imports"),
                ground.settings().environment().zone(),
                ground.settings().environment().language(),
                () -> reload.present().contacts(),
                ingest -> Objects.requireNonNull(console.get()).ingest(ingest),
                this::note));
        console.set(console(DemoSwitch.running(ground.store(), ground.vertx(), mails(), this), imports, true));
        return Objects.requireNonNull(console.get());
    }

    /** The console of one command: nothing of what it writes is sent before the service runs. */
    Console counter() {
        return console(DemoSwitch.resting(ground.store(), ground.vertx(), mails()), Imports.NONE, false);
    }

    private Future<?> note(String type, String json) {
        Tidings tidings = new Tidings();
        return Future.fromCompletionStage(ground.store().write(tx -> {
                    chronicle.deed(tx, type, json, time.now(), tidings);
                    return type;
                }))
                .onSuccess(kept -> bus.accept(tidings));
    }

    private Path mails() {
        return ground.settings().data().resolve("mail");
    }

    private Console console(DemoSwitch demoSwitch, Imports imports, boolean serving) {
        Settings settings = ground.settings();
        HelpDesk help = new HelpDesk(new HelpDesk.Parts(
                ground.vertx(),
                ground.store(),
                time,
                desk,
                () -> Objects.requireNonNull(rules.get()),
                settings.zone(),
                bus));
        return new ConsoleService(new ConsoleService.Parts(
                ground.vertx(),
                ground.store(),
                time,
                desk,
                chronicle,
                door,
                bus,
                rules::get,
                sources::get,
                ground.links(),
                ground.metrics()::scrape,
                ground.store()::troubles,
                tx -> outlets.lines(tx, time.now()),
                demo::panel,
                mailroom,
                new Letters(mailroom, new Previews(ground.links()), outlets.types(), outlets::book),
                demoSwitch,
                new WordDesk(
                        ground.store(),
                        new WordBook(
                                ground.home(),
                                reload::present,
                                serving ? reload::apply : configuration -> {},
                                settings.environment().language()),
                        desk,
                        chronicle,
                        bus,
                        () -> reload.present().contacts()),
                settings.zone(),
                new Console.Identity(
                        settings.home().toAbsolutePath().normalize().toString(),
                        ProcessHandle.current().pid(),
                        serving),
                rooms(serving, help, imports),
                help,
                cases(serving),
                calls));
    }

    private CaseDesk cases(boolean serving) {
        return new CaseDesk(
                ground,
                desk,
                chronicle,
                bus,
                () -> reload.present().aftercare(),
                new RefineDesk(
                        ground.store(),
                        ground.home(),
                        reload::present,
                        serving ? reload::apply : configuration -> {},
                        desk,
                        chronicle,
                        bus,
                        ground.settings().environment().language()));
    }

    private Rooms rooms(boolean serving, HelpDesk help, Imports imports) {
        return new Rooms(
                new TryLists(
                        ground.vertx(),
                        ground.store(),
                        ground.settings().home().resolve("watchlists"),
                        () -> Objects.requireNonNull(rules.get()).configuration(),
                        time::now,
                        ground.settings().zone()),
                serving ? drills : drills(false),
                new EvidenceRoom(ground.vertx(), ground.store(), time, this::evidencePolicy, volumes),
                help,
                rota,
                new Showcase(outlets.types(), outlets::book, time::now),
                this::call,
                pauses,
                hooks,
                imports,
                ground.revocations());
    }

    private Future<Optional<Callbacks.Reply>> call(String channel, Callbacks.Call call) {
        return buttons.call(channel, new Buttons.Call(call.method(), call.query(), call.headers(), call.body()))
                .map(found -> found.map(one -> new Callbacks.Reply(one.status(), one.type(), one.body())));
    }

    /** Ends what is being imported, to go on with later. */
    Future<Void> stopImports() {
        return imports == null ? Future.succeededFuture() : imports.stop();
    }

    /** What fetches presses of buttons. */
    ButtonVerticle presses() {
        return new ButtonVerticle(ground.store(), time, outlets::book, outlets.types(), outlets.sender(), buttons);
    }

    /** The rehearsals of this home; without a running service nothing can be rehearsed. */
    private DrillRoom drills(boolean serving) {
        return new DrillRoom(
                ground.vertx(),
                ground.store(),
                time,
                door,
                desk,
                bus,
                ground.settings().home(),
                serving);
    }

    private SourcePorts ports(SecureRandom random, HttpFetcher fetcher, AddressPolicy addresses) {
        Egress egress = Egress.of(ground.settings().environment());
        return new SourcePorts(
                fetcher,
                new HttpStreams(ground.vertx(), addresses, ground.clock(), egress, fetcher.tokens()),
                door,
                time,
                new StoredSourceLog(ground.vertx(), ground.store(), bus::source),
                new SourceWords(ground.settings().environment().language()),
                random,
                calls);
    }
}
