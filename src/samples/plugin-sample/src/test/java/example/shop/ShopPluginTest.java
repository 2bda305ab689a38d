package example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.fenghuo.app.PluginHouse;
import io.fenghuo.app.PluginHouse.Kind;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All four kinds of plug-in in a house of their own. */
class ShopPluginTest {
    private static final String RULES = """
            brand: 云朵家
            rules:
              - { id: injury, level: L1, category: 人身安全, any: [红肿] }
            """;

    @TempDir
    Path folder;

    @Test
    void aTicketIsReadWrittenOutFoundAndPrinted() throws Exception {
        Path tickets = Files.writeString(folder.resolve("tickets.txt"), "快递到了\n敷完脸hz\n");
        Path printer = folder.resolve("printer.txt");
        try (PluginHouse house = PluginHouse.with()
                .sources("""
                        sources:
                          - id: tickets
                            type: verticle
                            class: example.shop.TicketSource
                            config: { file: "%s", everyMillis: 100 }
                        processors:
                          - id: slang
                            class: example.shop.SlangProcessor
                            config: { words: { hz: 红肿 } }
                        """.formatted(tickets))
                .channels("""
                        channels:
                          - id: desk
                            type: verticle
                            class: example.shop.DeskChannel
                            config: { file: "%s" }
                        """.formatted(printer))
                .watchlist(RULES)
                .start()) {
            List<JsonObject> posts = house.await(Kind.POST, 2);
            assertEquals("2", posts.get(1).getString("id"));
            assertEquals("injury", house.await(Kind.HIT, 1).get(0).getString("rule"));
            house.await(Kind.DELIVERY, 1);
            assertTrue(Files.readString(printer).contains("红肿"));
        }
    }

    @Test
    void aBoardIsRead() throws Exception {
        HttpServer board = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] answer = """
                [{"id":"b-1","text":"用完红肿","user":"u9","at":%d}]""".formatted(System.currentTimeMillis()).getBytes(StandardCharsets.UTF_8);
        board.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        board.start();
        try (PluginHouse house = PluginHouse.with()
                .sources("""
                        sources:
                          - id: board
                            type: shop-board
                            url: http://127.0.0.1:%d/
                            allow-private: true
                        """.formatted(board.getAddress().getPort()))
                .watchlist(RULES)
                .start()) {
            assertEquals("b-1", house.await(Kind.HIT, 1).get(0).getString("post"));
        } finally {
            board.stop(0);
        }
    }
}
