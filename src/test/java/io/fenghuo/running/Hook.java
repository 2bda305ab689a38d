package io.fenghuo.running;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver of Standard Webhooks on loopback that remembers what came and says 204. Threadsafe. */
final class Hook implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /** One message as it arrived. */
    record Received(String id, String path, String body) {}

    Hook() {
        this(0);
    }

    /** A receiver that thinks for up to {@code slowness} milliseconds before it answers. */
    Hook(int slowness) {
        Random random = new Random(7);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/hook", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                received.add(new Received(
                        String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")),
                        exchange.getRequestURI().getPath(),
                        body));
                if (slowness > 0) {
                    Thread.sleep(random.nextInt(slowness));
                }
                exchange.sendResponseHeaders(204, -1);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
