package io.fenghuo.app.demo;

import io.fenghuo.app.demo.DemoPages.Said;
import io.fenghuo.app.demo.DemoScript.Channel;
import io.fenghuo.app.demo.DemoScript.Line;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.verticle.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The site of the demo: on loopback only, with a comment page, a feed, a JSON interface, a live room and an event stream. It plays the evening
 * by the {@link Time} it is given. {@link #start} it, read {@link #sources} by the code that reads any site, then {@link #play}. Threadsafe.
 */
public final class DemoSite {
    private static final String HOST = "127.0.0.1";
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final String BRAND = "云朵家";
    private static final String ANCHOR = "主播小满";

    private final Vertx vertx;
    private final Time time;
    private final String run;
    private final DemoScript script;
    private final List<Said> said = new ArrayList<>();
    private final List<ServerWebSocket> room = new ArrayList<>();
    private final List<HttpServerResponse> listeners = new ArrayList<>();
    private final Queue<Cue> cues = new PriorityQueue<>();
    private @Nullable HttpServer server;
    private @Nullable Runnable pending;
    private @Nullable Promise<Void> evening;
    private @Nullable Instant startedAt;
    private int version;

    /**
     * A site that is not open yet.
     *
     * @param run the id of this evening, in letters and digits; part of every id, thread and product, so that evenings do not mix
     */
    public DemoSite(Vertx vertx, Time time, DemoScript script, String run) {
        if (!run.matches("[a-z0-9]{1,32}")) {
            throw new IllegalArgumentException("run must be 1 to 32 letters a-z and digits: " + run);
        }
        this.vertx = vertx;
        this.time = time;
        this.script = script;
        this.run = run;
    }

    /** Something that happens at a moment of the evening; a {@code null} line ends it. */
    private record Cue(Duration at, @Nullable Line line, boolean deletes) implements Comparable<Cue> {
        @Override
        public int compareTo(Cue other) {
            return at.compareTo(other.at);
        }
    }

    /** Opens the site on {@code port}, or on a free one when it is 0; gives the port. */
    public Future<Integer> start(int port) {
        HttpServerOptions options = new HttpServerOptions().setHost(HOST).setPort(port);
        return vertx.createHttpServer(options)
                .requestHandler(this::answer)
                .webSocketHandler(this::join)
                .listen()
                .map(this::opened);
    }

    private synchronized int opened(HttpServer open) {
        server = open;
        return open.actualPort();
    }

    /** Where the evening can be read, one source of each type; only after {@link #start}. */
    public synchronized List<SourceSpec> sources() {
        Map<String, String> list = new HashMap<>(DemoPages.JSON_MAP);
        list.put("items", "/comments");
        return List.of(
                spec(Channel.LIVE, "websocket", url("ws", "/live"), DemoPages.JSON_MAP, "chat"),
                spec(Channel.COMMENTS, "json", url("http", "/api/comments"), list, "comment"),
                spec(Channel.PAGE, "html", url("http", "/page"), DemoPages.PAGE_MAP, "comment"),
                spec(Channel.FORUM, "rss", url("http", "/feed.xml"), Map.of(), "post"),
                spec(Channel.SERVICE, "sse", url("http", "/stream"), DemoPages.JSON_MAP, "chat"));
    }

    /** The id a line's post carries. */
    public String id(Line line) {
        return new Said(line, run, Instant.EPOCH, false).id();
    }

    /** The lines of a matter, in order. */
    public List<Line> lines(String matter) {
        return script.lines().stream()
                .filter(line -> matter.equals(line.matter()))
                .toList();
    }

    /** The first line of a matter. */
    public Optional<Line> line(String matter) {
        return lines(matter).stream().findFirst();
    }

    /** The line that sounds like a complaint and is none. */
    public Optional<Line> quietLine() {
        return script.lines().stream()
                .filter(line -> line.matter() == null && line.text().contains("骗子"))
                .findFirst();
    }

    /** The line that had been public for a while when it was found. */
    public Optional<Line> exposedLine() {
        return script.lines().stream()
                .filter(line -> line.matter() != null && !line.flags().age().isZero())
                .findFirst();
    }

    /** The line its site takes away. */
    public Optional<Line> deletedLine() {
        return script.lines().stream()
                .filter(line -> line.flags().deletedAt() != null)
                .findFirst();
    }

    /** The comment page, for people. */
    public synchronized String page() {
        return url("http", "/page");
    }

    /** Begins the evening; done when it is over or the site is stopped. */
    public synchronized Future<Void> play() {
        if (startedAt != null) {
            throw new IllegalStateException("the evening has begun already");
        }
        startedAt = time.now();
        for (Line line : script.lines()) {
            cues.add(new Cue(line.at(), line, false));
            Duration deletedAt = line.flags().deletedAt();
            if (deletedAt != null) {
                cues.add(new Cue(deletedAt, line, true));
            }
        }
        cues.add(new Cue(DemoScript.LENGTH, null, false));
        Promise<Void> over = Promise.promise();
        evening = over;
        arm(startedAt);
        return over.future();
    }

    /** Closes the site; what has been said stays wherever it was read. */
    public Future<Void> stop() {
        HttpServer open;
        Promise<Void> over;
        synchronized (this) {
            if (pending != null) {
                pending.run();
                pending = null;
            }
            cues.clear();
            open = server;
            server = null;
            over = evening;
        }
        if (over != null) {
            over.tryComplete();
        }
        return open == null ? Future.succeededFuture() : open.close();
    }

    private SourceSpec spec(Channel channel, String type, String url, Map<String, String> map, String kind) {
        return new SourceSpec(
                channel.source(), type, url, EVERY, null, BRAND, kind, null, map, Map.of(), Map.of(), true, null);
    }

    private String url(String scheme, String path) {
        if (server == null) {
            throw new IllegalStateException("the site is not open");
        }
        return scheme + "://" + HOST + ":" + server.actualPort() + base() + path;
    }

    private String base() {
        return "/" + run;
    }

    private void arm(Instant begun) {
        Cue next = cues.peek();
        if (next != null) {
            Duration wait = Duration.between(time.now(), begun.plus(next.at()));
            pending = time.after(wait.isNegative() ? Duration.ZERO : wait, this::perform);
        }
    }

    private void perform() {
        Promise<Void> over = null;
        synchronized (this) {
            Instant begun = startedAt;
            if (begun == null || server == null) {
                return;
            }
            Instant now = time.now();
            for (Cue cue = cues.peek(); cue != null && !begun.plus(cue.at()).isAfter(now); cue = cues.peek()) {
                cues.remove();
                if (cue.line() == null) {
                    over = evening;
                } else if (cue.deletes()) {
                    delete(cue.line());
                } else {
                    say(cue.line(), begun);
                }
            }
            arm(begun);
        }
        if (over != null) {
            over.tryComplete();
        }
    }

    private void say(Line line, Instant begun) {
        Said words =
                new Said(line, run, begun.plus(line.at()).minus(line.flags().age()), false);
        said.add(words);
        version++;
        if (line.channel() == Channel.LIVE) {
            String frame = live(words).encode();
            room.forEach(socket -> socket.writeTextMessage(frame));
        } else if (line.channel() == Channel.SERVICE) {
            listeners.forEach(response -> response.write(event(words)));
        }
    }

    private void delete(Line line) {
        said.replaceAll(words -> words.line().equals(line) ? words.gone() : words);
        version++;
    }

    private static JsonObject live(Said words) {
        return DemoPages.json(words).put("host", ANCHOR);
    }

    private static String event(Said words) {
        return "id: " + words.line().number() + "\ndata: "
                + DemoPages.json(words).encode() + "\n\n";
    }

    private List<Said> of(Channel channel) {
        return said.stream().filter(words -> words.line().channel() == channel).toList();
    }

    private synchronized void join(ServerWebSocket socket) {
        if (!socket.path().equals(base() + "/live")) {
            socket.close((short) 1008, "no such room");
            return;
        }
        // Frames may be larger than one post, as on real platforms: what was said before one came in is sent as a list.
        List<Said> before = of(Channel.LIVE);
        if (!before.isEmpty()) {
            socket.writeTextMessage(new io.vertx.core.json.JsonArray(
                            before.stream().map(DemoSite::live).toList())
                    .encode());
        }
        room.add(socket);
        socket.closeHandler(closed -> leave(socket));
    }

    private synchronized void leave(ServerWebSocket socket) {
        room.remove(socket);
    }

    private synchronized void leave(HttpServerResponse response) {
        listeners.remove(response);
    }

    private synchronized void answer(HttpServerRequest request) {
        String path = request.path();
        if (path.equals(base() + "/page")) {
            polled(request, "text/html; charset=utf-8", DemoPages.page(of(Channel.PAGE)));
        } else if (path.equals(base() + "/feed.xml")) {
            polled(request, "application/rss+xml", DemoPages.feed(of(Channel.FORUM), page()));
        } else if (path.equals(base() + "/api/comments")) {
            JsonObject body = new JsonObject().put("comments", DemoPages.jsonArray(of(Channel.COMMENTS)));
            polled(request, "application/json", body.encode());
        } else if (path.equals(base() + "/stream")) {
            stream(request);
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    private void polled(HttpServerRequest request, String type, String body) {
        String tag = "\"" + version + "\"";
        HttpServerResponse response = request.response().putHeader("ETag", tag);
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", type)
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(body);
    }

    private void stream(HttpServerRequest request) {
        String last = request.getHeader("Last-Event-ID");
        int after = last != null && last.matches("\\d{1,6}") ? Integer.parseInt(last) : 0;
        HttpServerResponse response = request.response().setChunked(true);
        response.putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store");
        response.write("retry: 1000\n\n");
        for (Said words : of(Channel.SERVICE)) {
            if (words.line().number() > after) {
                response.write(event(words));
            }
        }
        listeners.add(response);
        response.closeHandler(closed -> leave(response));
    }
}
