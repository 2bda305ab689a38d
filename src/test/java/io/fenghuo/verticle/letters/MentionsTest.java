package io.fenghuo.verticle.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Window;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import io.fenghuo.verticle.outbox.AddressBook;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every cell of whom a message to a group names: grade × reason × quiet hours. */
class MentionsTest {
    private static final Instant DAY = Instant.parse("2026-06-18T12:00:00Z");
    /** 23:00 in Shanghai. */
    private static final Instant NIGHT = Instant.parse("2026-06-18T15:00:00Z");

    private static final AddressBook BOOK = new AddressBook(
            Map.<String, ChannelSpec>of(),
            new Contacts(
                    Map.of(
                            "zhang", person("zhang", Contacts.Availability.ALWAYS),
                            "zhao",
                                    person(
                                            "zhao",
                                            new Contacts.Availability(
                                                    new Window(LocalTime.of(22, 0), LocalTime.of(7, 0)),
                                                    null,
                                                    List.of())),
                            "wang", person("wang", Contacts.Availability.ALWAYS)),
                    Map.of(
                            "duty", List.of(Target.person("zhang")),
                            "brand", List.of(Target.person("zhao")),
                            "supervisor", List.of(Target.person("wang"))),
                    Map.of()),
            "zh",
            ZoneId.of("Asia/Shanghai"),
            null,
            "http://127.0.0.1:8080");

    private static Contacts.Person person(String id, Contacts.Availability availability) {
        return new Contacts.Person(id, id, null, "13900000000", null, Map.of(), List.of(), availability);
    }

    private static List<String> named(
            Severity level, Notice.Manner manner, NoticeReason reason, @Nullable String owner, Instant now) {
        Incident incident = new Incident(
                "i-1",
                "云朵家",
                "f",
                "质量",
                "k",
                null,
                "t",
                level,
                owner == null ? State.OPEN : State.TAKEN,
                Set.<Flag>of(),
                owner,
                now,
                now,
                now,
                new Incident.Counts(1, 1),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of("role:duty", "role:brand", "role:supervisor", "groups"),
                Incident.Ladder.NONE,
                "p",
                Hit.Effects.NONE,
                null,
                1);
        Notice notice = new Notice(
                "n-1",
                "i-1",
                "云朵家",
                level,
                reason,
                Reason.of("opened"),
                Target.GROUPS,
                manner,
                List.of(),
                now,
                false,
                null);
        return Mentions.of(notice, incident, BOOK, now).stream()
                .map(Contacts.Person::id)
                .toList();
    }

    @Test
    void anL2NamesThoseToldAtOpeningRaiseAndClose() {
        for (NoticeReason reason : List.of(NoticeReason.OPENED, NoticeReason.RAISED, NoticeReason.CLOSED)) {
            assertThat(named(Severity.L2, Notice.Manner.CARD, reason, null, DAY))
                    .containsExactly("zhang", "zhao", "wang");
        }
    }

    @Test
    void growthNamesThoseWhoHearOfIt() {
        assertThat(named(Severity.L2, Notice.Manner.CARD, NoticeReason.GROWTH, null, DAY))
                .containsExactly("zhang", "zhao");
        assertThat(named(Severity.L2, Notice.Manner.CARD, NoticeReason.GROWTH, "wang", DAY))
                .containsExactly("wang");
    }

    @Test
    void nobodyIsWokenButForAnL1() {
        assertThat(named(Severity.L2, Notice.Manner.CARD, NoticeReason.OPENED, null, NIGHT))
                .containsExactly("zhang", "wang");
        assertThat(named(Severity.L1, Notice.Manner.RING, NoticeReason.OPENED, null, NIGHT))
                .containsExactly("zhang", "zhao", "wang");
    }

    @Test
    void otherMessagesNameNobody() {
        assertThat(named(Severity.L2, Notice.Manner.CARD, NoticeReason.WARNING, null, DAY))
                .isEmpty();
        assertThat(named(Severity.L2, Notice.Manner.EDIT, NoticeReason.GROWTH, null, DAY))
                .isEmpty();
        assertThat(named(Severity.L3, Notice.Manner.DIGEST, NoticeReason.OPENED, null, DAY))
                .isEmpty();
        assertThat(named(Severity.L3, Notice.Manner.CARD, NoticeReason.OPENED, null, DAY))
                .isEmpty();
    }
}
