package io.fenghuo.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fenghuo.config.Environment;
import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for its turn: while another instance works on the shared database, this one does nothing but look whether it may take over, and answer
 * on its port that it stands by (503; {@code /health/live} 200), so that a balancer sends people to the other.
 */
final class Standby implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** As the store has it. */
    private static final int TERM_SECONDS = 10;

    private final Settings settings;
    private final TerminalWords words;
    private final String holder;
    private final @Nullable HttpServer server;

    private Standby(Settings settings, String holder) {
        this.settings = settings;
        this.words = new TerminalWords(settings.environment().language());
        this.holder = holder;
        settings.terminal().println(words.say("standby.waiting", holder, TERM_SECONDS));
        this.server = listen(settings.environment().listen());
    }

    /**
     * Opens the store, waiting as long as another instance works on it.
     *
     * @throws StartRefused when the store cannot be had for any other reason
     */
    static Store store(Settings settings, Runnable onLost) {
        Standby standby = null;
        try {
            while (true) {
                try {
                    return Startup.store(settings, onLost);
                } catch (StartRefused refused) {
                    standby = waiting(standby, refused, settings);
                }
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while standing by", ended);
        } finally {
            if (standby != null) {
                standby.close();
                settings.terminal().println(standby.words.say("standby.taken"));
            }
        }
    }

    /** Whoever stands by goes on when the database itself is away: that may be why the other has not been heard of. */
    private static Standby waiting(@Nullable Standby standby, StartRefused refused, Settings settings) {
        boolean shared = settings.environment().databaseUrl() != null;
        if (shared && standby == null && refused.getCause() instanceof StoreException.Locked locked) {
            return new Standby(settings, locked.holder());
        }
        boolean patient = refused.getCause() instanceof StoreException.Locked
                || refused.getCause() instanceof StoreException.Broken;
        if (standby == null || !patient) {
            throw refused;
        }
        return standby;
    }

    private @Nullable HttpServer listen(Environment.Listen listen) {
        try {
            HttpServer made =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()), 50);
            made.createContext("/", this::answer);
            made.start();
            return made;
        } catch (IOException taken) {
            LOG.warn("nobody can ask this instance whether it stands by: {}", taken.getMessage());
            return null;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean live = exchange.getRequestURI().getPath().equals("/health/live");
        boolean near = exchange.getRemoteAddress().getAddress().isLoopbackAddress();
        JsonObject answer = new JsonObject().put("status", "standby").put("error", "standby");
        answer.put("message", words.say("standby.answer", near ? holder : "-"));
        if (near) {
            answer.put("name", "fenghuo")
                    .put("home", settings.home().toAbsolutePath().normalize().toString());
        }
        byte[] body = answer.encode().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(TERM_SECONDS));
            exchange.sendResponseHeaders(live ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}
