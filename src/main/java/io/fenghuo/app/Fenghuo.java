package io.fenghuo.app;

import io.fenghuo.config.Watcher;
import io.fenghuo.web.WebServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The running service: everything is started here in order, and stopped in the opposite one. {@link #start} and {@link #stop} are called once
 * each, on any thread.
 */
public final class Fenghuo {
    private static final Duration LOOK_AT_FILES = Duration.ofMillis(200);
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);

    private final Settings settings;
    private final Lifecycle lifecycle = new Lifecycle();
    private final SystemTime clock = new SystemTime();
    private final Greeting greeting;
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private volatile int port = -1;

    public Fenghuo(Settings settings) {
        this.settings = settings;
        this.greeting = new Greeting(settings);
    }

    /**
     * Starts everything; blocks the caller while another instance works on a shared database.
     *
     * @return done when the console listens and every source has begun; failed with {@link StartRefused} when the files have errors or the
     *     store or the port cannot be had. What had been started by then is stopped again
     */
    public CompletionStage<Void> start() {
        return Future.succeededFuture()
                .compose(go -> {
                    Foundation ground = Foundation.lay(settings, clock, lifecycle, () -> lost.complete(null));
                    return begin(ground, new Works(ground));
                })
                .recover(failure -> lifecycle.stop().compose(stopped -> Future.failedFuture(failure)))
                .toCompletionStage();
    }

    /** Stops everything, last started first. */
    public CompletionStage<Void> stop() {
        return lifecycle.stop().toCompletionStage();
    }

    /**
     * Done when another instance has taken over the shared database: this one keeps and sends nothing any more, and is to be stopped. Acts on
     * it must leave the thread it is completed on.
     */
    public CompletionStage<Void> lost() {
        return lost;
    }

    /** The port the console listens on; -1 before it does. */
    public int port() {
        return port;
    }

    /** Leaves word where this instance answers, for the commands. */
    private void announce(Settings settings, String url) {
        Calling calling = new Calling(settings);
        calling.leave(url);
        lifecycle.onClose("calling", calling::remove);
    }

    private Future<Void> begin(Foundation ground, Works works) {
        Vertx vertx = ground.vertx();
        lifecycle.onStop("demo", works.demo::stop);
        return works.demo
                .consider(ground.configuration())
                .compose(ready -> {
                    works.reload.adopt(ground.configuration());
                    return vertx.deployVerticle(works.deliver);
                })
                .compose(ready -> vertx.deployVerticle(works.incidents()))
                .compose(ready -> vertx.deployVerticle(works.evidence))
                .compose(ready -> vertx.deployVerticle(works.auditor))
                .compose(ready -> vertx.deployVerticle(works.heartbeat()))
                .compose(ready -> vertx.deployVerticle(works.ingest()))
                .compose(ready -> vertx.deployVerticle(works.sourceWatch()))
                .compose(ready -> vertx.deployVerticle(works.pluginWatch()))
                .compose(ready -> vertx.deployVerticle(works.follower()))
                .compose(ready -> vertx.deployVerticle(works.presses()))
                .compose(ready -> WebServer.start(vertx, Startup.web(settings), works.console()))
                .compose(server -> {
                    port = server.actualPort();
                    lifecycle.onStop("imports", works::stopImports);
                    String url = settings.url(port);
                    announce(ground.settings(), url);
                    works.outlets.consoleAt(url);
                    greeting.ready(
                            ground.configuration(), Objects.requireNonNull(works.sources.get()), works.outlets, url);
                    works.supervisor.begin();
                    lifecycle.onStop("plug-ins", works.supervisor::stop);
                    lifecycle.onStop("sources", works.runner::stop);
                    return works.reload.apply(ground.configuration());
                })
                .onSuccess(ready -> {
                    works.demo.play(works.bus, works.cards);
                    works.drills.resume();
                    ground.store().write(works.desk::catchUp);
                    watch(ground, works.reload);
                    Housekeeping.every(HOUSEKEEPING, vertx, ground.store(), clock, works::evidencePolicy);
                });
    }

    private void watch(Foundation ground, Reload reload) {
        Watcher watcher = new Watcher(ground.home(), ground.configuration(), clock, greeting.reloads(reload::apply));
        long timer = ground.vertx()
                .setPeriodic(
                        LOOK_AT_FILES.toMillis(),
                        tick -> ground.vertx()
                                .executeBlocking(
                                        () -> {
                                            watcher.look();
                                            greeting.jars(ground.plugins().changed());
                                            return watcher.current();
                                        },
                                        true));
        lifecycle.onStop("watcher", () -> {
            ground.vertx().cancelTimer(timer);
            return Future.succeededFuture();
        });
    }
}
