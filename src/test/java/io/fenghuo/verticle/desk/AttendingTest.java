package io.fenghuo.verticle.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Condition;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Timed;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.flow.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A customer waits; the service is killed and started again meanwhile. The store lies on disk. */
class AttendingTest {
    private static final Instant T0 = Instant.parse("2026-06-18T12:00:00Z");

    @TempDir
    private Path dir;

    private final Rulebook rules = rules();
    private final Ids ids = new Ids(new Random(7));
    private int lines;

    private static Rulebook rules() {
        Hit.Effects effects = new Hit.Effects(null, "session", null, List.of(), null, Set.of());
        List<Watchlist> lists = List.of(new Watchlist(
                "own",
                "云朵家",
                null,
                List.of(Rule.builder("slow", Severity.L3, "等候", Condition.NOTHING)
                        .timed(new Timed.Waiting(Timed.Of.REPLY, Duration.ofMinutes(3)))
                        .effects(effects)
                        .build())));
        Policy policy = Policy.defaults();
        Configuration configuration = new Configuration("v", lists, List.of(), List.of(), policy, Contacts.NONE);
        return new Rulebook(
                configuration, Matcher.compile(lists), policy, new Roster(Contacts.NONE, List.of()), Set.of());
    }

    private Desk desk() {
        return new Desk(ids, () -> rules, new Chronicle(rules.policy().zone(), reason -> reason.code()));
    }

    /** One life of the service: takes a line, if there is one, then fires what is due. */
    private List<Incident> live(int at, Role role, String text) {
        Instant now = T0.plusSeconds(at);
        try (Store store = Stores.sqlite(dir.resolve("f.db"))) {
            Desk desk = desk();
            return store.write(tx -> {
                        if (text != null) {
                            Post post = Post.builder("desk", "p" + ++lines, text, now)
                                    .session("s-1")
                                    .role(role)
                                    .build();
                            new Pipeline(desk, () -> rules)
                                    .take(tx, new Batch("desk", List.of(post), null, null, false), now, new Tidings());
                        }
                        desk.fire(tx, now, 100, new Tidings());
                        return tx.incidents().list(new io.fenghuo.store.Incidents.Query(false, true, 10));
                    })
                    .toCompletableFuture()
                    .join();
        }
    }

    @Test
    void aRestartForgetsNobodyAndTellsOnce() {
        assertThat(live(0, Role.CUSTOMER, "退款什么时候到")).isEmpty();
        assertThat(live(100, null, null)).isEmpty();
        assertThat(live(7_200, null, null)).singleElement().satisfies(one -> {
            assertThat(one.category()).isEqualTo("等候");
            assertThat(one.counts().posts()).isEqualTo(1);
        });
        assertThat(live(7_260, null, null)).hasSize(1);
        assertThat(live(7_270, Role.CUSTOMER, "还没有人吗")).hasSize(1);
        assertThat(live(7_700, null, null)).hasSize(1);
        live(7_710, Role.AGENT, "马上为您退款到原卡，三天内到账");
        live(7_720, Role.CUSTOMER, "又没人了？");
        assertThat(live(8_000, null, null))
                .singleElement()
                .satisfies(one -> assertThat(one.counts().posts()).isEqualTo(2));
    }

    @Test
    void whoIsAnsweredInTimeIsNoMatter() {
        live(0, Role.CUSTOMER, "退款什么时候到");
        live(100, Role.AGENT, "今天到");
        assertThat(live(7_200, null, null)).isEmpty();
    }
}
