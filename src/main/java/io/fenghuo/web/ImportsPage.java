package io.fenghuo.web;

import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Words;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** 导入: bringing in what other systems exported. Administrators, and nobody else, upload a file, say what its columns mean, and see how far it is. */
final class ImportsPage implements Handler<RoutingContext> {
    static final String PATH = "/import";
    private static final String ONE = PATH + "/:id";
    private static final long FORM = 2L << 20;

    private final Desk desk;

    private ImportsPage(Desk desk) {
        this.desk = desk;
    }

    static void add(Router router, Desk desk) {
        ImportsPage page = new ImportsPage(desk);
        ImportUpload upload = new ImportUpload(desk);
        reading(router, PATH, page);
        router.route(HttpMethod.POST, PATH).handler(upload).handler(page::take);
        reading(router, ONE, page::one);
        router.route(HttpMethod.POST, ONE)
                .handler(BodyHandler.create(false).setBodyLimit(FORM))
                .handler(page::decide);
        reading(router, ONE + "/refused", page::refused);
    }

    private static void reading(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private Imports imports() {
        return desk.console.rooms().imports();
    }

    @Override
    public void handle(RoutingContext ctx) {
        list(ctx, 200, "");
    }

    private void list(RoutingContext ctx, int status, String message) {
        Words words = desk.words(ctx);
        boolean may = imports().mayImport(desk.me(ctx));
        Future<List<Imports.Job>> seen = may ? imports().list(words.locale()) : Future.succeededFuture(List.of());
        seen.onSuccess(all -> {
                    List<ImportsView.Line> lines = all.stream()
                            .map(one -> ImportsView.Line.of(one, words, desk.console.now(), name(one.by(), words)))
                            .toList();
                    ImportsView view = new ImportsView(lines, may, Imports.MOST, message);
                    desk.show(ctx, status, "imports", Map.of("s", desk.shell(ctx, false), "v", view));
                })
                .onFailure(ctx::fail);
    }

    private String name(String person, Words words) {
        return Harmless.line(desk.name(person, words), 40);
    }

    /** Takes a file that came. */
    private void take(RoutingContext ctx) {
        desk.checkForm(ctx);
        Words words = desk.words(ctx);
        ImportUpload.Came came = ImportUpload.of(ctx);
        if (came.bytes() == 0) {
            list(ctx, 422, words.t("imports.nofile"));
            return;
        }
        imports()
                .take(came.path(), came.name(), actor(ctx), words.locale())
                .onSuccess(taken -> {
                    if (taken.heard().done()) {
                        Desk.seeOther(ctx, PATH + "/" + taken.id());
                    } else {
                        list(ctx, 422, ImportView.said(taken.heard(), words));
                    }
                })
                .onFailure(ctx::fail);
    }

    private Console.Actor actor(RoutingContext ctx) {
        return new Console.Actor(desk.me(ctx), "console");
    }

    private void one(RoutingContext ctx) {
        administrators(ctx);
        show(ctx, 200, "");
    }

    /** Whoever may not bring strangers' words in need not read them here, nor which systems they come from. */
    private void administrators(RoutingContext ctx) {
        if (!imports().mayImport(desk.me(ctx))) {
            throw Trouble.of(403, "imports.notadmin");
        }
    }

    private void show(RoutingContext ctx, int status, String message) {
        Words words = desk.words(ctx);
        imports()
                .look(ctx.pathParam("id"), words.locale())
                .onSuccess(found -> found.ifPresentOrElse(
                        look -> {
                            ImportView view = ImportView.of(
                                    look,
                                    words,
                                    desk.console.now(),
                                    name(look.job().by(), words),
                                    true,
                                    message);
                            desk.show(ctx, status, "import", Map.of("s", desk.shell(ctx, false), "v", view));
                        },
                        () -> ctx.fail(Trouble.of(404, "imports.gone"))))
                .onFailure(ctx::fail);
    }

    /** Keeps what the columns mean, begins, goes on, or forgets it. */
    private void decide(RoutingContext ctx) {
        desk.checkForm(ctx);
        administrators(ctx);
        String id = ctx.pathParam("id");
        Console.Actor actor = actor(ctx);
        Future<Proposals.Heard> done = switch (Desk.field(ctx, "do")) {
            case "look" -> imports().change(id, wish(ctx), actor);
            case "start" ->
                imports()
                        .change(id, wish(ctx), actor)
                        .compose(heard -> heard.done() ? imports().start(id, actor) : Future.succeededFuture(heard));
            case "again" -> imports().start(id, actor);
            case "drop" -> imports().drop(id, actor);
            default -> throw Trouble.of(400, "error.400");
        };
        String next = Desk.field(ctx, "do").equals("drop") ? PATH : PATH + "/" + Desk.encode(id);
        done.onSuccess(heard -> {
                    if (heard.done()) {
                        Desk.seeOther(ctx, next);
                    } else {
                        show(ctx, 409, ImportView.said(heard, desk.words(ctx)));
                    }
                })
                .onFailure(ctx::fail);
    }

    private static Imports.Wish wish(RoutingContext ctx) {
        Map<Integer, String> columns = new HashMap<>();
        for (int place = 0; place < Imports.COLUMNS; place++) {
            String field = Desk.field(ctx, "column." + place);
            if (!field.isEmpty()) {
                columns.put(place, field);
            }
        }
        return new Imports.Wish(
                Desk.field(ctx, "source"),
                columns,
                Desk.field(ctx, "zone"),
                Desk.field(ctx, "dates").toLowerCase(Locale.ROOT),
                Desk.field(ctx, "at"),
                Desk.field(ctx, "alarm").equals("yes"));
    }

    private void refused(RoutingContext ctx) {
        administrators(ctx);
        String id = ctx.pathParam("id");
        imports()
                .refused(id)
                .onSuccess(found -> found.ifPresentOrElse(
                        path -> ctx.response()
                                .putHeader("Content-Type", "text/csv; charset=utf-8")
                                .putHeader("Cache-Control", "no-store")
                                .putHeader("Content-Disposition", "attachment; filename=\"refused-" + id + ".csv\"")
                                .sendFile(path.toString())
                                .onFailure(ctx::fail),
                        () -> ctx.fail(Trouble.of(404, "imports.gone"))))
                .onFailure(ctx::fail);
    }
}
