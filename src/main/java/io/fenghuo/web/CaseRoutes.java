package io.fenghuo.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The addresses of 案例库, of closing by a link, and of customers that are one. */
final class CaseRoutes {
    private static final long FORM = 2L << 20;

    private final Router router;

    private CaseRoutes(Router router) {
        this.router = router;
    }

    static void add(Router router, Desk desk) {
        CaseRoutes routes = new CaseRoutes(router);
        CasesPage page = new CasesPage(desk);
        routes.get(CasesPage.PATH, page::list);
        routes.get(CasesPage.PATH + "/export", page::export);
        routes.get(CasesPage.PATH + "/:id", page::one);
        routes.post("/measures/:id/done", page::finish);
        RefinePage refine = new RefinePage(desk);
        routes.get(RefinePage.PATH, refine::list);
        routes.post(RefinePage.PATH, refine::decide);
        routes.get("/api/refinements", refine::api);
        routes.post("/api/refinements/:id/accept", refine::accept);
        CloseLink link = new CloseLink(desk);
        routes.get("/i/:id/close", link::open);
        routes.post("/i/:id/close", link::close);
        routes.post("/i/:id/done", link::done);
        CasesApi api = new CasesApi(desk);
        routes.post("/incidents/:id/same", api::sameByForm);
        routes.get("/api/cases", api::cases);
        routes.get("/api/cases/export", page::export);
        routes.get("/api/cases/:id", api::one);
        routes.get("/api/measures", api::measures);
        routes.post("/api/measures/:id/done", api::done);
        routes.get("/api/persons/same", api::persons);
        routes.post("/api/persons/same", api::same);
        routes.post("/api/persons/apart", api::apart);
        routes.get("/api/incidents/:id/hints", ctx -> hints(ctx, desk));
    }

    /** What its category came from before, and a reply of ours that waits for a confirmation. */
    private static void hints(RoutingContext ctx, Desk desk) {
        desk.console
                .incident(ctx.pathParam("id"))
                .onSuccess(found -> found.ifPresentOrElse(
                        dossier -> desk.console
                                .casebook()
                                .beside(dossier.incident())
                                .onSuccess(beside -> {
                                    JsonObject json =
                                            new JsonObject().put("repeats", CasesApi.repeats(beside.repeats()));
                                    if (beside.reply() != null) {
                                        json.put(
                                                "reply",
                                                new JsonObject()
                                                        .put(
                                                                "post",
                                                                beside.reply().source() + "/"
                                                                        + beside.reply()
                                                                                .id())
                                                        .put(
                                                                "text",
                                                                beside.reply().text())
                                                        .put(
                                                                "url",
                                                                beside.reply().url())
                                                        .put("case", beside.customer()));
                                    }
                                    Desk.json(ctx, 200, json.encode());
                                })
                                .onFailure(ctx::fail),
                        () -> ctx.fail(Trouble.of(404, "error.404"))))
                .onFailure(ctx::fail);
    }

    private void get(String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private void post(String path, Handler<RoutingContext> handler) {
        router.route(HttpMethod.POST, path)
                .handler(BodyHandler.create(false).setBodyLimit(FORM))
                .handler(handler);
    }
}
