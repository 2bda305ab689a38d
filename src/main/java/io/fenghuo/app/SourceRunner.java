package io.fenghuo.app;

import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.verticle.hearing.DrawVerticle;
import io.fenghuo.verticle.hearing.FileVerticle;
import io.fenghuo.verticle.hearing.Inlets;
import io.fenghuo.verticle.hearing.ListenVerticle;
import io.fenghuo.verticle.hearing.PollVerticle;
import io.fenghuo.verticle.hearing.PushVerticle;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one verticle running for each source, and just those that the files name. A source whose entry did not change is left alone when
 * others do. Confined to one context.
 */
final class SourceRunner {
    private static final Logger LOG = LoggerFactory.getLogger(SourceRunner.class);

    private final Parts parts;
    private final Map<String, Running> running = new HashMap<>();

    /** A source that runs; without a deployment of ours the supervisor keeps it. */
    private record Running(SourceSpec spec, String deployment) {}

    /** What it works with; {@code language} is that of faults in the log. */
    record Parts(
            Vertx vertx,
            Path home,
            ZoneId zone,
            SourceTypes types,
            SourcePorts ports,
            Inlets inlets,
            Supervisor supervisor,
            Locale language) {}

    SourceRunner(Parts parts) {
        this.parts = parts;
    }

    /** Makes what runs equal to {@code wanted}; one source that cannot start does not keep the others from starting. */
    Future<Void> become(List<SourceSpec> wanted) {
        Set<SourceSpec> kept = Set.copyOf(wanted);
        List<Future<?>> steps = new ArrayList<>();
        for (Running one : List.copyOf(running.values())) {
            if (!kept.contains(one.spec())) {
                running.remove(one.spec().id());
                if (parts.types().find(one.spec().type()).orElseThrow().way() == SourceType.Way.VERTICLE) {
                    steps.add(parts.supervisor().release(name(one.spec())));
                }
                steps.add(parts.vertx().undeploy(one.deployment()).otherwiseEmpty());
            }
        }
        return Future.join(steps).otherwiseEmpty().compose(done -> start(wanted));
    }

    /** Ends them all. */
    Future<Void> stop() {
        return become(List.of());
    }

    private Future<Void> start(List<SourceSpec> wanted) {
        List<Future<?>> starts = wanted.stream()
                .filter(spec -> !running.containsKey(spec.id()))
                .map(this::start)
                .collect(Collectors.toList());
        return Future.join(starts).<Void>mapEmpty().otherwiseEmpty();
    }

    private Future<?> start(SourceSpec spec) {
        return Future.succeededFuture()
                .compose(go -> deploy(spec))
                .onSuccess(id -> running.put(spec.id(), new Running(spec, id)))
                .onFailure(failure -> didNotStart(spec, failure));
    }

    private Future<String> deploy(SourceSpec spec) {
        SourceType type = parts.types().find(spec.type()).orElseThrow();
        return switch (type.way()) {
            case POLL ->
                parts.vertx().deployVerticle(new PollVerticle(spec, type.poll(spec, parts.zone()), parts.ports()));
            case LISTEN ->
                parts.vertx().deployVerticle(new ListenVerticle(spec, type.listen(spec, parts.zone()), parts.ports()));
            case FILE ->
                parts.vertx()
                        .deployVerticle((Deployable) FileVerticle.of(spec, parts.home(), System.in, parts.ports()));
            case DRAW ->
                parts.vertx()
                        .deployVerticle(new DrawVerticle(spec, parts.inlets().open(spec, false), parts.ports()));
            case PUSH -> parts.vertx().deployVerticle(new PushVerticle(spec, parts.ports()));
            case VERTICLE ->
                parts.supervisor()
                        .keep(name(spec), () -> order(spec), why -> show(spec, why))
                        .compose(kept -> parts.vertx().deployVerticle(new PushVerticle(spec, parts.ports())));
        };
    }

    /** Asked for at each start: it goes on where the last commit left off. */
    private Future<Plugins.Order> order(SourceSpec spec) {
        return parts.ports()
                .log()
                .recall(spec.id())
                .map(memory -> Plugins.order(spec.id(), spec.options(), memory.cursor()));
    }

    private static String name(SourceSpec spec) {
        return name(spec.id());
    }

    /** What people know the verticle of this source by. */
    static String name(String id) {
        return "source " + id;
    }

    private void didNotStart(SourceSpec spec, Throwable failure) {
        String why = failure instanceof PluginException fault
                ? fault.text(parts.language())
                : String.valueOf(failure.getMessage());
        LOG.error("source {} did not start: {}", spec.id(), why);
        show(spec, why);
    }

    /** How a source stands that does not say so itself. */
    private void show(SourceSpec spec, @Nullable String problem) {
        parts.ports().log().recall(spec.id()).onSuccess(memory -> show(spec, memory.status(), problem));
    }

    private void show(SourceSpec spec, @Nullable SourceStatus before, @Nullable String problem) {
        int errors = problem == null ? 0 : before == null ? 1 : before.errors() + 1;
        parts.ports()
                .log()
                .status(new SourceStatus(
                        spec.id(),
                        spec.type(),
                        errors == 0,
                        before == null ? null : before.lastSuccess(),
                        before == null ? null : before.lastPost(),
                        errors,
                        problem,
                        null,
                        before == null ? 0 : before.posts()));
    }
}
