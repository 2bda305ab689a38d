package io.fenghuo.store;

import io.fenghuo.model.Author;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raise;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import io.fenghuo.model.State;
import io.fenghuo.model.Subject;
import io.fenghuo.model.Target;
import io.fenghuo.model.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Things to store. */
final class Fixtures {
    static final Instant T0 = Instant.parse("2026-06-18T12:00:00Z");
    static final String BRAND = "云朵家";

    private Fixtures() {}

    static Instant after(long minutes) {
        return T0.plus(Duration.ofMinutes(minutes));
    }

    static Post post(String id, String text) {
        return Post.builder("shop", id, text, T0)
                .author(new Author("u-" + id, "老铁", 1200L, "vip"))
                .subject(new Subject(BRAND, null, "眼膜", null, null, null))
                .attributes(Map.of("ip", "浙江"))
                .build();
    }

    static Hit hit(Post post, String rule) {
        return new Hit(
                post.id(),
                post.source(),
                BRAND,
                "yunduo",
                rule,
                "欺诈",
                Severity.L3,
                false,
                "欺诈",
                MatchMode.FOLDED,
                List.of(new Span(0, 2, "骗子", "騙子", List.of("variant"))),
                new Hit.Effects(
                        "role:brand",
                        null,
                        new Raise(Severity.L2, 5, Duration.ofMinutes(30)),
                        List.of("night"),
                        null,
                        Set.of("a"),
                        Duration.ofMinutes(10)));
    }

    static Posts.HitRow row(Post post, String incident, String crowdKey, long fingerprint, Instant at) {
        return new Posts.HitRow(
                hit(post, "fraud"),
                incident,
                crowdKey,
                String.valueOf(post.author().id()),
                fingerprint,
                at,
                at);
    }

    static Incident incident(String id) {
        return incident(id, "video-77", T0);
    }

    static Incident incident(String id, String key, Instant openedAt) {
        return new Incident(
                id,
                BRAND,
                "欺诈",
                "欺诈",
                key,
                "眼膜",
                "骗子",
                Severity.L3,
                State.OPEN,
                Set.of(),
                null,
                openedAt,
                openedAt,
                openedAt,
                new Incident.Counts(1, 1),
                List.of(clock(Clocks.GOLDEN, openedAt.plus(Duration.ofHours(2)), Clock.Phase.RUNNING)),
                List.of(new CustomerCase("u9", "老铁", "shop/c-1", openedAt, openedAt, null, null)),
                List.of(Reason.of("rule", "fraud")),
                List.of(deadline("golden/warn", openedAt.plus(Duration.ofMinutes(90)), Deadline.Kind.CLOCK_WARNING)),
                List.of("role:duty"),
                new Incident.Ladder(openedAt, 0, null, null, null, 0, null, Set.of("shop")),
                "plan-1",
                Hit.Effects.NONE,
                null,
                1);
    }

    static Incident ended(Incident incident, State state, Instant at) {
        return incident.with()
                .state(state)
                .closing(new Incident.Closing(at, "zhang", "宣传", null, null, null, null, null, null))
                .agenda(List.of())
                .version(incident.version() + 1)
                .build();
    }

    static Incident demo(Incident incident) {
        return incident.with().flag(Flag.DEMO, true).build();
    }

    static Clock clock(String id, Instant due, Clock.Phase state) {
        return new Clock(id, null, T0, due, state, null);
    }

    static Deadline deadline(String name, Instant at, Deadline.Kind kind) {
        return new Deadline(name, at, kind, Clocks.GOLDEN, null, 0);
    }

    static TimelineEntry line(String incident, String event, Map<String, String> personal) {
        return new TimelineEntry(incident, T0, event, "zhang", "console", Map.of("level", "L3", "why", "骗子"), personal);
    }

    static Notice notice(String id, @Nullable String incident, Notice.Manner manner) {
        return new Notice(
                id,
                incident,
                BRAND,
                Severity.L3,
                NoticeReason.OPENED,
                Reason.of("opened", "骗子", 3),
                Target.role("duty"),
                manner,
                List.of("phone"),
                T0,
                false,
                Clocks.GOLDEN);
    }

    static Delivery delivery(String id, String notice, String channel, @Nullable String person) {
        return new Delivery(id, notice, "i-1", channel, person, Delivery.Status.PENDING, 0, T0, null, null, null, T0);
    }

    static Delivery delivered(Delivery delivery, Instant at) {
        return with(delivery, Delivery.Status.DELIVERED, 1, delivery.notBefore(), at);
    }

    static Delivery notBefore(Delivery delivery, Instant at) {
        return with(delivery, delivery.state(), delivery.attempts(), at, null);
    }

    private static Delivery with(
            Delivery d, Delivery.Status state, int attempts, Instant notBefore, @Nullable Instant deliveredAt) {
        return new Delivery(
                d.id(),
                d.notice(),
                d.incident(),
                d.channel(),
                d.person(),
                state,
                attempts,
                notBefore,
                deliveredAt,
                d.fallbackOf(),
                "ok",
                d.createdAt());
    }
}
