package io.fenghuo.platform;

import io.fenghuo.Patience;
import io.fenghuo.app.HttpFetcher;
import io.fenghuo.app.HttpStreams;
import io.fenghuo.app.PublicAddresses;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.RealTime;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.hearing.KeptSources;
import io.fenghuo.verticle.hearing.ListenVerticle;
import io.fenghuo.verticle.hearing.PollVerticle;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** A place to run connectors against fake platforms on loopback; waits are a fiftieth of what they are. */
public final class Stand implements AutoCloseable {
    public static final SourceTypes TYPES = SourceTypes.builtIn().and(Stand.class.getClassLoader());
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public final Vertx vertx = Vertx.vertx();
    public final KeptSources kept = new KeptSources();
    public final SourcePorts ports = new SourcePorts(
            new HttpFetcher(
                    vertx,
                    new PublicAddresses(),
                    new HttpFetcher.Limits(Patience.USUAL, 1 << 20, 5, 2),
                    "Fenghuo/test"),
            new HttpStreams(vertx, new PublicAddresses(), InstantSource.system(), "Fenghuo/test"),
            kept,
            new Hurried(new RealTime(vertx)),
            kept,
            new SourceWords(Locale.ENGLISH),
            new Random(7));

    /** An entry of this type whose vendor is at {@code url}. */
    public static SourceSpec spec(String type, String url, Map<String, Object> options) {
        return new SourceSpec(
                "s",
                type,
                url,
                Duration.ofSeconds(60),
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                options,
                true,
                null);
    }

    /** The same entry under another id. */
    public static SourceSpec named(String id, SourceSpec spec) {
        return new SourceSpec(
                id,
                spec.type(),
                spec.url(),
                spec.every(),
                spec.thread(),
                spec.brand(),
                spec.kind(),
                spec.role(),
                spec.map(),
                spec.headers(),
                spec.options(),
                spec.allowPrivate(),
                spec.backfill());
    }

    public static SourceType type(SourceSpec spec) {
        return TYPES.find(spec.type()).orElseThrow();
    }

    /** Runs it; what it is called, to be ended by. */
    public String run(SourceSpec spec) {
        List<?> problems = TYPES.problems(spec);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.toString());
        }
        return type(spec).way() == SourceType.Way.POLL
                ? vertx.deployVerticle(new PollVerticle(spec, type(spec).poll(spec, ZONE), ports))
                        .await()
                : vertx.deployVerticle(new ListenVerticle(spec, type(spec).listen(spec, ZONE), ports))
                        .await();
    }

    public void end(String running) {
        vertx.undeploy(running).await();
    }

    /** What is wrong with the source, in English; empty when nothing is. */
    public String problem() {
        SourceStatus now = kept.of("s");
        return now == null || now.problem() == null ? "" : now.problem();
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private record Hurried(Time time) implements Time {
        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            return time.after(delay.dividedBy(50), task);
        }
    }
}
