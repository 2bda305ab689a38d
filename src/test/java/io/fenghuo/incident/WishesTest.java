package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.incident.Contacts.Availability;
import io.fenghuo.incident.Contacts.Digest;
import io.fenghuo.incident.Contacts.Person;
import io.fenghuo.incident.Contacts.Thrift;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A person's wishes touch an L3 and nothing graver. */
class WishesTest {
    /** 20:00 in Shanghai. */
    private static final Instant EVENING = Instant.parse("2026-06-18T12:00:00Z");

    private static final Instant NIGHT = Instant.parse("2026-06-18T16:00:00Z");
    private static final Policy POLICY = Policy.defaults();

    private static Person person(Digest digest, int perHour) {
        return new Person(
                "li",
                "李四",
                null,
                null,
                null,
                Map.of(),
                List.of(),
                new Availability(null, null, List.of(), new Thrift(digest, perHour)));
    }

    private static Notice notice(Severity level, Notice.Manner manner) {
        return new Notice(
                "n",
                "i",
                "b",
                level,
                NoticeReason.OPENED,
                Reason.of("opened"),
                Target.person("li"),
                manner,
                List.of(),
                EVENING,
                false,
                null);
    }

    @Test
    void anL3IsGatheredAsThePersonWishes() {
        Notice line = notice(Severity.L3, Notice.Manner.DIGEST);
        assertThat(Wishes.digest(person(Digest.HOURLY, 0), line, POLICY, EVENING))
                .isEqualTo("2026-06-18T13:00:00Z");
        assertThat(Wishes.digest(person(Digest.DAILY, 0), line, POLICY, EVENING))
                .as("08:30 tomorrow")
                .isEqualTo("2026-06-19T00:30:00Z");
        assertThat(Wishes.alone(person(Digest.OFF, 0), line, POLICY, EVENING)).isTrue();
        assertThat(Wishes.alone(person(Digest.OFF, 0), line, POLICY, NIGHT))
                .as("nobody is woken for an L3")
                .isFalse();
        assertThat(Wishes.alone(person(Digest.DAILY, 0), line, POLICY, EVENING)).isFalse();
        assertThat(Wishes.enough(person(Digest.HOURLY, 2), notice(Severity.L3, Notice.Manner.CARD), 2))
                .isTrue();
        assertThat(Wishes.enough(person(Digest.HOURLY, 2), notice(Severity.L3, Notice.Manner.CARD), 1))
                .isFalse();
    }

    @Test
    void nothingGraverIsTouched() {
        for (Severity level : List.of(Severity.L1, Severity.L2)) {
            Notice held = notice(level, Notice.Manner.DIGEST);
            assertThat(Wishes.digest(person(Digest.DAILY, 1), held, POLICY, EVENING))
                    .isEqualTo("2026-06-18T13:00:00Z");
            assertThat(Wishes.alone(person(Digest.OFF, 1), held, POLICY, EVENING)).isFalse();
            assertThat(Wishes.enough(person(Digest.OFF, 1), notice(level, Notice.Manner.CARD), 99))
                    .isFalse();
        }
    }
}
