package io.fenghuo.app;

import io.fenghuo.model.Reason;
import io.fenghuo.verticle.Backoff;
import io.fenghuo.verticle.Time;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps developers' verticles running: one that does not start, throws, ends itself or answers no more is ended and begun again, with growing
 * patience, and counts as ailing until it has run for a while without a fault. Threadsafe.
 */
final class Supervisor {
    private final Vertx vertx;
    private final Plugins plugins;
    private final Time time;
    private final RandomGenerator random;
    private final Locale language;
    private final Pace pace;
    private final Context own;
    private final Map<String, Ward> wards = new ConcurrentHashMap<>();
    private Runnable cancel = () -> {};

    /**
     * How patient it is.
     *
     * @param look how often it looks whether they are there and answer
     * @param start how long others wait for one to start
     * @param stuck after how long without an answer one counts as stuck
     * @param well how long one has to run without a fault to count as mended
     */
    record Pace(Duration look, Duration start, Duration stuck, Duration well) {
        static final Pace USUAL =
                new Pace(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(1));
    }

    Supervisor(Vertx vertx, Plugins plugins, Time time, RandomGenerator random, Locale language, Pace pace) {
        this.vertx = vertx;
        this.plugins = plugins;
        this.time = time;
        this.random = random;
        this.language = language;
        this.pace = pace;
        this.own = vertx.getOrCreateContext();
    }

    /** Begins to look after them. */
    void begin() {
        own.runOnContext(hop -> cancel = time.after(pace.look(), this::look));
    }

    /** Looks after nobody any more; those that run go on. */
    Future<Void> stop() {
        own.runOnContext(hop -> cancel.run());
        return Future.succeededFuture();
    }

    /**
     * Starts one and keeps it running until {@link #release}d.
     *
     * @param name what people know it by, such as {@code source tickets}
     * @param order asked anew at each start, since a cursor moves
     * @param told of each start (null) and each fault, in words
     * @return done when it runs, has failed for the first time or takes too long; never fails
     */
    Future<Void> keep(String name, Supplier<Future<Plugins.Order>> order, Consumer<@Nullable String> told) {
        Promise<Void> begun = Promise.promise();
        own.runOnContext(hop -> {
            Ward ward =
                    new Ward(new Ward.Parts(vertx, plugins, time, pace, own, language), name, order, told, backoff());
            Ward before = wards.put(name, ward);
            if (before != null) {
                before.end();
            }
            ward.start().onComplete(done -> begun.tryComplete());
            time.after(pace.start(), begun::tryComplete);
        });
        return begun.future();
    }

    private Backoff backoff() {
        return new Backoff(random);
    }

    /** Ends one; done when it has ended or does not for too long. */
    Future<Void> release(String name) {
        Promise<Void> ended = Promise.promise();
        own.runOnContext(hop -> {
            Ward ward = wards.remove(name);
            Future<?> end = ward == null ? Future.succeededFuture() : ward.end();
            end.onComplete(done -> ended.tryComplete());
            time.after(pace.start(), ended::tryComplete);
        });
        return ended.future();
    }

    /** What is wrong: jars and types that were left out, and verticles that do not run as they should. */
    List<Reason> ailing() {
        List<Reason> all = new ArrayList<>();
        plugins.faults().forEach(fault -> all.add(Reason.of("plugin.left-out", fault.about(), fault.text(language))));
        wards.values().stream().map(Ward::ill).filter(Objects::nonNull).forEach(all::add);
        return all;
    }

    /** Whether the one of this name does not run as it should. */
    boolean isAiling(String name) {
        Ward ward = wards.get(name);
        return ward != null && ward.ill() != null;
    }

    private void look() {
        wards.values().forEach(Ward::look);
        cancel = time.after(pace.look(), () -> own.runOnContext(hop -> look()));
    }
}
