package io.fenghuo.app;

import io.fenghuo.app.PluginException.Fault;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import java.util.Objects;

/** A developer's verticle; whatever it throws is told. Its start may fail, but never silently or with an error of linking. */
final class Overseen implements Deployable {
    private final Deployable real;
    private final Overseer overseer;

    Overseen(Deployable real, Overseer overseer) {
        this.real = real;
        this.overseer = overseer;
    }

    @Override
    public Future<?> deploy(Context context) throws Exception {
        context.exceptionHandler(overseer::threw);
        overseer.runs(context);
        try {
            return Objects.requireNonNullElseGet(real.deploy(context), Future::succeededFuture);
        } catch (LinkageError misfit) {
            String type = real.getClass().getName();
            return Future.failedFuture(
                    new PluginException(Fault.MISFIT, misfit, type, SpiVersion.HERE, PluginException.brief(misfit)));
        }
    }

    @Override
    public Future<?> undeploy(Context context) throws Exception {
        return Objects.requireNonNullElseGet(real.undeploy(context), Future::succeededFuture);
    }
}
