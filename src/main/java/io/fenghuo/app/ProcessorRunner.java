package io.fenghuo.app;

import io.fenghuo.source.ProcessorSpec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one deployment running for each processor the files name. Confined to one context. */
final class ProcessorRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorRunner.class);

    private final Vertx vertx;
    private final Plugins plugins;
    private final Locale language;
    private final Map<String, Running> running = new HashMap<>();

    private record Running(ProcessorSpec spec, String deployment) {}

    ProcessorRunner(Vertx vertx, Plugins plugins, Locale language) {
        this.vertx = vertx;
        this.plugins = plugins;
        this.language = language;
    }

    /** Makes what runs equal to {@code wanted}; one that cannot start keeps neither the others nor any post back. */
    Future<Void> become(List<ProcessorSpec> wanted) {
        List<Future<?>> steps = new ArrayList<>();
        for (Running one : List.copyOf(running.values())) {
            if (!wanted.contains(one.spec())) {
                running.remove(one.spec().id());
                steps.add(vertx.undeploy(one.deployment()).otherwiseEmpty());
            }
        }
        return Future.join(steps).otherwiseEmpty().compose(gone -> start(wanted));
    }

    private Future<Void> start(List<ProcessorSpec> wanted) {
        List<Future<?>> starts = new ArrayList<>();
        for (ProcessorSpec spec : wanted) {
            if (!running.containsKey(spec.id())) {
                starts.add(plugins.deploy(vertx, Plugins.order(spec.id(), spec.options(), null))
                        .onSuccess(id -> running.put(spec.id(), new Running(spec, id)))
                        .onFailure(failure -> didNotStart(spec, failure))
                        .otherwiseEmpty());
            }
        }
        return Future.join(starts).mapEmpty();
    }

    private void didNotStart(ProcessorSpec spec, Throwable failure) {
        String why =
                failure instanceof PluginException fault ? fault.text(language) : String.valueOf(failure.getMessage());
        LOG.error("processor {} did not start, posts go on without it: {}", spec.id(), why);
    }
}
