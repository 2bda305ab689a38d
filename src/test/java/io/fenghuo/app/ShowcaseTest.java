package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Notice.Manner;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of a real incident is what this very channel was told of it. */
class ShowcaseTest {
    private static final Instant START = Instant.parse("2026-06-18T12:00:00Z");

    @TempDir
    private Path home;

    @Test
    void aGroupShowsWhatItWasToldItself() throws Exception {
        file("watchlists/sources.yaml", "sources: []\n");
        file("alerts/channels.yaml", """
                channels:
                  - { id: group, type: terminal }
                  - { id: spare, type: terminal }
                  - { id: app, type: terminal, levels: [] }
                """);
        file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: zhang@example.com, via: [app] }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], admin: [zhang] }
                """);
        Settings settings = Settings.read(Map.of(), new PrintStream(OutputStream.nullOutputStream()), home);
        Files.createDirectories(settings.data());
        Vertx vertx = Vertx.vertx();
        try (Store store = Stores.sqlite(settings.data().resolve("fenghuo.db"))) {
            House house = new House(vertx, store);
            house.clock = () -> START;
            house.incident("i-1", Severity.L2, false);
            house.tell("i-1", Severity.L2, Manner.CARD, "group", null);
            house.clock = () -> START.plusSeconds(60);
            house.tell("i-1", Severity.L1, Manner.RING, "app", "zhang");
            house.tell("i-1", Severity.L3, Manner.DIGEST, "group", null);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
        assertThat(shown(settings, "group")).contains("【二级】", "红肿", "定为二级").doesNotContain("一级", "三级");
        assertThat(shown(settings, "app")).contains("【二级】", "红肿", "定为一级");
        assertThat(shown(settings, "spare"))
                .as("what it would be told, which it never was")
                .contains("【二级】", "定为二级")
                .doesNotContain("一级");
    }

    private static String shown(Settings settings, String channel) {
        List<Showcase.Sending> sendings =
                Showcase.of(settings, channel, new Showcase.Wish("i-1", Severity.L1, "first", null));
        assertThat(sendings).hasSize(1);
        return sendings.get(0).content();
    }

    private void file(String name, String text) throws Exception {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
