package io.fenghuo.web;

import io.fenghuo.wire.EventJson;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/events}: a page of events after {@code after}, or, to a reader who accepts {@code text/event-stream}, a stream that begins
 * with what came after its {@code Last-Event-ID} and leaves nothing out. A reader too slow to keep up is cut off and comes back by itself.
 */
final class EventsApi implements Handler<RoutingContext> {
    private static final int PAGE = 500;
    private static final int MOST_READERS = 200;
    private static final int WAITING = 10_000;
    private static final long HEARTBEAT = 15_000;

    private final Desk desk;
    private final AtomicInteger readers = new AtomicInteger();

    EventsApi(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        String accept = ctx.request().getHeader("Accept");
        String last = ctx.request().getHeader("Last-Event-ID");
        long after = last == null || last.isBlank()
                ? Numbers.param(ctx, "after", -1)
                : Numbers.parse(last.strip(), "Last-Event-ID");
        if (accept == null || !accept.contains("text/event-stream")) {
            page(ctx, Math.max(0, after));
        } else {
            stream(ctx, after);
        }
    }

    private void page(RoutingContext ctx, long after) {
        int limit = (int) Math.max(1, Math.min(PAGE, Numbers.param(ctx, "limit", PAGE)));
        desk.console
                .events(after, limit)
                .onSuccess(events -> {
                    long next = events.isEmpty()
                            ? after
                            : events.get(events.size() - 1).seq();
                    String list = events.stream().map(this::json).collect(Collectors.joining(",", "[", "]"));
                    Desk.json(ctx, 200, "{\"events\":" + list + ",\"next\":" + next + "}");
                })
                .onFailure(ctx::fail);
    }

    private void stream(RoutingContext ctx, long after) {
        if (readers.get() >= MOST_READERS) {
            throw Trouble.busy(10);
        }
        HttpServerResponse response = ctx.response()
                .setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Accel-Buffering", "no");
        if (ctx.request().method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        readers.incrementAndGet();
        new Reader(ctx, response).start(after);
    }

    private String json(Console.Event event) {
        return EventJson.write(event.seq(), event.type(), event.at(), event.json(), desk.settings.zone());
    }

    /** One open stream; everything runs on its own context. */
    private final class Reader {
        private final Context context;
        private final RoutingContext ctx;
        private final HttpServerResponse response;
        private final Queue<Console.Event> waiting = new ArrayDeque<>();
        private @Nullable Runnable subscription;
        private long sent;
        private long timer;
        private boolean catchingUp;
        private boolean full;
        private boolean closed;

        Reader(RoutingContext ctx, HttpServerResponse response) {
            this.ctx = ctx;
            this.context = ctx.vertx().getOrCreateContext();
            this.response = response;
        }

        void start(long after) {
            response.closeHandler(ignored -> close());
            response.exceptionHandler(ignored -> close());
            response.drainHandler(ignored -> drained());
            response.write("retry: 2000\n: fenghuo\n\n");
            timer = ctx.vertx().setPeriodic(HEARTBEAT, ignored -> response.write(":\n\n"));
            sent = after;
            catchingUp = after >= 0;
            subscription = desk.console.subscribe(event -> context.runOnContext(ignored -> offer(event)));
            if (catchingUp) {
                catchUp();
            }
        }

        /** A reader who catches up gets the next page only once it has read the last. */
        private void drained() {
            if (full && !closed) {
                full = false;
                catchUp();
            }
            flush();
        }

        private void catchUp() {
            desk.console
                    .events(sent, PAGE)
                    .onSuccess(events -> context.runOnContext(ignored -> caughtUp(events)))
                    .onFailure(e -> context.runOnContext(ignored -> close()));
        }

        private void caughtUp(List<Console.Event> events) {
            if (closed) {
                return;
            }
            events.forEach(this::write);
            if (events.size() == PAGE && response.writeQueueFull()) {
                full = true;
            } else if (events.size() == PAGE) {
                catchUp();
            } else {
                catchingUp = false;
                flush();
            }
        }

        private void offer(Console.Event event) {
            if (closed) {
                return;
            }
            waiting.add(event);
            if (waiting.size() > WAITING) {
                close();
            } else {
                flush();
            }
        }

        private void flush() {
            while (!catchingUp && !closed && !waiting.isEmpty() && !response.writeQueueFull()) {
                write(waiting.remove());
            }
        }

        private void write(Console.Event event) {
            if (event.seq() > sent) {
                sent = event.seq();
                String data = json(event).replace("\r", "").replace("\n", "\ndata: ");
                response.write("id: " + event.seq() + "\ndata: " + data + "\n\n");
            }
        }

        private void close() {
            if (closed) {
                return;
            }
            closed = true;
            readers.decrementAndGet();
            ctx.vertx().cancelTimer(timer);
            if (subscription != null) {
                subscription.run();
            }
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        }
    }
}
