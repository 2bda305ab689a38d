package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps that were done, and a statement from its draft to its publication. */
class HelpingTest {
    private final Timeline day = new Timeline();

    private Statement drafted(String by, Duration within) {
        Instant now = day.now();
        Statement draft = Statement.draft("i-1", 1, "正在核实", by, now, now.plus(within));
        day.decide("i-1", new Event.Stated(draft, by, "console"));
        return draft;
    }

    private List<Notice> told(String code) {
        return day.notices.stream()
                .filter(notice -> notice.why().code().equals(code))
                .toList();
    }

    private Clock clock() {
        return day.incident("i-1").clocks().stream()
                .filter(one -> one.clock().equals(Clocks.STATEMENT))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStepDoneByTheOwnerIsProgress() {
        day.at("10:00").post(Severity.L1).send();
        day.at("10:02").act(Kind.TAKE, "zhang", "i-1", null);
        day.at("10:12").decide("i-1", new Event.StepDone("safety", "先就医", true, "zhang", "link"));
        assertThat(day.at("10:20").incident("i-1").owner()).isEqualTo("zhang");
        assertThat(day.at("10:28").incident("i-1").owner()).isNull();
        assertThat(day.entries).anySatisfy(line -> {
            assertThat(line.event()).isEqualTo("playbook.step");
            assertThat(line.actor()).isEqualTo("zhang");
            assertThat(line.via()).isEqualTo("link");
            assertThat(line.facts()).containsEntry("step", "先就医");
        });
    }

    @Test
    void legalIsAskedAndHasATime() {
        day.at("10:00").post(Severity.L2).send();
        day.at("10:05").act(Kind.TAKE, "zhang", "i-1", null);
        drafted("zhang", Duration.ofHours(2));
        assertThat(told(Reasons.STATEMENT_WANTED)).singleElement().satisfies(notice -> {
            assertThat(notice.to()).hasToString("role:legal");
            assertThat(notice.reason()).isEqualTo(NoticeReason.HAND_OVER);
            assertThat(notice.why().args()).containsExactly("zhang", "1", "120");
        });
        assertThat(clock().due()).isEqualTo(Timeline.time("12:05"));
    }

    @Test
    void legalAndTheSupervisorHearOnceWhenItIsLate() {
        day.at("10:00").post(Severity.L2).send();
        day.at("10:05").act(Kind.TAKE, "zhang", "i-1", null);
        drafted("zhang", Duration.ofMinutes(30));
        day.at("14:00");
        List<Notice> late = day.notices.stream()
                .filter(notice -> notice.reason() == NoticeReason.MISSED && Clocks.STATEMENT.equals(notice.clock()))
                .toList();
        assertThat(late).extracting(notice -> notice.to().toString()).containsExactly("role:legal", "role:supervisor");
        assertThat(late).extracting(Notice::at).containsOnly(Timeline.time("10:35"));
        assertThat(clock().state()).isEqualTo(Clock.Phase.MISSED);
    }

    @Test
    void aDecisionInTimeStopsTheClock() {
        day.at("10:00").post(Severity.L2).send();
        day.act(Kind.TAKE, "zhang", "i-1", null);
        Statement draft = drafted("zhang", Duration.ofMinutes(30));
        Statement back = draft.decided(false, "li", day.at("10:10").now(), "太满");
        day.decide("i-1", new Event.Stated(back, "li", "console"));
        assertThat(clock().state()).isEqualTo(Clock.Phase.STOPPED);
        assertThat(told(Reasons.STATEMENT_REJECTED))
                .singleElement()
                .satisfies(notice -> assertThat(notice.to().toString()).isEqualTo("person:zhang"));
        day.at("12:00");
        assertThat(day.notices)
                .noneMatch(notice -> Clocks.STATEMENT.equals(notice.clock()) && notice.reason() == NoticeReason.MISSED);
    }

    @Test
    void everybodyInvolvedHearsOfItOnceWhenItIsPublished() {
        day.at("10:00").post(Severity.L1).send();
        day.at("10:01").act(Kind.TAKE, "zhang", "i-1", null);
        Statement draft = drafted("zhang", Duration.ofMinutes(10));
        Statement approved = draft.decided(true, "li", day.at("10:04").now(), null);
        day.decide("i-1", new Event.Stated(approved, "li", "console"));
        int before = day.notices.size();
        Statement published = approved.published("wang", day.at("10:05").now());
        day.decide("i-1", new Event.Stated(published, "wang", "console"));
        List<Notice> told = day.notices.subList(before, day.notices.size());
        assertThat(told).allMatch(notice -> notice.manner() == Notice.Manner.CARD);
        assertThat(told)
                .extracting(notice -> notice.to().toString())
                .doesNotHaveDuplicates()
                .contains("role:duty", "role:legal", "role:supervisor");
        assertThat(day.story()).containsSubsequence("statement.drafted", "statement.approved", "statement.published");
    }
}
