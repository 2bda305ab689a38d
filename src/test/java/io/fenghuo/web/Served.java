package io.fenghuo.web;

import io.fenghuo.Caller;
import io.fenghuo.app.Homes;
import io.fenghuo.app.Plugins;
import io.fenghuo.app.TryLists;
import io.fenghuo.config.Configuration;
import io.fenghuo.model.Secret;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.web.guard.Cidr;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The console served on a free loopback port, and a client that sends what it is told to, also forbidden headers. */
final class Served implements AutoCloseable {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private volatile @Nullable Instant held;
    final MemoryConsole console = new MemoryConsole(this::now);
    final int port;
    final Store store = Stores.memory();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = Caller.client();

    Served(List<Cidr> trusted, URI publicUrl, long maxBody) throws Exception {
        new Samples(Instant.now()).fill(console);
        Configuration shipped = Homes.open(
                        Path.of(""), Map.of(), ZoneId.of("Asia/Shanghai"), Plugins.load(Path.of("plugins")))
                .load(Instant.now())
                .configuration();
        console.trying = new TryLists(
                vertx, store, Path.of("watchlists"), () -> shipped, InstantSource.system(), ZoneId.of("Asia/Shanghai"));
        WebSettings settings = new WebSettings(
                "127.0.0.1",
                0,
                publicUrl,
                trusted,
                Secret.of("key"),
                ZoneId.of("Asia/Shanghai"),
                Locale.CHINESE,
                maxBody);
        HttpServer server = WebServer.start(vertx, settings, console)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        port = server.actualPort();
    }

    private Instant now() {
        Instant still = held;
        return still == null ? InstantSource.system().instant() : still;
    }

    /** From now on the console's time passes only as it is told to. */
    void hold() {
        held = now();
    }

    void pass(Duration span) {
        held = now().plus(span);
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, null, headers);
    }

    HttpResponse<String> json(String path, String body, String... more) throws IOException, InterruptedException {
        String[] headers = new String[more.length + 2];
        headers[0] = "Content-Type";
        headers[1] = "application/json";
        System.arraycopy(more, 0, headers, 2, more.length);
        return send("POST", path, body, headers);
    }

    HttpResponse<String> form(String path, String body, String cookie, String... more)
            throws IOException, InterruptedException {
        String[] headers = new String[more.length + 4];
        headers[0] = "Content-Type";
        headers[1] = "application/x-www-form-urlencoded";
        headers[2] = "Cookie";
        headers[3] = cookie;
        System.arraycopy(more, 0, headers, 4, more.length);
        return send("POST", path, body, headers);
    }

    /** A reader with a form cookie and its token. */
    record Reader(String cookie, String csrf) {}

    Reader reader() throws IOException, InterruptedException {
        HttpResponse<String> page = get("/");
        Matcher token = CSRF.matcher(page.body());
        if (!token.find()) {
            throw new IllegalStateException("no form token on the board");
        }
        return new Reader(cookie(page), token.group(1));
    }

    /** The cookies a response sets, as a Cookie header. */
    static String cookie(HttpResponse<String> response) {
        return String.join(
                "; ",
                response.headers().allValues("set-cookie").stream()
                        .map(line -> line.split(";", 2)[0])
                        .toList());
    }

    static Map<String, List<String>> headers(HttpResponse<?> response) {
        return response.headers().map();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        store.close();
    }
}
