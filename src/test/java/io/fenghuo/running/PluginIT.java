package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.app.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verticles of others in the running service: a source and a channel from a jar under {@code plugins/}, beside a broken jar. */
class PluginIT {
    @TempDir
    Path home;

    @Test
    void aDevelopersSourceAndChannelWorkAndWhatIsBrokenIsNamed() throws Exception {
        try (Service service = new Service(home, Map.of("FENGHUO_LANG", "en"))) {
            PluginJar.build(home.resolve("plugins/sample.jar"));
            Files.writeString(home.resolve("plugins/broken.jar"), "no jar at all");
            Path tickets = Files.writeString(home.resolve("tickets.txt"), "今天的快递到了\n敷完脸红肿刺痛\n");
            Path printer = home.resolve("desk.txt");
            writeHome(service, tickets, printer);
            service.start();

            await("the notice is printed").until(() -> Printed.on(printer).contains("红肿"));
            assertThat(Printed.on(printer)).contains("\tL1\t");
            assertThat(posts(service)).containsExactly("1", "2");
            await("what is broken is named")
                    .untilAsserted(() -> assertThat(service.logged())
                            .contains("plugins/broken.jar is no readable jar")
                            .contains("class example.shop.NoSuchSource not found")
                            .contains("class example.shop.NoSuchChannel not found"));
            await("so does the page")
                    .until(() -> service.get("/sources").body().contains("class example.shop.NoSuchSource not found"));
            await("the administrators are told of all of it")
                    .until(() -> Printed.on(printer).contains("Plug-ins do not work"));

            service.kill();
            Files.writeString(tickets, "插上电源就起火\n", StandardOpenOption.APPEND);
            service.start();
            await("the new ticket is taken").until(() -> posts(service).contains("3"));
            assertThat(posts(service)).as("the cursor was given back").containsExactly("1", "2", "3");
            await("its notice is printed").until(() -> Printed.on(printer).contains("起火"));
        }
    }

    @Test
    void aDevelopersProcessorSeesPostsBeforeTheyAreMatched() throws Exception {
        try (Service service = new Service(home, Map.of("FENGHUO_LANG", "en"))) {
            PluginJar.build(home.resolve("plugins/sample.jar"));
            Path tickets = Files.writeString(home.resolve("tickets.txt"), "今天的快递到了\n敷完脸hz刺痛\n");
            Path printer = home.resolve("desk.txt");
            writeHome(service, tickets, printer);
            Path sources = home.resolve("watchlists/sources.yaml");
            Files.writeString(sources, Files.readString(sources) + """
                    processors:
                      - id: lost
                        class: example.shop.NoSuchProcessor
                      - id: slang
                        class: example.shop.SlangProcessor
                        config: { words: { hz: 红肿 } }
                        sources: [tickets]
                        timeout: 30s
                    """);
            service.start();

            await("the notice is printed").until(() -> Printed.on(printer).contains("红肿"));
            assertThat(Printed.on(printer)).contains("\tL1\t");
            assertThat(posts(service)).containsExactly("1", "2");
            await("what is lost is named")
                    .untilAsserted(() -> assertThat(service.logged())
                            .contains("processor lost does not run")
                            .contains("class example.shop.NoSuchProcessor not found"));
        }
    }

    private static List<String> posts(Service service) throws IOException {
        return service.events().stream()
                .filter(event -> event.path("type").asText().equals("post"))
                .map(event -> event.path("data"))
                .filter(data -> data.path("source").asText().equals("tickets"))
                .map((JsonNode data) -> data.path("id").asText())
                .toList();
    }

    private static void writeHome(Service service, Path tickets, Path printer) throws IOException {
        service.copy("watchlists");
        service.write("watchlists/sources.yaml", """
                sources:
                  - id: tickets
                    type: verticle
                    class: example.shop.TicketSource
                    config: { file: "%s", everyMillis: 200 }
                  - id: typo
                    type: verticle
                    class: example.shop.NoSuchSource
                """.formatted(tickets));
        service.write("alerts/channels.yaml", """
                channels:
                  - id: desk
                    type: verticle
                    class: example.shop.DeskChannel
                    config: { file: "%s" }
                  - id: lost
                    type: verticle
                    class: example.shop.NoSuchChannel
                    levels: []
                """.formatted(printer));
        service.write("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, via: [desk] }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], safety: [zhang], admin: [zhang] }
                """);
    }
}
