package io.fenghuo.web;

import io.fenghuo.model.Measure;
import io.fenghuo.model.SamePerson;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cases, corrective actions and customers that are one, for programs. */
final class CasesApi {
    private static final int MOST = 1000;
    private final Desk desk;

    CasesApi(Desk desk) {
        this.desk = desk;
    }

    /** {@code GET /api/cases}. */
    void cases(RoutingContext ctx) {
        ZoneId zone = desk.settings.zone();
        int limit = (int) Math.min(MOST, Numbers.param(ctx, "limit", 100));
        desk.console
                .casebook()
                .cases(CasesPage.search(ctx, limit))
                .onSuccess(shelf -> Desk.json(ctx, 200, CaseExport.json(shelf.cases(), zone)))
                .onFailure(ctx::fail);
    }

    /** {@code GET /api/cases/{incident}} with its corrective actions and their effect. */
    void one(RoutingContext ctx) {
        ZoneId zone = desk.settings.zone();
        desk.console
                .casebook()
                .find(ctx.pathParam("id"))
                .onSuccess(found -> found.ifPresentOrElse(
                        one -> {
                            JsonArray measures = new JsonArray();
                            one.measures().forEach(task -> measures.add(json(task.measure(), task.effect(), zone)));
                            Desk.json(
                                    ctx,
                                    200,
                                    CaseExport.json(one.file(), zone)
                                            .put("measures", measures)
                                            .encode());
                        },
                        () -> ctx.fail(Trouble.of(404, "error.404"))))
                .onFailure(ctx::fail);
    }

    /** {@code GET /api/measures}: the open ones; {@code open=false} all. */
    void measures(RoutingContext ctx) {
        ZoneId zone = desk.settings.zone();
        desk.console
                .casebook()
                .measures(!"false".equals(ctx.request().getParam("open")))
                .onSuccess(all -> {
                    JsonArray array = new JsonArray();
                    all.forEach(one -> array.add(json(one, null, zone)));
                    Desk.json(ctx, 200, new JsonObject().put("measures", array).encode());
                })
                .onFailure(ctx::fail);
    }

    /** {@code POST /api/measures/{id}/done}. */
    void done(RoutingContext ctx) {
        Asked asked = Asked.of(ctx);
        ZoneId zone = desk.settings.zone();
        desk.console
                .casebook()
                .done(ctx.pathParam("id"), asked.actor(ctx, desk.me(ctx)))
                .onSuccess(found -> found.ifPresentOrElse(
                        one -> Desk.json(ctx, 200, json(one, null, zone).encode()),
                        () -> ctx.fail(Trouble.of(404, "error.404"))))
                .onFailure(ctx::fail);
    }

    /** {@code GET /api/persons/same}. */
    void persons(RoutingContext ctx) {
        desk.console
                .casebook()
                .persons()
                .onSuccess(all -> {
                    JsonArray array = new JsonArray();
                    all.forEach(one -> array.add(json(one)));
                    Desk.json(ctx, 200, new JsonObject().put("persons", array).encode());
                })
                .onFailure(ctx::fail);
    }

    /** {@code POST /api/persons/same} with {@code author} and {@code as}, each {@code source/author}. */
    void same(RoutingContext ctx) {
        Asked asked = Asked.of(ctx);
        Who author = who(asked.text("author", ""));
        Who as = who(asked.text("as", ""));
        if (author.equals(as)) {
            throw Trouble.of(422, "persons.same.self");
        }
        desk.console
                .casebook()
                .same(author.source(), author.author(), as.source(), as.author(), asked.actor(ctx, desk.me(ctx)))
                .onSuccess(kept -> Desk.json(ctx, 200, json(kept).encode()))
                .onFailure(ctx::fail);
    }

    /** {@code POST /api/persons/apart} with {@code author}. */
    void apart(RoutingContext ctx) {
        Asked asked = Asked.of(ctx);
        Who author = who(asked.text("author", ""));
        desk.console
                .casebook()
                .apart(author.source(), author.author(), asked.actor(ctx, desk.me(ctx)))
                .onSuccess(found -> found.ifPresentOrElse(
                        was -> Desk.json(ctx, 200, json(was).encode()),
                        () -> ctx.fail(Trouble.of(404, "persons.apart.unknown"))))
                .onFailure(ctx::fail);
    }

    /** The form on an incident's page. */
    void sameByForm(RoutingContext ctx) {
        desk.checkForm(ctx);
        Words words = desk.words(ctx);
        Who author = who(Desk.field(ctx, "author"));
        Who as = who(Desk.field(ctx, "other").isEmpty() ? Desk.field(ctx, "as") : Desk.field(ctx, "other"));
        if (author.equals(as)) {
            throw Trouble.said(422, "same", words.t("persons.same.self"), "");
        }
        String incident = ctx.pathParam("id");
        desk.console
                .casebook()
                .same(
                        author.source(),
                        author.author(),
                        as.source(),
                        as.author(),
                        new Console.Actor(desk.me(ctx), "console"))
                .onSuccess(kept -> Desk.seeOther(ctx, "/incidents/" + Desk.encode(incident)))
                .onFailure(ctx::fail);
    }

    private record Who(String source, String author) {}

    private static Who who(String said) {
        String value = said.strip();
        int slash = value.indexOf('/');
        if (slash < 1 || slash == value.length() - 1 || value.length() > 400) {
            throw Trouble.of(422, "persons.same.form");
        }
        return new Who(value.substring(0, slash), value.substring(slash + 1));
    }

    private static JsonObject json(SamePerson one) {
        return new JsonObject()
                .put("author", one.source() + "/" + one.author())
                .put("as", one.asSource() + "/" + one.as())
                .put("by", one.by())
                .put("at", one.at().toString());
    }

    static JsonObject json(Measure one, Casebook.@Nullable Effect effect, ZoneId zone) {
        JsonObject json = new JsonObject()
                .put("id", one.id())
                .put("incident", one.incident())
                .put("brand", one.brand())
                .put("cause", one.cause())
                .put("place", one.place())
                .put("what", one.what())
                .put("owner", one.owner())
                .put("due", Times.text(one.due(), zone))
                .put("doneAt", one.doneAt() == null ? null : Times.text(one.doneAt(), zone))
                .put("doneBy", one.doneBy())
                .put("nextReminder", one.nextAt() == null ? null : Times.text(one.nextAt(), zone));
        if (effect != null) {
            json.put(
                    "effect",
                    new JsonObject()
                            .put("days", effect.days())
                            .put("before", effect.before())
                            .put("daysAfter", effect.daysAfter())
                            .put("after", effect.after()));
        }
        return json;
    }

    /** What {@code list} gives of repeating causes. */
    static JsonArray repeats(List<Casebook.Repeat> repeats) {
        JsonArray array = new JsonArray();
        repeats.forEach(one -> array.add(new JsonObject()
                .put("cause", one.cause())
                .put("place", one.place())
                .put("times", one.times())
                .put("days", one.days())));
        return array;
    }
}
