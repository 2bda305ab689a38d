package io.fenghuo.verticle.watching;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.config.Heartbeat;
import io.fenghuo.verticle.Rounds;
import io.fenghuo.verticle.Sender;
import io.fenghuo.verticle.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead man's switch: tells an address of the user's choice that all is well, as long as the auditor is content. Silence is the alarm: a
 * beat that fails is logged and nothing else. Confined to its event loop.
 */
public final class HeartbeatVerticle extends Rounds {
    /** How often it looks whether a beat is due. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatVerticle.class);

    private final Time time;
    private final Supplier<@Nullable Heartbeat> wish;
    private final BooleanSupplier content;
    private final Sender sender;
    private final AtomicLong beats = new AtomicLong();
    private Instant last = Instant.MIN;
    private boolean failing;
    private boolean silent;

    /**
     * A heart.
     *
     * @param wish where and how often, asked anew each time; null = nowhere
     * @param content whether all is well
     */
    public HeartbeatVerticle(Time time, Supplier<@Nullable Heartbeat> wish, BooleanSupplier content, Sender sender) {
        super(time, LOOK);
        this.time = time;
        this.wish = wish;
        this.content = content;
        this.sender = sender;
    }

    /** Beats that were answered with success. Threadsafe. */
    public long beats() {
        return beats.get();
    }

    @Override
    public Future<?> round() {
        Heartbeat heartbeat = wish.get();
        Instant now = time.now();
        boolean due = heartbeat != null
                && (last.equals(Instant.MIN)
                        || last.isAfter(now)
                        || !last.plus(heartbeat.every()).isAfter(now));
        if (heartbeat == null || !due || !content()) {
            return Future.succeededFuture();
        }
        last = now;
        return beat(heartbeat);
    }

    private boolean content() {
        boolean well = content.getAsBoolean();
        if (silent == well && !last.equals(Instant.MIN)) {
            LOG.warn(well ? "the heartbeat goes on" : "the heartbeat is withheld: the auditor is not content");
        }
        silent = !well;
        return well;
    }

    private Future<Void> beat(Heartbeat heartbeat) {
        Outgoing.Http request =
                new Outgoing.Http(heartbeat.post() ? "POST" : "GET", heartbeat.url(), Map.of(), new byte[0]);
        ChannelSpec way = new ChannelSpec(
                "heartbeat",
                "webhook",
                Set.of(),
                heartbeat.url(),
                null,
                List.of(),
                List.of(),
                false,
                heartbeat.allowPrivate(),
                Map.of());
        return sender.send(request, way)
                .onSuccess(this::heard)
                .onFailure(failure -> LOG.warn("the heartbeat could not be sent", failure))
                .otherwiseEmpty()
                .mapEmpty();
    }

    private void heard(Reply reply) {
        boolean well = reply.failure() == null && reply.status() / 100 == 2;
        if (well) {
            beats.incrementAndGet();
        }
        if (failing == well) {
            LOG.info(well ? "the heartbeat is heard again" : "the heartbeat is not heard: {}", reply);
        }
        failing = !well;
    }
}
