package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a newcomer sees in the first minutes: the demo over the repository's own files, on the real clock, and again after a power cut. */
@Execution(ExecutionMode.CONCURRENT)
class FirstRunIT {
    /** From "started" to the tally it takes 110 s; this leaves room for a busy machine. */
    private static final Duration AN_EVENING = Duration.ofSeconds(240);

    @TempDir
    Path home;

    @Test
    void theEveningMakesItsPointTwice() throws Exception {
        try (Service service = new Service(home, Map.of("FENGHUO_LANG", "zh"))) {
            service.copy("watchlists");
            service.copy("alerts");
            service.start();
            service.awaitLogged("400 条 → 5 个事件 → ", AN_EVENING);
            await("next steps").until(() -> service.logged().contains("kill -9"));
            assertThat(service.logged()).contains("  1. ", "  2. ", "  3. ", home.toString());

            List<JsonNode> evening = service.incidents();
            assertTheFive(evening);
            await("mails").until(() -> mails() >= 4);
            assertThat(service.logged()).contains("【演示】【一级】");

            int before = service.logged().length();
            service.kill();
            service.start();
            Map<String, Long> now = versions(service.incidents());
            versions(evening)
                    .forEach((id, version) -> assertThat(now.get(id)).as(id).isGreaterThanOrEqualTo(version));
            await("the second evening is told like the first")
                    .atMost(Duration.ofSeconds(180))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> service.incidents().stream()
                            .filter(one -> !versions(evening).containsKey(id(one)))
                            .anyMatch(one -> one.path("level").asText().equals("L1")));
            await("its line is said")
                    .until(() -> service.logged().substring(before).contains("0:30"));
        }
    }

    private static void assertTheFive(List<JsonNode> incidents) {
        Map<String, String> levels = new HashMap<>();
        for (JsonNode one : incidents) {
            assertThat(one.path("flags").toString()).contains("demo");
            levels.put(one.path("family").asText(), one.path("level").asText());
        }
        assertThat(incidents).hasSize(5);
        assertThat(levels).isEqualTo(Map.of("人身安全", "L1", "质量", "L2", "宣传", "L2", "账号安全", "L2", "欺诈", "L2"));
        JsonNode wave = incidents.stream()
                .filter(one -> one.path("family").asText().equals("质量"))
                .findFirst()
                .orElseThrow();
        assertThat(wave.path("counts").path("authors").asInt()).isGreaterThanOrEqualTo(37);
        Set<String> openedTwice = incidents.stream().map(FirstRunIT::id).collect(Collectors.toSet());
        assertThat(openedTwice).hasSize(5);
    }

    private static Map<String, Long> versions(List<JsonNode> incidents) {
        return incidents.stream()
                .collect(Collectors.toMap(
                        FirstRunIT::id, one -> one.path("version").asLong()));
    }

    private static String id(JsonNode incident) {
        return incident.path("id").asText();
    }

    private long mails() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("data/mail"))) {
            return files.filter(file -> file.toString().endsWith(".eml")).count();
        }
    }
}
