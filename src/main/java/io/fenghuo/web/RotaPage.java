package io.fenghuo.web;

import io.fenghuo.model.Reason;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.Times;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 排班/交接班 in the console and for programs: who is on, the hand-over note, and swapping a shift. */
final class RotaPage implements Handler<RoutingContext> {
    static final String PATH = "/handover";

    private final Desk desk;

    RotaPage(Desk desk) {
        this.desk = desk;
    }

    private RotaDesk rota() {
        return desk.console.rooms().rota();
    }

    @Override
    public void handle(RoutingContext ctx) {
        show(
                ctx,
                200,
                ctx.request().getParam("done") == null ? "" : desk.words(ctx).t("rota.done"),
                "");
    }

    /** Takes the form. */
    void swap(RoutingContext ctx) {
        desk.checkForm(ctx);
        Words words = desk.words(ctx);
        RotaDesk.Wish wish = wish(ctx, desk.me(ctx), "console", false);
        if (wish == null) {
            show(ctx, 422, "", words.t("rota.need"));
            return;
        }
        rota().swap(wish)
                .onSuccess(refusal -> {
                    if (refusal == null) {
                        Desk.seeOther(ctx, PATH + "?done=1");
                    } else {
                        show(ctx, 409, "", said(refusal, words));
                    }
                })
                .onFailure(ctx::fail);
    }

    private String said(Reason refusal, Words words) {
        return words.refusal(refusal, person -> desk.name(person, words));
    }

    /** The form's wish; null when it is not whole. */
    static RotaDesk.@Nullable Wish wish(RoutingContext ctx, String by, String via, boolean own) {
        String[] shift = Desk.field(ctx, "shift").split("\\|", -1);
        String person = Desk.field(ctx, "person");
        Instant from = shift.length == 3 ? Times.parse(shift[1]).orElse(null) : null;
        Instant to = shift.length == 3 ? Times.parse(shift[2]).orElse(null) : null;
        return from == null || to == null || person.isEmpty()
                ? null
                : new RotaDesk.Wish(shift[0], from, to, person, by, via, own);
    }

    private void show(RoutingContext ctx, int status, String said, String message) {
        rota().board()
                .onSuccess(board -> desk.show(
                        ctx,
                        status,
                        "handover",
                        Map.of(
                                "s",
                                desk.shell(ctx, false),
                                "v",
                                new RotaShown(desk, desk.words(ctx)).view(board, false, said, message))))
                .onFailure(ctx::fail);
    }

    /** {@code GET /api/rota}. */
    void api(RoutingContext ctx) {
        rota().board()
                .onSuccess(board -> Desk.json(ctx, 200, RotaJson.write(board).encode()))
                .onFailure(ctx::fail);
    }

    /** {@code POST /api/rota/swaps}. */
    void apiSwap(RoutingContext ctx) {
        Asked asked = Asked.of(ctx);
        Words words = desk.words(ctx);
        Console.Actor actor = asked.actor(ctx, "console");
        RotaDesk.Wish wish = new RotaDesk.Wish(
                asked.text("rota", ""),
                moment(asked.text("from", "")),
                moment(asked.text("to", "")),
                asked.text("person", ""),
                actor.by(),
                actor.via(),
                false);
        Future<@Nullable Reason> done = rota().swap(wish);
        done.onSuccess(refusal -> {
                    JsonObject answer = refusal == null
                            ? new JsonObject().put("done", true)
                            : new JsonObject().put("error", refusal.code()).put("message", said(refusal, words));
                    Desk.json(ctx, refusal == null ? 201 : 409, answer.encode());
                })
                .onFailure(ctx::fail);
    }

    private static Instant moment(String said) {
        return Times.parse(said).orElseThrow(() -> Trouble.of(400, "error.400"));
    }

    /** The board for programs. */
    private static final class RotaJson {
        static JsonObject write(RotaDesk.Board board) {
            JsonArray shifts = new JsonArray();
            board.shifts()
                    .forEach(one -> shifts.add(new JsonObject()
                            .put("rota", one.rota())
                            .put("from", one.from().toString())
                            .put("to", one.to().toString())
                            .put("person", one.person())));
            JsonArray swaps = new JsonArray();
            board.swaps()
                    .forEach(one -> swaps.add(new JsonObject()
                            .put("rota", one.rota())
                            .put("from", one.from().toString())
                            .put("to", one.to().toString())
                            .put("person", one.person())
                            .put("by", one.by())
                            .put("via", one.via())
                            .put("at", one.at().toString())));
            return new JsonObject()
                    .put("shifts", shifts)
                    .put("handover", note(board.note()))
                    .put("swaps", swaps);
        }

        private static JsonObject note(RotaDesk.Note note) {
            JsonArray open = new JsonArray();
            note.open().forEach(item -> open.add(item(item)));
            JsonArray ended = new JsonArray();
            note.ended()
                    .forEach(one -> ended.add(new JsonObject()
                            .put("id", one.id())
                            .put("level", one.level().name())
                            .put("title", one.title())));
            return new JsonObject()
                    .put("from", note.from().toString())
                    .put("at", note.at().toString())
                    .put("until", note.until().toString())
                    .put("open", open)
                    .put("ended", ended);
        }

        private static JsonObject item(RotaDesk.Item item) {
            JsonArray due = new JsonArray();
            item.due()
                    .forEach(one -> due.add(new JsonObject()
                            .put("clock", one.clock())
                            .put("due", one.due().toString())));
            JsonArray promises = new JsonArray();
            item.promises().forEach(one -> promises.add(one.due().toString()));
            JsonArray done = new JsonArray();
            item.done()
                    .forEach(one -> done.add(new JsonObject()
                            .put("action", one.action())
                            .put("by", one.by())
                            .put("at", one.at().toString())));
            return new JsonObject()
                    .put("id", item.incident().id())
                    .put("level", item.incident().level().name())
                    .put("title", item.incident().title())
                    .put("owner", item.incident().owner())
                    .put("due", due)
                    .put("promises", promises)
                    .put("done", done);
        }
    }
}
