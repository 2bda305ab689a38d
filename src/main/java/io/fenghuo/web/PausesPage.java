package io.fenghuo.web;

import io.fenghuo.model.Pause;
import io.fenghuo.model.Reason;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.PausesView;
import io.fenghuo.web.view.Words;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 暂停告警 in the console and for programs: what is held back, until when and why; administrators add and lift. */
final class PausesPage implements Handler<RoutingContext> {
    static final String PATH = "/pauses";

    private static final int SHOWN = 50;

    private final Desk desk;

    PausesPage(Desk desk) {
        this.desk = desk;
    }

    private PauseDesk pauses() {
        return desk.console.rooms().pauses();
    }

    @Override
    public void handle(RoutingContext ctx) {
        String done = ctx.request().getParam("done", "");
        boolean known = done.equals("added") || done.equals("lifted");
        show(ctx, 200, known ? desk.words(ctx).t("pause." + done) : "", "");
    }

    /** Takes the form: a pause, or the end of one. */
    void decide(RoutingContext ctx) {
        desk.checkForm(ctx);
        Console.Actor actor = new Console.Actor(desk.me(ctx), "console");
        String lift = Desk.field(ctx, "lift");
        Future<PauseDesk.Answer> asked = lift.isEmpty()
                ? pauses().add(new PauseDesk.Wish(
                        Desk.field(ctx, "rule"),
                        Desk.field(ctx, "brand"),
                        Desk.field(ctx, "until"),
                        Desk.field(ctx, "reason"),
                        actor))
                : pauses().lift(lift, actor);
        asked.onSuccess(answer -> {
                    Reason refusal = answer.refusal();
                    if (refusal == null) {
                        Desk.seeOther(ctx, PATH + "?done=" + (lift.isEmpty() ? "added" : "lifted"));
                    } else {
                        show(ctx, 409, "", said(refusal, desk.words(ctx)));
                    }
                })
                .onFailure(ctx::fail);
    }

    private String said(Reason refusal, Words words) {
        return words.refusal(refusal, person -> desk.name(person, words));
    }

    private void show(RoutingContext ctx, int status, String said, String message) {
        Words words = desk.words(ctx);
        pauses().list(SHOWN)
                .onSuccess(all -> {
                    PausesView view = new PausesView(
                            all.stream()
                                    .filter(PauseDesk.Line::runs)
                                    .map(one -> line(one, words))
                                    .toList(),
                            all.stream()
                                    .filter(one -> !one.runs())
                                    .map(one -> line(one, words))
                                    .toList(),
                            said,
                            message);
                    desk.show(ctx, status, "pauses", Map.of("s", desk.shell(ctx, false), "v", view));
                })
                .onFailure(ctx::fail);
    }

    /** What the board says of pauses that run. */
    static List<String> running(Desk desk, List<PauseDesk.Line> all, Words words) {
        return all.stream()
                .filter(PauseDesk.Line::runs)
                .map(one -> words.t(
                        "pause.board",
                        what(one.pause(), words),
                        words.when(one.pause().until(), desk.console.now()),
                        Harmless.line(one.pause().reason(), 60),
                        Harmless.line(desk.name(one.pause().by(), words), 40),
                        one.notices()))
                .toList();
    }

    private static String what(Pause pause, Words words) {
        String brand = Harmless.line(pause.brand(), 40);
        String rule = Harmless.line(pause.rule(), 60);
        if (rule.isEmpty()) {
            return brand.isEmpty() ? words.t("pause.all") : words.t("pause.brand", brand);
        }
        return brand.isEmpty() ? words.t("pause.rule", rule) : words.t("pause.rule", brand + " / " + rule);
    }

    private PausesView.Line line(PauseDesk.Line one, Words words) {
        Pause pause = one.pause();
        String end = words.when(pause.endedAt() == null ? pause.until() : pause.endedAt(), desk.console.now());
        String by = Harmless.line(desk.name(pause.by(), words), 40);
        String time = words.t("pause.time", words.when(pause.from(), desk.console.now()), end);
        boolean lifted = pause.endedBy() != null && !pause.endedBy().equals("system");
        return new PausesView.Line(
                pause.id(),
                what(pause, words),
                lifted
                        ? time
                                + words.t(
                                        "pause.liftedby",
                                        Harmless.line(desk.name(String.valueOf(pause.endedBy()), words), 40))
                        : time,
                words.t("pause.why", Harmless.line(pause.reason(), 200), by),
                words.t("pause.held", one.notices(), one.incidents()));
    }

    /** {@code GET /api/pauses}. */
    void api(RoutingContext ctx) {
        pauses().list(SHOWN)
                .onSuccess(all -> {
                    JsonArray array = new JsonArray();
                    all.forEach(one -> array.add(json(one)));
                    Desk.json(ctx, 200, new JsonObject().put("pauses", array).encode());
                })
                .onFailure(ctx::fail);
    }

    /** {@code POST /api/pauses}. */
    void apiAdd(RoutingContext ctx) {
        Asked asked = Asked.of(ctx);
        answered(
                ctx,
                pauses().add(new PauseDesk.Wish(
                        asked.text("rule", ""),
                        asked.text("brand", ""),
                        asked.text("until", ""),
                        asked.text("reason", ""),
                        asked.actor(ctx, desk.me(ctx)))),
                201);
    }

    /** {@code POST /api/pauses/{id}/lift}. */
    void apiLift(RoutingContext ctx) {
        Asked asked = Asked.of(ctx);
        answered(ctx, pauses().lift(ctx.pathParam("id"), asked.actor(ctx, desk.me(ctx))), 200);
    }

    private void answered(RoutingContext ctx, Future<PauseDesk.Answer> asked, int done) {
        asked.onSuccess(answer -> {
                    Reason refusal = answer.refusal();
                    PauseDesk.@Nullable Line line = answer.line();
                    JsonObject json = refusal == null && line != null
                            ? json(line)
                            : new JsonObject()
                                    .put("error", refusal == null ? "refused" : refusal.code())
                                    .put("message", refusal == null ? "" : said(refusal, desk.words(ctx)));
                    Desk.json(ctx, refusal == null ? done : 409, json.encode());
                })
                .onFailure(ctx::fail);
    }

    private static JsonObject json(PauseDesk.Line one) {
        Pause pause = one.pause();
        return new JsonObject()
                .put("id", pause.id())
                .put("brand", pause.brand())
                .put("rule", pause.rule())
                .put("from", pause.from().toString())
                .put("until", pause.until().toString())
                .put("reason", pause.reason())
                .put("by", pause.by())
                .put("via", pause.via())
                .put("running", one.runs())
                .put("endedAt", pause.endedAt() == null ? null : pause.endedAt().toString())
                .put("endedBy", pause.endedBy())
                .put("notices", one.notices())
                .put("incidents", one.incidents());
    }
}
