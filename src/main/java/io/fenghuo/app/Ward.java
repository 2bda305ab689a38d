package io.fenghuo.app;

import io.fenghuo.channel.Words;
import io.fenghuo.model.Reason;
import io.fenghuo.verticle.Backoff;
import io.fenghuo.verticle.Time;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One verticle the {@link Supervisor} looks after. Confined to the supervisor's context, but for {@link #ill}. */
final class Ward {
    private static final Logger LOG = LoggerFactory.getLogger(Ward.class);

    /** No two runs share threads: those of one that is stuck are lost. */
    private static final AtomicLong LIVES = new AtomicLong();

    private final Parts parts;
    private final String name;
    private final Supplier<Future<Plugins.Order>> order;
    private final Consumer<@Nullable String> told;
    private final Backoff backoff;
    private Life life = new Life();
    private Runnable cancel = () -> {};
    private boolean over;
    private volatile @Nullable Reason ill;

    record Parts(Vertx vertx, Plugins plugins, Time time, Supervisor.Pace pace, Context own, Locale language) {}

    Ward(
            Parts parts,
            String name,
            Supplier<Future<Plugins.Order>> order,
            Consumer<@Nullable String> told,
            Backoff backoff) {
        this.parts = parts;
        this.name = name;
        this.order = order;
        this.told = told;
        this.backoff = backoff;
    }

    /** What is wrong with it; null = it is well. */
    @Nullable
    Reason ill() {
        return ill;
    }

    /** Deploys it; done when that has ended, well or not. */
    Future<?> start() {
        Life mine = new Life();
        life = mine;
        mine.begun = parts.time().now();
        return Future.succeededFuture()
                .compose(go -> order.get())
                .compose(now -> parts.plugins().deploy(parts.vertx(), now, mine))
                .transform(result -> {
                    parts.own().runOnContext(hop -> started(mine, result.result(), result.cause()));
                    return Future.succeededFuture();
                });
    }

    private void started(Life mine, @Nullable String deployment, @Nullable Throwable failure) {
        if (over || mine != life) {
            if (deployment != null) {
                parts.vertx().undeploy(deployment);
            }
        } else if (failure != null) {
            fell("plugin.no-start", failure, words(failure));
        } else {
            mine.deployment = deployment;
            mine.since = parts.time().now();
            told.accept(null);
            if (mine.early != null) {
                fell("plugin.threw", mine.early, PluginException.brief(mine.early));
            }
        }
    }

    private String words(Throwable failure) {
        return failure instanceof PluginException fault ? fault.text(parts.language()) : PluginException.brief(failure);
    }

    /** Ends it for good; done when it has ended. */
    Future<?> end() {
        over = true;
        cancel.run();
        return undeploy();
    }

    private Future<?> undeploy() {
        String deployment = life.deployment;
        life.deployment = null;
        return deployment == null
                ? Future.succeededFuture()
                : parts.vertx().undeploy(deployment).otherwiseEmpty();
    }

    /** Ends what is left of this life and begins another one later, unless that cannot end better. */
    private void fell(String code, @Nullable Throwable cause, String why) {
        tell(Reason.of(code, name, why));
        if (cause instanceof PluginException fault && !fault.mayPass()) {
            LOG.error("{} does not run: {}", name, why);
            return;
        }
        Duration wait = backoff.next(null);
        LOG.error("{} fell, begins again in {} ms: {}", name, wait.toMillis(), why, cause);
        Future<?> ended = undeploy();
        life = new Life();
        ended.onComplete(gone -> parts.own().runOnContext(hop -> later(wait)));
    }

    private void tell(Reason why) {
        ill = why;
        told.accept(Words.of(parts.language().getLanguage()).reason(why));
    }

    private void later(Duration wait) {
        if (!over) {
            cancel = parts.time().after(wait, () -> parts.own().runOnContext(hop -> again()));
        }
    }

    private void again() {
        if (!over) {
            start();
        }
    }

    /** Whether it is there, answers, and has been well for long enough. */
    void look() {
        Instant now = parts.time().now();
        String deployment = life.deployment;
        if (over || deployment == null) {
            if (!over
                    && ill == null
                    && life.begun.isBefore(now.minus(parts.pace().stuck()))) {
                LOG.error("{} has not ended its start", name);
                tell(Reason.of("plugin.hangs", name));
            }
            return;
        }
        if (!parts.vertx().deploymentIDs().contains(deployment)) {
            life.deployment = null;
            fell("plugin.ended", null, "undeployed");
            return;
        }
        Instant asked = life.asked;
        if (asked != null && asked.plus(parts.pace().stuck()).isBefore(now)) {
            stuck(now);
        } else if (asked == null) {
            life.ask(now);
            if (ill != null && life.since.isBefore(now.minus(parts.pace().well()))) {
                LOG.info("{} has been well for {}", name, parts.pace().well());
                ill = null;
                backoff.reset();
            }
        }
    }

    /** Its thread is interrupted once: what waits is freed by that, what computes without end is not. */
    private void stuck(Instant now) {
        life.since = now;
        if (life.interrupted) {
            return;
        }
        life.interrupted = true;
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(life.threads + "-"))
                .toList();
        String where = threads.stream()
                .flatMap(thread -> Arrays.stream(thread.getStackTrace()))
                .filter(frame -> !frame.getClassName().matches("(java|jdk|sun|io\\.vertx|io\\.netty)\\..*"))
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                .findFirst()
                .orElse("?");
        tell(Reason.of("plugin.stuck", name, where));
        LOG.error("{} does not answer, is interrupted at {}", name, where);
        threads.forEach(Thread::interrupt);
    }

    /** One run of it, from a start to its end. */
    private final class Life implements Overseer {
        private final List<Context> contexts = new CopyOnWriteArrayList<>();
        private final String threads = name + " " + LIVES.incrementAndGet();
        private @Nullable String deployment;
        /** What it threw before its start had ended. */
        private @Nullable Throwable early;

        private Instant begun = Instant.MAX;
        private Instant since = Instant.MAX;
        /** When it was asked whether it answers; null = it did. */
        private @Nullable Instant asked;

        private boolean interrupted;
        private int answers;

        @Override
        public String threads(String id) {
            return threads;
        }

        @Override
        public void runs(Context context) {
            contexts.add(context);
        }

        @Override
        public void threw(Throwable thrown) {
            parts.own().runOnContext(hop -> {
                if (life == this && deployment == null) {
                    early = thrown;
                } else if (!over && life == this) {
                    fell("plugin.threw", thrown, PluginException.brief(thrown));
                }
            });
        }

        void ask(Instant now) {
            asked = now;
            answers = 0;
            contexts.forEach(
                    context -> context.runOnContext(there -> parts.own().runOnContext(back -> answered())));
        }

        private void answered() {
            answers++;
            if (answers >= contexts.size()) {
                asked = null;
                interrupted = false;
            }
        }
    }
}
