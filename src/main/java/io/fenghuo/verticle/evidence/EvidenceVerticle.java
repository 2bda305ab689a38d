package io.fenghuo.verticle.evidence;

import io.fenghuo.evidence.Archive;
import io.fenghuo.evidence.Digests;
import io.fenghuo.evidence.EvidencePolicy;
import io.fenghuo.evidence.Sealing;
import io.fenghuo.evidence.TimeStamps;
import io.fenghuo.evidence.Volumes;
import io.fenghuo.incident.Reasons;
import io.fenghuo.model.Reason;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Evidence;
import io.fenghuo.store.Evidence.Sealed;
import io.fenghuo.store.Evidence.Volume;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Time;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what is wanted into sealed evidence, writes it into archive files, and has its seals stamped. Everything it does is a row first: an
 * interruption at any moment leaves work to be done again, never something half done. No alert ever waits for it. Confined to its event loop.
 */
public final class EvidenceVerticle extends VerticleBase {
    /** Without being woken it looks this often. */
    static final Duration LOOK = Duration.ofSeconds(5);
    /** Woken, it waits so long for company. */
    static final Duration GATHER = Duration.ofMillis(200);
    /** A stamp that could not be had is asked for again after this. */
    static final Duration RETRY = Duration.ofMinutes(5);
    /** After so many failures in a row the administrators hear of it. */
    static final int TELL_AFTER = 3;

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceVerticle.class);
    private static final int RECORDS_AT_ONCE = 50;
    private static final int STAMPS_AT_ONCE = 5;

    private final Ports ports;
    private final Gathering gathering = new Gathering();
    private @Nullable Runnable timer;
    private boolean busy;
    private boolean again;
    private boolean stopped;

    /**
     * What it works with.
     *
     * @param admins tells the administrators, inside a transaction
     */
    public record Ports(
            Store store,
            Time time,
            Supplier<EvidencePolicy> policy,
            Volumes volumes,
            TimeAuthority authority,
            BiConsumer<Tx, Reason> admins) {}

    public EvidenceVerticle(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Future<?> start() {
        arm(Duration.ZERO);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        cancel();
        return Future.succeededFuture();
    }

    /** Something was committed: looks soon. Threadsafe. */
    public void wake() {
        if (context != null) {
            context.runOnContext(hop -> {
                again = true;
                if (!busy) {
                    arm(GATHER);
                }
            });
        }
    }

    private void arm(Duration delay) {
        cancel();
        if (!stopped) {
            timer = ports.time().after(delay, () -> context.runOnContext(hop -> work()));
        }
    }

    private void cancel() {
        if (timer != null) {
            timer.run();
            timer = null;
        }
    }

    private void work() {
        if (busy || stopped) {
            return;
        }
        busy = true;
        again = false;
        gather().compose(done -> write())
                .compose(done -> clear())
                .compose(done -> stamp())
                .onFailure(failure -> LOG.warn("evidence could not be worked on; tried again soon", failure))
                .onComplete(done -> {
                    busy = false;
                    arm(again ? GATHER : LOOK);
                });
    }

    private <T> Future<T> in(Store.Work<T> work) {
        return Future.fromCompletionStage(ports.store().write(work), context);
    }

    private Future<Integer> gather() {
        return vertx.executeBlocking(
                        () -> ports.store().read(tx -> tx.evidence().wanted(1).isEmpty()), false)
                .compose(idle -> idle ? Future.succeededFuture(0) : gatherSome());
    }

    private Future<Integer> gatherSome() {
        return in(tx -> gathering.round(tx, ports.policy().get(), ports.time().now()))
                .compose(done -> done == 0 || stopped ? Future.succeededFuture(0) : gather());
    }

    private Future<Integer> write() {
        return vertx.executeBlocking(this::writeSome, false)
                .compose(written -> written.isEmpty()
                        ? Future.succeededFuture(0)
                        : in(tx -> {
                                    written.forEach(tx.evidence()::written);
                                    return written.size();
                                })
                                .compose(done -> write()));
    }

    private List<Sealed> writeSome() throws IOException {
        List<Sealed> waiting = ports.store().read(tx -> tx.evidence().unwritten(RECORDS_AT_ONCE));
        for (Sealed record : waiting) {
            ports.volumes().write(record.file(), record.position(), bytes(record));
        }
        return waiting;
    }

    /** What stands in a record's place. */
    public static byte[] bytes(Sealed record) {
        byte[] content = record.content();
        return content != null
                ? content
                : Archive.tombstone(
                        new Archive.Place(record.incident(), record.seq()),
                        record.digest(),
                        record.erasedAt() == null ? record.at() : record.erasedAt(),
                        (int) record.length());
    }

    private Future<Integer> clear() {
        return vertx.executeBlocking(
                        () -> {
                            List<String> gone =
                                    ports.store().read(tx -> tx.evidence().gone());
                            for (String file : gone) {
                                ports.volumes().delete(file);
                            }
                            return gone;
                        },
                        false)
                .compose(gone -> gone.isEmpty()
                        ? Future.succeededFuture(0)
                        : in(tx -> {
                            gone.forEach(tx.evidence()::deleted);
                            return gone.size();
                        }));
    }

    private Future<Void> stamp() {
        String url = ports.policy().get().timestamp();
        if (url == null) {
            return Future.succeededFuture();
        }
        Instant now = ports.time().now();
        return vertx.executeBlocking(
                        () -> ports.store().read(tx -> tx.evidence().unstamped(now, STAMPS_AT_ONCE)), false)
                .compose(due -> {
                    Future<Void> chain = Future.succeededFuture();
                    for (Volume volume : due) {
                        chain = chain.compose(done -> stamp(volume, url));
                    }
                    return chain;
                });
    }

    private Future<Void> stamp(Volume volume, String url) {
        byte[] request = TimeStamps.request(volume.hash());
        return ports.authority()
                .ask(url, ports.policy().get().allowPrivate(), request)
                .compose(answer -> vertx.executeBlocking(
                                () -> Map.entry(TimeStamps.accept(request, answer, volume.hash()), answer), false)
                        .compose(stamped -> keep(volume, stamped.getKey(), stamped.getValue())))
                .recover(failure -> failed(volume, url, failure));
    }

    private Future<Void> keep(Volume volume, TimeStamps.Stamped stamped, byte[] answer) {
        Instant now = ports.time().now();
        TimelineEntry entry = new TimelineEntry(
                volume.incident(),
                now,
                Sealing.STAMPED,
                "system",
                "service",
                Map.of(
                        "line", Long.toString(volume.line()),
                        "stamped", stamped.at().toString(),
                        "authority", stamped.authority(),
                        "digest", Digests.sha256(answer)),
                Map.of());
        return in(tx -> {
                    tx.evidence()
                            .stamp(
                                    new Evidence.Stamp(
                                            volume.incident(),
                                            volume.line(),
                                            stamped.at(),
                                            stamped.authority(),
                                            answer),
                                    entry);
                    return true;
                })
                .mapEmpty();
    }

    private Future<Void> failed(Volume volume, String url, Throwable failure) {
        LOG.warn("no time stamp for {} from {}: {}", volume.incident(), Fetcher.host(url), failure.getMessage());
        return in(tx -> {
                    int times = tx.evidence()
                            .failed(volume.incident(), ports.time().now().plus(RETRY));
                    if (times >= TELL_AFTER) {
                        ports.admins()
                                .accept(tx, Reason.of(Reasons.UNSTAMPED, Fetcher.host(url), Integer.toString(times)));
                    }
                    return times;
                })
                .mapEmpty();
    }
}
