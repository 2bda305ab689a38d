package io.fenghuo.verticle.hearing;

import io.fenghuo.source.Expecting;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Keeps the status of a source whose posts others, or a verticle of a plug-in, bring, and learns how often. It is told of each delivery and writes it down at most once a second. */
public final class PushVerticle extends VerticleBase {
    /** How long deliveries are gathered before the status is written. */
    public static final Duration GATHERED = Duration.ofSeconds(1);

    private final SourceSpec spec;
    private final SourcePorts ports;
    private final SourceHealth health;
    private Runnable deaf = () -> {};
    private Runnable cancel = () -> {};
    private boolean planned;

    public PushVerticle(SourceSpec spec, SourcePorts ports) {
        this.spec = spec;
        this.ports = ports;
        this.health = new SourceHealth(spec, ports);
    }

    @Override
    public Future<?> start() {
        return ports.log().recall(spec.id()).onSuccess(memory -> {
            health.restore(memory);
            if (Expecting.of(spec).said()) {
                // It may be missed although nobody ever brought anything.
                health.awaits();
            }
            deaf = ports.calls().listen(spec.id(), call -> context.runOnContext(hop -> hear(call)));
        });
    }

    @Override
    public Future<?> stop() {
        deaf.run();
        cancel.run();
        if (planned) {
            tell();
        }
        return Future.succeededFuture();
    }

    private void hear(SourceCalls.Call call) {
        if (call instanceof SourceCalls.Call.Brought brought) {
            health.brought(brought.receipt(), brought.posts(), ports.time().now());
            if (!planned) {
                planned = true;
                cancel = ports.time().after(GATHERED, () -> context.runOnContext(hop -> tell()));
            }
        } else if (call instanceof SourceCalls.Call.Faulty faulty) {
            health.fails(faulty.trouble());
            health.retriesAt(null);
        }
    }

    private void tell() {
        if (planned) {
            planned = false;
            health.heard(ports.time().now());
        }
    }
}
