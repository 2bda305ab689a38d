package io.fenghuo.verticle.watching;

import io.fenghuo.model.Reason;
import io.fenghuo.store.Store;
import io.fenghuo.verticle.Rounds;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.desk.Lasting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps the incident of our own that plug-ins do not work. Confined to its event loop. */
public final class PluginWatch extends Rounds {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final String RULE = "plugin";
    private static final String FAMILY = "插件";

    private final Store store;
    private final Time time;
    private final Supplier<List<Reason>> ailing;
    private final Lasting lasting;
    private final Consumer<Tidings> committed;

    /**
     * A watch.
     *
     * @param ailing what is wrong now, each reason's first argument saying with which plug-in; threadsafe
     * @param committed hears of what was written
     */
    public PluginWatch(
            Store store,
            Time time,
            Supplier<List<Reason>> ailing,
            Desk desk,
            Function<Reason, String> words,
            Consumer<Tidings> committed) {
        super(time, EVERY);
        this.store = store;
        this.time = time;
        this.ailing = ailing;
        this.lasting = new Lasting(desk, RULE, FAMILY, "own.plugin-mended", words);
        this.committed = committed;
    }

    @Override
    public Future<?> round() {
        Instant now = time.now();
        List<Reason> wrong = ailing.get();
        return vertx.executeBlocking(() -> store.read(tx -> Lasting.changed(tx, RULE, wrong, now)), false)
                .compose(changed -> changed ? write(wrong, now) : Future.succeededFuture());
    }

    private Future<?> write(List<Reason> wrong, Instant now) {
        Tidings tidings = new Tidings();
        @Nullable Context own = context;
        return Future.fromCompletionStage(
                        store.write(tx -> {
                            lasting.follow(tx, wrong, now, tidings);
                            return wrong.size();
                        }),
                        own)
                .onSuccess(written -> committed.accept(tidings));
    }
}
