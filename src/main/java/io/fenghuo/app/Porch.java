package io.fenghuo.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fenghuo.config.Environment;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on the port of an instance that does not work yet, with the reason: 503, so that a balancer sends people elsewhere, but
 * {@code /health/live} 200, so that nobody ends a process that is busy.
 */
final class Porch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Porch.class);
    private static final int RETRY_SECONDS = 10;
    /** What says that somebody else asks through whoever is at the other end. */
    private static final List<String> PASSED_ON = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    static {
        // The JDK's server waits for ever for the rest of a request unless it is told so before it is first used; in
        // seconds.
        System.setProperty("sun.net.httpserver.maxReqTime", System.getProperty("sun.net.httpserver.maxReqTime", "10"));
    }

    private final Settings settings;
    private final @Nullable HttpServer server;
    /** Each request in a thread of its own: one that never ends keeps nobody from the others. */
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "porch");
        thread.setDaemon(true);
        return thread;
    });

    private volatile Notice notice;

    /**
     * Why the instance does not work.
     *
     * @param status one word for machines
     * @param near what this machine may know
     * @param far what others may know
     */
    record Notice(String status, String near, String far) {}

    Porch(Settings settings, Notice notice) {
        this.settings = settings;
        this.notice = notice;
        this.server = listen(settings.environment().listen());
    }

    void says(Notice present) {
        notice = present;
    }

    private @Nullable HttpServer listen(Environment.Listen listen) {
        try {
            HttpServer made =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()), 50);
            made.createContext("/", this::answer);
            made.setExecutor(threads);
            made.start();
            return made;
        } catch (IOException taken) {
            LOG.warn("nobody can ask this instance why it does not work yet: {}", taken.getMessage());
            return null;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Notice present = notice;
        boolean live = exchange.getRequestURI().getPath().equals("/health/live");
        boolean near = exchange.getRemoteAddress().getAddress().isLoopbackAddress()
                && PASSED_ON.stream().noneMatch(exchange.getRequestHeaders()::containsKey);
        JsonObject answer = new JsonObject().put("status", present.status()).put("error", present.status());
        answer.put("message", near ? present.near() : present.far());
        if (near) {
            answer.put("name", "fenghuo")
                    .put("home", settings.home().toAbsolutePath().normalize().toString());
        }
        byte[] body = answer.encode().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(RETRY_SECONDS));
            exchange.sendResponseHeaders(live ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }
}
