package io.fenghuo.grade;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Grade;
import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class GraderTest {
    private static final Post POST =
            Post.builder("s", "1", "…", Instant.parse("2026-11-22T10:00:00Z")).build();
    private final Grader grader = new Grader();

    @Test
    void theGravestWinsAndEvidenceBeatsSuspicion() {
        Hit fraud = hit("fraud", "云朵家", Severity.L3, false);
        Hit grave = hit("grave", "云朵家", Severity.L1, true);
        Hit injury = hit("injury", "云朵家", Severity.L1, false);
        assertThat(grader.grade(POST, List.of())).isEmpty();
        assertThat(grader.grade(POST, List.of(fraud)).orElseThrow().level()).isEqualTo(Severity.L3);
        assertThat(grader.grade(POST, List.of(fraud, grave)).orElseThrow().suspected())
                .isTrue();
        Grade grade = grader.grade(POST, List.of(fraud, grave, injury)).orElseThrow();
        assertThat(grade.level()).isEqualTo(Severity.L1);
        assertThat(grade.suspected()).isFalse();
        assertThat(grade.reasons())
                .extracting(Reason::code)
                .containsExactly("grade.rule", "grade.suspected", "grade.rule");
        assertThat(grade.reasons().get(0).args()).containsExactly("L1", "injury", "类", "红肿 用了");
    }

    @Test
    void evidenceConfirmsASuspicionOfTheSameBrandOnly() {
        Hit grave = hit("grave", "云朵家", Severity.L1, true);
        Hit injury = hit("injury", "云朵家", Severity.L1, false);
        Hit other = hit("injury", "别家", Severity.L1, false);
        assertThat(grader.grade(POST, grave, List.of(grave)).suspected()).isTrue();
        assertThat(grader.grade(POST, grave, List.of(grave, other)).suspected()).isTrue();
        assertThat(grader.grade(POST, grave, List.of(grave, injury)))
                .isEqualTo(new Grade(
                        Severity.L1,
                        false,
                        List.of(
                                Reason.of("grade.suspected", "L1", "grave", "类", "红肿 用了"),
                                Reason.of("grade.evidence", "injury", "红肿 用了"))));
    }

    @Test
    void everyReasonHasASentenceInBothLanguages() {
        for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH, Locale.ROOT)) {
            ResourceBundle bundle = ResourceBundle.getBundle("io.fenghuo.grade.messages", locale);
            assertThat(bundle.keySet())
                    .containsExactlyInAnyOrder("reason.grade.rule", "reason.grade.suspected", "reason.grade.evidence");
            assertThat(new MessageFormat(bundle.getString("reason.grade.rule"), locale)
                            .format(new Object[] {"L1", "r", "c", "k"}))
                    .contains("L1", "r", "c", "k");
        }
    }

    private static Hit hit(String rule, String brand, Severity level, boolean suspected) {
        List<Span> spans = List.of(
                new Span(0, 2, "红肿", "红肿", List.of()),
                new Span(3, 5, "用了", "用了", List.of()),
                new Span(6, 8, "红肿", "红肿", List.of()));
        return new Hit(
                "1", "s", brand, "w", rule, "f", level, suspected, "类", MatchMode.FOLDED, spans, Hit.Effects.NONE);
    }
}
