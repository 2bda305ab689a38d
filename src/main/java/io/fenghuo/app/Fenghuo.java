package io.fenghuo.app;

import io.fenghuo.channel.Channels;
import io.fenghuo.channel.Words;
import io.fenghuo.config.Configuration;
import io.fenghuo.config.Home;
import io.fenghuo.config.Watcher;
import io.fenghuo.model.Ids;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.store.Store;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.DeliverVerticle;
import io.fenghuo.verticle.Desk;
import io.fenghuo.verticle.IncidentVerticle;
import io.fenghuo.verticle.IngestVerticle;
import io.fenghuo.verticle.Pipeline;
import io.fenghuo.verticle.Previews;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.SourcePorts;
import io.fenghuo.verticle.StoredSourceLog;
import io.fenghuo.web.Console;
import io.fenghuo.web.WebServer;
import io.fenghuo.wire.SignedLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The running service: every part is made here, in order, and stopped in the opposite one. {@link #start} and {@link #stop} are called once
 * each; the rest is threadsafe.
 */
public final class Fenghuo {
    private static final Duration LOOK_AT_FILES = Duration.ofSeconds(1);
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);
    static final String USER_AGENT = "Fenghuo/0.1 (+https://github.com/fenghuo/fenghuo)";

    private final Settings settings;
    private final Lifecycle lifecycle = new Lifecycle();
    private final AtomicReference<Rulebook> rules = new AtomicReference<>();
    private final AtomicReference<List<SourceSpec>> sources = new AtomicReference<>(List.of());
    private final SystemTime clock = new SystemTime();
    private final SecureRandom random = new SecureRandom();
    private final Greeting greeting;
    private final TerminalWords words;

    public Fenghuo(Settings settings) {
        this.settings = settings;
        this.greeting = new Greeting(settings);
        this.words = new TerminalWords(settings.environment().language());
    }

    /**
     * Starts everything.
     *
     * @return done when the console listens and every source has begun; failed with {@link StartRefused} when the files have errors or the
     *     store or the port cannot be had
     */
    public CompletionStage<Void> start() {
        return begin().recover(failure -> lifecycle.stop().compose(stopped -> Future.failedFuture(failure)))
                .toCompletionStage();
    }

    /** Stops everything, last started first. */
    public CompletionStage<Void> stop() {
        return lifecycle.stop().toCompletionStage();
    }

    private Future<Void> begin() {
        Home home = Homes.open(
                settings.home(), settings.variables(), settings.environment().zone());
        Configuration configuration = Startup.load(home, clock.instant(), settings);
        Startup.claimPort(settings.environment().listen(), words);
        Store store = Startup.store(settings);
        lifecycle.onClose("store", store);
        SignedLink links = Startup.links(settings);
        Metrics metrics = new Metrics();
        Vertx vertx = metrics.vertx();
        lifecycle.onStop("vertx", vertx::close);
        Plugins plugins = Plugins.load(settings.home().resolve("plugins"));
        lifecycle.onClose("plugins", plugins);

        VertxTime time = new VertxTime(vertx, clock);
        Bus bus = new Bus(vertx);
        Chronicle chronicle = new Chronicle(settings.environment().zone(), Words.of(settings.lang())::reason);
        Desk desk = new Desk(new Ids(random), rules::get, chronicle);
        Pipeline pipeline = new Pipeline(desk, store, time, rules::get, bus);
        DemoEvening demo = new DemoEvening(settings, vertx, time, store);
        lifecycle.onStop("demo", demo::stop);
        SourceRunner runner = new SourceRunner(
                vertx,
                settings.home(),
                settings.environment().zone(),
                SourceTypes.builtIn().and(plugins.loader()),
                ports(vertx, time, store, pipeline, bus),
                plugins);
        Outlets outlets = new Outlets(settings, vertx, time, rules::get, plugins);
        Channels channels = outlets.types();
        DeliverVerticle deliver =
                new DeliverVerticle(store, time, outlets::book, channels, outlets.sender(), links, random);
        bus.listen(tidings -> deliver.wake());
        Reload reload = new Reload(runner, demo, outlets, rules, sources);
        Console console = new ConsoleService(new ConsoleService.Parts(
                vertx,
                store,
                time,
                desk,
                pipeline,
                bus,
                rules::get,
                sources::get,
                links,
                metrics::scrape,
                List::of,
                tx -> outlets.lines(tx, clock.instant()),
                demo::panel));
        return demo.consider(configuration)
                .compose(ready -> {
                    reload.adopt(configuration);
                    return vertx.deployVerticle(deliver);
                })
                .compose(ready -> vertx.deployVerticle(new IncidentVerticle(desk, store, time, bus)))
                .compose(ready -> vertx.deployVerticle(new IngestVerticle(pipeline, time)))
                .compose(ready -> WebServer.start(vertx, Startup.web(settings), console))
                .compose(server -> {
                    String url = url(server.actualPort());
                    outlets.consoleAt(url);
                    greeting.ready(configuration, sources.get(), outlets, url);
                    return reload.apply(configuration);
                })
                .onSuccess(ready -> {
                    demo.play(bus, DemoCards.of(new Previews(links), channels, outlets::book, clock::instant));
                    watch(vertx, home, configuration, reload);
                    Housekeeping.every(HOUSEKEEPING, vertx, store, clock);
                });
    }

    private String url(int port) {
        String host = settings.environment().listen().host();
        boolean anywhere = host.equals("0.0.0.0") || host.equals("::");
        return "http://" + (anywhere ? "127.0.0.1" : host) + ":" + port;
    }

    private SourcePorts ports(Vertx vertx, VertxTime time, Store store, Pipeline pipeline, Bus bus) {
        AddressPolicy addresses = new PublicAddresses();
        return new SourcePorts(
                new HttpFetcher(vertx, addresses, HttpFetcher.Limits.DEFAULT, USER_AGENT),
                new HttpStreams(vertx, addresses, clock, USER_AGENT),
                pipeline,
                time,
                new StoredSourceLog(vertx, store, bus::source),
                new SourceWords(settings.environment().language()),
                random);
    }

    private void watch(Vertx vertx, Home home, Configuration configuration, Reload reload) {
        Watcher watcher = new Watcher(home, configuration, clock, greeting.reloads(reload::apply));
        long timer = vertx.setPeriodic(
                LOOK_AT_FILES.toMillis(),
                tick -> vertx.executeBlocking(
                        () -> {
                            watcher.look();
                            return null;
                        },
                        true));
        lifecycle.onStop("watcher", () -> {
            vertx.cancelTimer(timer);
            return Future.succeededFuture();
        });
    }
}
