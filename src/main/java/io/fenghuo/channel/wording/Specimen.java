package io.fenghuo.channel.wording;

import io.fenghuo.channel.Message;
import io.fenghuo.channel.Message.Excerpt;
import io.fenghuo.channel.Message.Item;
import io.fenghuo.channel.Message.Kind;
import io.fenghuo.model.Author;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An invented message of each kind, of the size messages usually have, to look at and to measure templates with. */
public final class Specimen {
    private static final String BRAND = "云朵家";
    private static final String SAID = "昨晚敷完脸红肿刺痛，一夜没睡，客服还说这是正常排毒。电话 13800000000，有同款的吗？";
    private static final String FOUND = "红肿";
    private static final String TOKEN =
            "/i/i-sample?t=djF8aS1zYW1wbGV8emhhbmd8MTc5NTMzNjgwMHw3ZjAw.x1_-Sample-signature-of-43-characters-00000";
    private static final int LINES = 12;

    private final Severity level;
    private final String lang;
    private final Instant now;
    private final ZoneId zone;

    /** Messages of a grade as they would be written at {@code now}. */
    public Specimen(Severity level, String lang, Instant now, ZoneId zone) {
        this.level = level;
        this.lang = lang;
        this.now = now;
        this.zone = zone;
    }

    /** A message to a person who can be reached in every way. */
    public Message of(Kind kind) {
        Notice notice = notice(kind);
        boolean single = kind == Kind.FIRST || kind == Kind.UPDATE;
        Message.Links links = new Message.Links(
                single ? "https://fenghuo.example" + TOKEN : null,
                single ? "https://fenghuo.example" + TOKEN : null,
                "https://fenghuo.example");
        return new Message(
                "d-sample",
                notice,
                single ? incident(1) : null,
                null,
                single ? List.of(excerpt()) : List.of(),
                new Message.Recipient(reader(), lang, List.of()),
                links,
                kind == Kind.UPDATE ? 2 : 0,
                zone,
                false,
                kind == Kind.DIGEST ? lines() : List.of());
    }

    private static Message.Person reader() {
        return new Message.Person(
                "sample",
                "张三",
                "sample@fenghuo.example",
                "13800000000",
                Map.of(
                        "wecom",
                        "sample",
                        "dingtalk",
                        "sample",
                        "feishu",
                        "ou_sample",
                        "slack",
                        "U0SAMPLE",
                        "telegram",
                        "100000"));
    }

    private Notice notice(Kind kind) {
        return switch (kind) {
            case FIRST -> notice(NoticeReason.OPENED, Reason.of("opened", level.name()));
            case UPDATE -> notice(NoticeReason.GROWTH, Reason.of("growth.authors", 37, 12));
            case DIGEST -> notice(NoticeReason.DIGEST, Reason.of("digest"));
            case ADMIN ->
                notice(NoticeReason.ADMIN, Reason.of("channel.dead", "duty-group", "errcode 93000", "cure.key"));
        };
    }

    private Notice notice(NoticeReason reason, Reason why) {
        return new Notice(
                "n-sample",
                reason == NoticeReason.ADMIN ? null : "i-sample",
                BRAND,
                level,
                reason,
                why,
                Target.role("duty"),
                level == Severity.L1 ? Notice.Manner.RING : Notice.Manner.CARD,
                List.of(),
                now,
                false,
                null);
    }

    private Incident incident(int number) {
        Instant exposure = now.minus(Duration.ofMinutes(40));
        List<Clock> clocks = new ArrayList<>();
        clocks.add(new Clock(
                Clocks.GOLDEN, null, exposure, exposure.plus(Duration.ofHours(2)), Clock.Phase.RUNNING, null));
        if (level != Severity.L3) {
            clocks.add(new Clock(
                    Clocks.ACKNOWLEDGE,
                    null,
                    now,
                    now.plus(Duration.ofMinutes(level == Severity.L1 ? 3 : 15)),
                    Clock.Phase.RUNNING,
                    null));
        }
        return new Incident(
                "i-sample",
                BRAND,
                "safety",
                "人身安全",
                "video-77",
                null,
                number == 1 ? SAID : number + "：" + SAID,
                level,
                State.OPEN,
                Set.of(),
                null,
                exposure,
                now,
                now,
                new Incident.Counts(41, 37),
                clocks,
                List.of(),
                List.of(Reason.of("rule", "skin-injury"), Reason.of("crowd", 37, "30m")),
                List.of(),
                List.of("role:duty"),
                new Incident.Ladder(now, 0, null, null, null, 0, null, Set.of()),
                "sample",
                Hit.Effects.NONE,
                null,
                1);
    }

    private Excerpt excerpt() {
        Post post = Post.builder("shop-live", "c-981", SAID, now.minus(Duration.ofMinutes(14)))
                .author(new Author("u9", "老铁", 1200L, null))
                .url("https://shop.example/video/77?comment=981")
                .build();
        int at = SAID.indexOf(FOUND);
        return new Excerpt(post, List.of(new Span(at, at + FOUND.length(), FOUND, FOUND, List.of())));
    }

    private List<Item> lines() {
        List<Item> lines = new ArrayList<>();
        for (int number = 1; number <= LINES; number++) {
            lines.add(new Item(
                    notice(NoticeReason.OPENED, Reason.of("opened", level.name())),
                    incident(number).with().id("i-sample-" + number).build(),
                    "https://fenghuo.example" + TOKEN));
        }
        return lines;
    }
}
