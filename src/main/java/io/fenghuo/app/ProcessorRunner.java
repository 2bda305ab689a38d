package io.fenghuo.app;

import io.fenghuo.source.ProcessorSpec;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Has just those processors kept running that the files name. Confined to one context. */
final class ProcessorRunner {
    private final Supervisor supervisor;
    private final Map<String, ProcessorSpec> running = new HashMap<>();

    ProcessorRunner(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /** Makes what runs equal to {@code wanted}; one that cannot start keeps neither the others nor any post back. */
    Future<Void> become(List<ProcessorSpec> wanted) {
        List<Future<?>> ends = new ArrayList<>();
        for (ProcessorSpec one : List.copyOf(running.values())) {
            if (!wanted.contains(one)) {
                running.remove(one.id());
                ends.add(supervisor.release(name(one)));
            }
        }
        return Future.join(ends).compose(gone -> start(wanted));
    }

    private Future<Void> start(List<ProcessorSpec> wanted) {
        List<Future<?>> starts = new ArrayList<>();
        for (ProcessorSpec spec : wanted) {
            if (running.putIfAbsent(spec.id(), spec) == null) {
                starts.add(supervisor.keep(
                        name(spec),
                        () -> Future.succeededFuture(Plugins.order(spec.id(), spec.options(), null)),
                        why -> {}));
            }
        }
        return Future.join(starts).mapEmpty();
    }

    private static String name(ProcessorSpec spec) {
        return "processor " + spec.id();
    }
}
