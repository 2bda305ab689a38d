package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fenghuo.model.Author;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The shipped figures, a policy's id, and what belongs together. */
class PolicyTest {
    private static final Policy POLICY = Policy.defaults();
    private static final Instant AT = Timeline.time("10:00");

    @Test
    void theClocksAreThoseOfTheManual() {
        assertThat(POLICY.level(Severity.L1).clocks())
                .isEqualTo(Map.of(
                        Clocks.ACKNOWLEDGE,
                        allow(Duration.ofMinutes(3)),
                        Clocks.RESPOND,
                        allow(Duration.ofMinutes(15))));
        assertThat(POLICY.level(Severity.L2).clocks())
                .isEqualTo(Map.of(
                        Clocks.ACKNOWLEDGE,
                        allow(Duration.ofMinutes(15)),
                        Clocks.FINDINGS,
                        allow(Duration.ofHours(48))));
        assertThat(POLICY.level(Severity.L3).clocks()).isEqualTo(Map.of(Clocks.SETTLE, allow(Duration.ofHours(72))));
        assertThat(POLICY.allowed(Severity.L3, "x", Clocks.GOLDEN)).isEqualTo(allow(Duration.ofHours(2)));
        assertThat(POLICY.allowed(Severity.L3, "x", Clocks.ACKNOWLEDGE)).isNull();
        assertThat(POLICY.level(Severity.L1).takeExpires()).isEqualTo(Duration.ofMinutes(15));
        assertThat(POLICY.level(Severity.L2).takeExpires()).isEqualTo(Duration.ofHours(1));
        assertThat(POLICY.level(Severity.L3).takeExpires()).isEqualTo(Duration.ofHours(8));
    }

    private static Allowance allow(Duration time) {
        return Allowance.of(time);
    }

    @Test
    void aPlanStoredByAnOlderProgramIsRead() throws Exception {
        ObjectMapper mapper = new ObjectMapper()
                .registerModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        String now = mapper.writeValueAsString(POLICY);
        String then = now.replaceAll("\\{\"unit\":\"PLAIN\",\"time\":(\"[A-Z0-9]+\")}", "$1")
                .replaceAll(",\"calendar\":\\{.*?},\"tiers\":\\[]", "");
        assertThat(then).isNotEqualTo(now).contains("\"settle\":\"PT72H\"").doesNotContain("calendar");
        assertThat(mapper.readValue(then, Policy.class)).isEqualTo(POLICY);
    }

    @Test
    void theIdIsThatOfTheContent() {
        assertThat(POLICY.id()).matches("[0-9a-f]{16}");
        assertThat(POLICY.identified()).isEqualTo(POLICY);
        Policy other = new Policy(
                POLICY.id(),
                POLICY.zone(),
                Duration.ofHours(1),
                POLICY.window(),
                POLICY.crowd(),
                POLICY.correlate(),
                POLICY.levels(),
                POLICY.categories(),
                POLICY.noise());
        assertThat(other.identified().id()).isNotEqualTo(POLICY.id());
    }

    @Test
    void itGoesThroughJsonUnchanged() throws Exception {
        ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
        Policy back = mapper.readValue(mapper.writeValueAsString(POLICY), Policy.class);
        assertThat(back).isEqualTo(POLICY);
        assertThat(back.identified().id()).isEqualTo(POLICY.id());
        Timeline day = new Timeline();
        Incident incident = day.at("10:00").post(Severity.L1).send();
        assertThat(mapper.readValue(mapper.writeValueAsString(incident), Incident.class))
                .isEqualTo(incident);
    }

    private static Post post(String id, @Nullable String thread, Subject subject, Author author) {
        return Post.builder("shop", id, "x", AT)
                .thread(thread)
                .subject(subject)
                .author(author)
                .build();
    }

    private static Hit hit(@Nullable String correlate) {
        Hit.Effects effects = new Hit.Effects(null, correlate, null, List.of(), null, Set.of());
        return new Hit("p", "shop", "b", "w", "r", "f", Severity.L3, false, "c", MatchMode.FOLDED, List.of(), effects);
    }

    @Test
    void keysAreWhatTheRuleSays() {
        Subject subject = new Subject("b", null, "面膜", "o-1", "主播", null);
        Post post = post("p1", "video-77", subject, new Author("u9", "老铁", null, null));
        assertThat(Correlation.key(post, hit(null), POLICY)).isEqualTo("video-77");
        assertThat(Correlation.key(post, hit("product"), POLICY)).isEqualTo("product:面膜");
        assertThat(Correlation.key(post, hit("host"), POLICY)).isEqualTo("host:主播");
        assertThat(Correlation.key(post, hit("order"), POLICY)).isEqualTo("order:o-1");
        assertThat(Correlation.key(post, hit("author"), POLICY)).isEqualTo("author:u9");
        assertThat(Correlation.key(post, hit("session"), POLICY))
                .as("it has none")
                .isEqualTo("video-77");
        assertThat(Correlation.key(post, hit("none"), POLICY)).isEqualTo("post:shop/p1");
        assertThat(Correlation.key(post("p1", null, Subject.UNKNOWN, Author.UNKNOWN), hit(null), POLICY))
                .isEqualTo("shop/p1");
    }

    @Test
    void crowdsAreCountedByProductElseHostElseThreadElseSource() {
        Author nobody = Author.UNKNOWN;
        assertThat(Correlation.crowdKey(post("p", "t", new Subject("b", null, "面膜", null, "主播", null), nobody)))
                .isEqualTo("product:面膜");
        assertThat(Correlation.crowdKey(post("p", "t", new Subject("b", null, null, null, "主播", null), nobody)))
                .isEqualTo("host:主播");
        assertThat(Correlation.crowdKey(post("p", "t", Subject.UNKNOWN, nobody)))
                .isEqualTo("thread:t");
        assertThat(Correlation.crowdKey(post("p", null, Subject.UNKNOWN, nobody)))
                .isEqualTo("source:shop");
    }

    @Test
    void anAuthorIsIdElseNameElseThePost() {
        assertThat(Correlation.author(post("p", "t", Subject.UNKNOWN, new Author("u9", "老铁", null, null))))
                .isEqualTo("u9");
        assertThat(Correlation.author(post("p", "t", Subject.UNKNOWN, new Author(" ", "老铁", null, null))))
                .isEqualTo("老铁");
        assertThat(Correlation.author(post("p", "t", Subject.UNKNOWN, Author.UNKNOWN)))
                .isEqualTo("shop/p");
    }

    @Test
    void historyOpensNothingUnlessAsked() {
        Post old = post("p", "t", Subject.UNKNOWN, Author.UNKNOWN);
        Instant now = AT.plus(Duration.ofHours(2)).plusSeconds(1);
        assertThat(Correlation.history(old, true, false, POLICY, now)).isTrue();
        assertThat(Correlation.history(old, false, false, POLICY, now)).isFalse();
        assertThat(Correlation.history(old, true, true, POLICY, now)).isFalse();
        assertThat(Correlation.history(old, true, false, POLICY, AT.plus(Duration.ofHours(2))))
                .isFalse();
    }

    @Test
    void titlesAreCutBetweenCharacters() {
        String title = Opening.title("😀".repeat(80) + "\n x");
        assertThat(title).isEqualTo("😀".repeat(60) + "…");
        assertThat(Opening.title(" a\n\t b ")).isEqualTo("a b");
    }
}
