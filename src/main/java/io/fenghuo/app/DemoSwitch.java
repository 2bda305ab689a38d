package io.fenghuo.app;

import io.fenghuo.store.Store;
import io.fenghuo.web.Console.Demo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Keeps the demo or sends it away. Threadsafe. */
final class DemoSwitch {
    private final Store store;
    private final Vertx vertx;
    private final Path mails;
    private final BooleanSupplier running;
    private final Function<Boolean, Future<Void>> obey;

    private DemoSwitch(
            Store store, Vertx vertx, Path mails, BooleanSupplier running, Function<Boolean, Future<Void>> obey) {
        this.mails = mails;
        this.store = store;
        this.vertx = vertx;
        this.running = running;
        this.obey = obey;
    }

    /** In the running service: the demo stops, or starts, at once. */
    static DemoSwitch running(Store store, Vertx vertx, Path mails, Works works) {
        return new DemoSwitch(
                store,
                vertx,
                mails,
                works.demo::running,
                keep -> works.reload
                        .apply(works.reload.present())
                        .onSuccess(done -> works.demo.play(works.bus, works.cards)));
    }

    /** Without a running service: what is written down counts at the next start. */
    static DemoSwitch resting(Store store, Vertx vertx, Path mails) {
        return new DemoSwitch(store, vertx, mails, () -> false, keep -> Future.succeededFuture());
    }

    Future<Demo> look() {
        return vertx.executeBlocking(
                () -> new Demo(
                        store.read(
                                tx -> tx.journal().setting(DemoEvening.SETTING).orElse("")),
                        running.getAsBoolean(),
                        0),
                false);
    }

    /** The traces go last, when nothing of the demo reads or writes any more. */
    Future<Demo> turn(boolean keep) {
        String setting = keep ? "keep" : "off";
        return write(tx -> {
                    tx.journal().saveSetting(DemoEvening.SETTING, setting);
                    return 0;
                })
                .compose(saved -> obey.apply(keep))
                .compose(obeyed -> keep ? Future.succeededFuture(0) : forget())
                .map(removed -> new Demo(setting, running.getAsBoolean(), removed));
    }

    private Future<Integer> forget() {
        return write(DemoEvening::removeTraces)
                .compose(rows -> vertx.executeBlocking(() -> rows + MailFolder.removeDemo(mails), false));
    }

    private Future<Integer> write(Store.Work<Integer> work) {
        return Future.fromCompletionStage(store.write(work), vertx.getOrCreateContext());
    }
}
