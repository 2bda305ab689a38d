package io.fenghuo.web;

import io.fenghuo.web.view.SourceView;
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
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.model.Span;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.web.Console.Dossier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An evening of an invented brand, to be looked at. */
final class Samples {
    private final Instant now;

    Samples(Instant now) {
        this.now = now;
    }

    private Instant ago(int minutes, int seconds) {
        return now.minus(Duration.ofMinutes(minutes)).minusSeconds(seconds);
    }

    private static Clock clock(String id, Instant start, Duration length, Clock.Phase phase) {
        Instant stopped = phase == Clock.Phase.RUNNING ? null : start.plus(length);
        return new Clock(id, null, start, start.plus(length), phase, stopped);
    }

    Post post(String id, String author, String text, Instant at) {
        return Post.builder("shop-live", id, text, at)
                .author(new Author("u-" + author, author, 1200L, null))
                .url("https://live.example/room/77?c=" + id)
                .build();
    }

    static Hit hit(Post post, String keyword, Severity level, String rule) {
        int start = post.text().indexOf(keyword);
        return new Hit(
                post.id(),
                post.source(),
                "云朵家",
                "yunduo",
                rule,
                "safety",
                level,
                false,
                "人身安全",
                MatchMode.FOLDED,
                List.of(new Span(start, start + keyword.length(), keyword, keyword, List.of())),
                Hit.Effects.NONE);
    }

    Incident incident(String id, Severity level, State state, String title, List<Clock> clocks) {
        return new Incident(
                id,
                "云朵家",
                "safety",
                level == Severity.L1 ? "人身安全" : level == Severity.L2 ? "质量" : "欺诈",
                "room-77",
                null,
                title,
                level,
                state,
                Set.of(),
                state == State.OPEN ? null : "zhang",
                ago(4, 20),
                ago(2, 0),
                ago(1, 0),
                new Incident.Counts(3, 2),
                clocks,
                List.of(),
                List.of(Reason.of("grade.rule", level, "skin-injury", "人身安全", "红肿 刺痛")),
                state == State.OPEN
                        ? List.of(new Deadline("ladder-1", now.plusSeconds(75), Deadline.Kind.LADDER, null, null, 1))
                        : List.of(),
                List.of("role:duty", "role:legal", "person:li"),
                new Incident.Ladder(ago(2, 0), 1, null, null, null, 0, null, Set.of("shop-live")),
                "plan",
                Hit.Effects.NONE,
                null,
                7);
    }

    Dossier injury() {
        Post first = post("c-1", "小雨点", "敷完面膜脸红肿刺痛，半张脸都不能看了，你们管不管？", ago(4, 20));
        Post second = post("c-2", "阿宁", "我也是！用了当晚就红肿，已经去医院了，有病历。", ago(1, 10));
        Incident incident = incident(
                "i-01injury",
                Severity.L1,
                State.OPEN,
                "敷完面膜脸红肿刺痛，半张脸都不能看了，你们管不管？",
                List.of(
                        clock(Clocks.ACKNOWLEDGE, ago(1, 45), Duration.ofMinutes(3), Clock.Phase.RUNNING),
                        clock(Clocks.RESPOND, ago(2, 0), Duration.ofMinutes(15), Clock.Phase.RUNNING),
                        clock(Clocks.GOLDEN, ago(4, 20), Duration.ofHours(2), Clock.Phase.RUNNING)));
        return new Dossier(
                incident,
                List.of(new Console.PostLine(first, false, true), new Console.PostLine(second, true, false)),
                List.of(hit(first, "红肿刺痛", Severity.L1, "skin-injury"), hit(second, "红肿", Severity.L1, "skin-injury")),
                List.of(
                        entry(
                                incident.id(),
                                ago(2, 0),
                                "incident.opened",
                                "system",
                                Map.of("level", "L1", "rule", "skin-injury")),
                        entry(
                                incident.id(),
                                ago(2, 0),
                                "notice",
                                "system",
                                Map.of("reason", "opened", "channel", "night-group")),
                        entry(incident.id(), ago(0, 40), "post.deleted", "system", Map.of("post", "shop-live/c-1"))),
                List.of(
                        delivery(
                                "d-3",
                                incident.id(),
                                "duty-mail",
                                "li",
                                Delivery.Status.FAILED,
                                "550 5.1.1 mailbox unavailable",
                                3),
                        delivery(
                                "d-2",
                                incident.id(),
                                "duty-app",
                                "zhang",
                                Delivery.Status.DELIVERED,
                                "errcode 0 ok",
                                1),
                        delivery(
                                "d-1",
                                incident.id(),
                                "night-group",
                                null,
                                Delivery.Status.PENDING,
                                "errcode 45009 api freq out of limit",
                                2)));
    }

    Dossier crowd() {
        Incident incident = incident(
                        "i-02crowd",
                        Severity.L2,
                        State.TAKEN,
                        "枕头一股怪味，洗了三遍还有，退货客服不理人",
                        List.of(
                                clock(Clocks.GOLDEN, ago(96, 0), Duration.ofHours(2), Clock.Phase.RUNNING),
                                clock(Clocks.FINDINGS, ago(30, 0), Duration.ofHours(48), Clock.Phase.RUNNING)))
                .with()
                .counts(new Incident.Counts(41, 37))
                .reasons(List.of(Reason.of("grade.rule", Severity.L2, "odour", "质量", "怪味"), Reason.of("crowd", 37, 30)))
                .flags(Set.of(Flag.DEMO))
                .build();
        return new Dossier(
                incident,
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        delivery("d-4", incident.id(), "night-group", null, Delivery.Status.DELIVERED, "ok", 1),
                        delivery(
                                "d-5",
                                incident.id(),
                                "duty-app",
                                "zhang",
                                Delivery.Status.UNCONFIRMED,
                                "accepted",
                                1)));
    }

    Dossier fraud() {
        Instant start = ago(125, 30);
        Incident incident = incident(
                        "i-03fraud",
                        Severity.L3,
                        State.OPEN,
                        "说好的羊绒，收到是腈纶，骗子！",
                        List.of(
                                clock(Clocks.GOLDEN, start, Duration.ofHours(2), Clock.Phase.MISSED),
                                new Clock(
                                        Clocks.SETTLE,
                                        "u-1",
                                        start,
                                        start.plus(Duration.ofHours(72)),
                                        Clock.Phase.RUNNING,
                                        null)))
                .with()
                .agenda(List.of())
                .cases(List.of(
                        new CustomerCase("u-1", "大橙子", "shop-live/c-9", start, start, null, null),
                        new CustomerCase("u-2", "木木", "shop-live/c-10", start, start, null, null)))
                .build();
        return new Dossier(incident, List.of(), List.of(), List.of(), List.of());
    }

    Dossier settledL2() {
        return new Dossier(
                incident(
                        "i-04settled",
                        Severity.L2,
                        State.SETTLED,
                        "赠品和详情页写的不一样",
                        List.of(clock(Clocks.GOLDEN, ago(300, 0), Duration.ofHours(2), Clock.Phase.STOPPED))),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static TimelineEntry entry(
            String incident, Instant at, String event, String actor, Map<String, String> facts) {
        return new TimelineEntry(incident, at, event, actor, "service", facts, Map.of());
    }

    Console.DeliveryLine delivery(
            String id,
            String incident,
            String channel,
            String person,
            Delivery.Status state,
            String outcome,
            int tries) {
        boolean done = state == Delivery.Status.DELIVERED;
        Notice notice = new Notice(
                "n-" + id,
                incident,
                "云朵家",
                Severity.L1,
                NoticeReason.OPENED,
                Reason.of("opened", "L1"),
                Target.role("duty"),
                Notice.Manner.RING,
                List.of(),
                ago(2, 0),
                false,
                null);
        return new Console.DeliveryLine(
                new Delivery(
                        id,
                        notice.id(),
                        incident,
                        channel,
                        person,
                        state,
                        tries,
                        now,
                        done ? ago(1, 58) : null,
                        id.equals("d-3") ? "d-2" : null,
                        outcome,
                        ago(2, 0)),
                notice);
    }

    /** Fills a console with the whole evening. */
    void fill(MemoryConsole console) {
        console.people.add(new Console.Person("zhang", "张三"));
        console.people.add(new Console.Person("li", "李四"));
        for (Dossier dossier : new ArrayList<>(List.of(fraud(), settledL2(), crowd(), injury()))) {
            console.put(dossier);
        }
        console.sources.add(new SourceView.Line(
                new SourceStatus("shop-reviews", "rss", true, ago(0, 12), ago(3, 0), 0, null, now.plusSeconds(48), 812),
                false,
                null));
        console.sources.add(new SourceView.Line(
                new SourceStatus("live-room", "websocket", true, ago(0, 1), ago(0, 1), 0, null, null, 5120),
                false,
                null));
        console.sources.add(new SourceView.Line(
                new SourceStatus(
                        "forum",
                        "html",
                        false,
                        ago(55, 0),
                        ago(70, 0),
                        9,
                        "HTTP 403 Forbidden",
                        now.plusSeconds(300),
                        44),
                true,
                "对方拒绝了我们：降低频率（every: 10m），或改用对方开放的接口"));
        console.channels.add(new Console.ChannelLine("night-group", "wecom-robot", true, null, null));
        console.channels.add(new Console.ChannelLine("duty-mail", "email", false, "550 5.1.1", "核对收件地址"));
        console.links.put("good-token", new Console.Principal("i-01injury", "li", "李四", false, now.plusSeconds(3600)));
        console.links.put(
                "group-token",
                new Console.Principal("i-01injury", "channel:night-group", "值班群", true, now.plusSeconds(3600)));
        console.links.put("old-token", new Console.Principal("i-01injury", "li", "李四", false, now.minusSeconds(1)));
    }
}
