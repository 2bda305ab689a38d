package io.fenghuo.verticle.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a change of an earlier card goes. */
class AnnouncerTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private final Store store = Stores.temporary();

    @AfterEach
    void close() {
        store.close();
    }

    private static ChannelSpec spec(String id, String type, boolean phone, Severity... levels) {
        return new ChannelSpec(id, type, Set.of(levels), null, null, List.of(), List.of(), phone, false, Map.of());
    }

    private static Rulebook rules() {
        Contacts.Person zhang = new Contacts.Person("zhang", "张三", null, null, null, Map.of(), List.of("night"));
        Contacts contacts =
                new Contacts(Map.of("zhang", zhang), Map.of("duty", List.of(Target.person("zhang"))), Map.of());
        List<ChannelSpec> channels = List.of(
                spec("night", "wecom-robot", false),
                spec("group", "wecom-robot", false, Severity.values()),
                spec("tickets", "webhook", false, Severity.values()),
                spec("siren", "webhook", true, Severity.values()));
        List<Roster.Line> lines = channels.stream()
                .map(one -> new Roster.Line(one.id(), one.type(), one.levels(), List.of(), one.phone()))
                .toList();
        return new Rulebook(
                new Configuration("v", List.of(), List.of(), channels, Policy.defaults(), contacts),
                Matcher.compile(List.of()),
                Policy.defaults(),
                new Roster(contacts, lines),
                Set.of());
    }

    private static Incident incident() {
        return new Incident(
                "i-1",
                "云朵家",
                "safety",
                "人身安全",
                "k",
                null,
                "敷完脸红肿刺痛",
                Severity.L2,
                State.TAKEN,
                Set.of(),
                "li",
                NOW,
                NOW,
                NOW,
                new Incident.Counts(1, 1),
                List.of(new Clock("golden", null, NOW, NOW.plus(Duration.ofHours(2)), Clock.Phase.RUNNING, null)),
                List.of(),
                List.of(),
                List.of(),
                List.of("role:duty"),
                new Incident.Ladder(NOW, 0, null, null, null, 0, null, Set.of()),
                "p",
                Hit.Effects.NONE,
                null,
                1);
    }

    private static Notice notice(String id, Target to, Notice.Manner manner) {
        return new Notice(
                id,
                "i-1",
                "云朵家",
                Severity.L2,
                NoticeReason.TAKEN,
                Reason.of("taken", "li"),
                to,
                manner,
                List.of(),
                NOW,
                false,
                null);
    }

    private List<String> announced(Notice... notices) throws Exception {
        store.write(tx -> new Announcer(new Ids(new Random(3)), AnnouncerTest::rules)
                        .announce(tx, incident(), List.of(notices), Policy.defaults(), NOW))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return store.read(tx -> {
            List<String> rows = new ArrayList<>();
            tx.outbox()
                    .list(null, 20)
                    .forEach(one -> rows.add(one.person() + "@" + one.channel() + " "
                            + tx.outbox().notice(one.notice()).orElseThrow().manner()));
            return rows;
        });
    }

    @Test
    void personsByTheirFirstWayAndProgramsThatHearTheGrade() throws Exception {
        assertThat(announced(notice("n-1", Target.role("duty"), Notice.Manner.EDIT)))
                .containsExactlyInAnyOrder("zhang@night EDIT", "null@tickets EDIT");
        assertThat(store.<Outbox.Traffic>read(tx -> tx.outbox().traffic("zhang", NOW.minusSeconds(60)))
                        .messages())
                .as("no message of its own")
                .isZero();
    }

    @Test
    void whoIsToldAloudNeedsNoChange() throws Exception {
        assertThat(announced(
                        notice("n-1", Target.role("duty"), Notice.Manner.EDIT),
                        notice("n-2", Target.GROUPS, Notice.Manner.CARD)))
                .containsExactlyInAnyOrder(
                        "zhang@night EDIT", "null@group CARD", "null@tickets CARD", "null@siren CARD");
    }
}
