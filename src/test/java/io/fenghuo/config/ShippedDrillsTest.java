package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.match.Matcher;
import io.fenghuo.model.Author;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Scenario;
import io.fenghuo.model.Severity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shipped scenarios can be read, and their first words open what they are about. */
class ShippedDrillsTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final int CROWD = 5;

    private final Problems problems = new Problems();
    private final List<Scenario> shipped = ScenarioReader.all(Path.of("."), problems);

    @Test
    void areEightWithoutAFault() {
        assertThat(problems.list()).isEmpty();
        assertThat(shipped)
                .extracting(Scenario::id)
                .containsExactlyInAnyOrder(
                        "product-fault",
                        "safety",
                        "rumour",
                        "rights-live",
                        "live-room",
                        "refund-storm",
                        "self-harm",
                        "abusive-customer");
        assertThat(shipped).allSatisfy(one -> assertThat(one.about()).isNotBlank());
    }

    @Test
    void reachTheGradeTheyName() {
        Matcher matcher = ShippedLists.matcher();
        for (Scenario one : shipped) {
            List<Hit> hits = one.lines().stream()
                    .flatMap(line -> matcher.match(post(line)).stream())
                    .toList();
            Optional<Severity> gravest = hits.stream().map(Hit::level).min(Comparator.naturalOrder());
            Map<String, Long> authors = one.lines().stream()
                    .flatMap(line -> matcher.match(post(line)).stream()
                            .map(hit -> hit.family() + "/" + line.author())
                            .distinct())
                    .distinct()
                    .collect(Collectors.groupingBy(key -> key.substring(0, key.indexOf('/')), Collectors.counting()));
            boolean crowd = authors.values().stream().anyMatch(number -> number >= CROWD);
            Severity reached = gravest.orElseThrow() == Severity.L3 && crowd ? Severity.L2 : gravest.get();
            assertThat(reached).as(one.id()).isEqualTo(one.expect());
        }
    }

    private static Post post(Scenario.Line line) {
        return Post.builder("shop", "1", line.text(), NOW)
                .author(new Author(line.author(), line.author(), (long) line.followers(), null))
                .role(line.role())
                .kind(line.kind())
                .subject(line.subject())
                .build();
    }
}
