package io.fenghuo.web;

import io.fenghuo.web.view.DrillsView;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Words;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** 演练: the scenarios, the one that runs, and the team's times in those that are over. */
final class DrillsPage implements Handler<RoutingContext> {
    static final String PATH = "/drills";

    private final Desk desk;

    DrillsPage(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        show(ctx, 200, "");
    }

    /** Begins or ends one. */
    void decide(RoutingContext ctx) {
        desk.checkForm(ctx);
        Console.Actor actor = new Console.Actor(desk.me(ctx), "console");
        Drills drills = desk.console.drills();
        Future<Proposals.Heard> done = Desk.field(ctx, "stop").isEmpty()
                ? drills.start(Desk.field(ctx, "scenario"), actor)
                : drills.stop(actor);
        done.onSuccess(heard -> {
                    if (heard.done()) {
                        Desk.seeOther(ctx, PATH);
                    } else {
                        show(ctx, 409, heard.said(desk.words(ctx)));
                    }
                })
                .onFailure(ctx::fail);
    }

    private void show(RoutingContext ctx, int status, String message) {
        Words words = desk.words(ctx);
        desk.console
                .drills()
                .look()
                .onSuccess(stand -> desk.show(
                        ctx, status, "drills", Map.of("s", desk.shell(ctx, false), "v", view(stand, message, words))))
                .onFailure(ctx::fail);
    }

    private DrillsView view(Drills.Stand stand, String message, Words words) {
        Drills.Report running = stand.running();
        return new DrillsView(
                stand.scenarios().stream().map(one -> offer(one, words)).toList(),
                running == null ? null : report(running, words),
                stand.reports().stream().map(one -> report(one, words)).toList(),
                Harmless.line(message, 400));
    }

    private static DrillsView.Offer offer(Drills.Offer one, Words words) {
        return new DrillsView.Offer(
                one.id(),
                Harmless.line(one.title(), 60),
                Harmless.line(one.about(), 400),
                words.t(
                        "drill.facts",
                        one.posts(),
                        words.counter(Duration.ofSeconds(one.seconds())),
                        grade(one.expect(), words)));
    }

    private static String grade(String level, Words words) {
        return words.t(level.isEmpty() ? "drill.none-opens" : "level." + level.toLowerCase(Locale.ROOT));
    }

    private DrillsView.Report report(Drills.Report one, Words words) {
        boolean good = one.expect().equals(one.reached());
        boolean over = !one.endedAt().isEmpty();
        String expect = grade(one.expect(), words);
        String reached = grade(one.reached(), words);
        String verdict = words.t(good ? "drill.as-expected" : over ? "drill.other" : "drill.so-far", expect, reached);
        return new DrillsView.Report(
                Harmless.line(one.title(), 60),
                words.t(
                        over ? "drill.was" : "drill.runs",
                        words.when(Instant.parse(one.startedAt()), desk.console.now()),
                        one.posts(),
                        one.of()),
                verdict,
                good,
                one.incidents().stream().map(matter -> matter(matter, words)).toList(),
                one.told().stream().map(told -> told(told, words)).toList());
    }

    private DrillsView.Matter matter(Drills.Matter one, Words words) {
        String owner =
                one.owner().isEmpty() ? words.t("drill.nobody") : Harmless.line(desk.name(one.owner(), words), 40);
        String head = words.t(
                "drill.matter",
                words.t("level." + one.level().toLowerCase(Locale.ROOT)),
                Harmless.line(one.title(), 60),
                words.t("state." + one.state()),
                owner,
                words.counter(Duration.ofSeconds(one.openedAfter())));
        List<DrillsView.Time> times =
                one.clocks().stream().map(time -> time(time, words)).toList();
        return new DrillsView.Matter(one.id(), head, times);
    }

    private static DrillsView.Time time(Drills.Took one, Words words) {
        return new DrillsView.Time(
                words.t("clock." + one.clock()),
                words.counter(Duration.ofSeconds(one.used())),
                words.counter(Duration.ofSeconds(one.allowed())),
                one.outcome(),
                words.t("drill." + one.outcome()));
    }

    private String told(Drills.Told one, Words words) {
        String who = Harmless.line(desk.name(one.who(), words), 40);
        return words.t(one.failed() > 0 ? "drill.told.failed" : "drill.told", who, one.sent(), one.failed());
    }
}
