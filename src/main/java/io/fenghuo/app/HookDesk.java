package io.fenghuo.app;

import io.fenghuo.source.Headers;
import io.fenghuo.source.Hook;
import io.fenghuo.source.Push;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.hearing.SourceCalls;
import io.fenghuo.web.Callbacks;
import io.fenghuo.web.Console;
import io.fenghuo.web.Hooks;
import io.fenghuo.web.Ingest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Meets the deliveries of platforms by what the types of their sources say. Threadsafe. */
final class HookDesk implements Hooks {
    private final Parts parts;
    private final Map<String, Known> hooks = new ConcurrentHashMap<>();

    /** What it needs: the sources there are, and how to reach their verticles. */
    record Parts(
            Vertx vertx,
            Time time,
            Supplier<List<SourceSpec>> sources,
            SourceTypes types,
            ZoneId zone,
            SourceCalls calls,
            SourceWords words) {}

    /** The hook of an entry, made once for as long as the entry stays the same; null = it has none. */
    private record Known(SourceSpec spec, @Nullable Hook hook) {}

    HookDesk(Parts parts) {
        this.parts = parts;
    }

    @Override
    public boolean known(String source) {
        return find(source).map(Known::hook).isPresent();
    }

    private Optional<Known> find(String source) {
        return parts.sources().get().stream()
                .filter(one -> one.id().equals(source))
                .findFirst()
                .map(spec -> hooks.compute(
                        source, (id, before) -> before != null && before.spec().equals(spec) ? before : make(spec)));
    }

    private Known make(SourceSpec spec) {
        return new Known(
                spec,
                parts.types()
                        .find(spec.type())
                        .map(type -> type.hook(spec, parts.zone()))
                        .orElse(null));
    }

    @Override
    public Future<Optional<Met>> meet(String source, Callbacks.Call call) {
        Known known = find(source).orElse(null);
        Hook hook = known == null ? null : known.hook();
        if (known == null || hook == null) {
            return Future.succeededFuture(Optional.empty());
        }
        Hook.Delivery delivery = new Hook.Delivery(call.method(), call.query(), headers(call), call.body());
        return parts.vertx()
                .executeBlocking(() -> hook.meet(delivery, parts.time().now()), false)
                .map(reception -> Optional.of(met(known.spec(), reception, call.body())))
                .recover(failure ->
                        Future.failedFuture(failure instanceof SourceException e ? told(source, e) : failure));
    }

    private static Headers headers(Callbacks.Call call) {
        return Headers.of(call.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> List.of(one.getValue()))));
    }

    private Console.Unreadable told(String source, SourceException failure) {
        parts.calls().tell(source, new SourceCalls.Call.Faulty(failure.trouble()));
        return new Console.Unreadable(parts.words().say(failure.trouble()));
    }

    private Met met(SourceSpec spec, Hook.Reception reception, byte[] body) {
        String once = reception.once();
        String nudge = reception.nudge();
        Trouble trouble = reception.trouble();
        // A platform that repeats a delivery may write it down anew: its id alone tells that it is the same.
        Ingest ingest = reception.posts().isEmpty()
                ? null
                : new Ingest(
                        spec.id(),
                        reception.posts(),
                        once == null ? null : "hook " + once,
                        once == null ? "" : Sha256.hex(once.getBytes(StandardCharsets.UTF_8)),
                        body,
                        "hook",
                        List.of());
        return new Met(
                new Callbacks.Reply(reception.status(), reception.contentType(), reception.answer()),
                ingest,
                Push.of(spec).rate(),
                () -> {
                    if (nudge != null) {
                        parts.calls().tell(spec.id(), new SourceCalls.Call.Nudge(nudge));
                    }
                    if (trouble != null) {
                        parts.calls().tell(spec.id(), new SourceCalls.Call.Faulty(trouble));
                    }
                });
    }
}
