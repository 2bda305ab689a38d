package io.fenghuo.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Every address the service answers at. What a GET answers, HEAD answers without the body. */
public final class ConsoleRoutes {
    /** Bytes of a form: room for an answer of 100,000 characters, percent-encoded. */
    private static final long FORM = 2L << 20;

    private final Router router;

    private ConsoleRoutes(Router router) {
        this.router = router;
    }

    /** The router over {@code console}. */
    public static Router router(Vertx vertx, WebSettings settings, Console console) {
        Desk desk = new Desk(console, settings);
        Router router = Router.router(vertx);
        ConsoleRoutes routes = new ConsoleRoutes(router);
        router.route().order(-10).handler(new Gate(desk));
        routes.get("/static/:file", desk.files);
        routes.pages(desk);
        routes.api(desk);
        routes.pauses(new PausesPage(desk));
        CaseRoutes.add(router, desk);
        PreviewPage.add(router, desk);
        CoveragePage.add(router, desk);
        ImportsPage.add(router, desk);
        CallbackRoutes.add(router, desk);
        Failures failures = new Failures(desk);
        router.route().failureHandler(failures);
        for (int status : new int[] {400, 404, 405, 413}) {
            router.errorHandler(status, failures);
        }
        router.errorHandler(500, failures);
        return router;
    }

    private void pages(Desk desk) {
        BoardPage board = new BoardPage(desk);
        IncidentPage incident = new IncidentPage(desk);
        ReportPage report = new ReportPage(desk);
        get("/", board);
        get("/incidents/:id", incident);
        post("/incidents/:id/actions", FORM, new ActForm(desk, board, incident));
        EvidenceBundle bundle = new EvidenceBundle(desk);
        post("/incidents/:id/evidence", FORM, bundle::form);
        post("/api/incidents/:id/evidence", FORM, bundle::api);
        HelpForms help = new HelpForms(desk, incident);
        post("/incidents/:id/steps", FORM, help::step);
        post("/incidents/:id/check", FORM, help::check);
        post("/incidents/:id/statement", FORM, help::statement);
        PlaybooksPage playbooks = new PlaybooksPage(desk);
        get(PlaybooksPage.PATH, playbooks);
        get(PlaybooksPage.PATH + "/:id", playbooks::one);
        get("/sources", new SourcesPage(desk));
        DeliveriesPage deliveries = new DeliveriesPage(desk);
        get(DeliveriesPage.PATH, deliveries);
        get(DeliveriesPage.PATH + "/:id", deliveries::one);
        post(DeliveriesPage.PATH + "/:id", FORM, deliveries::act);
        get("/report", report);
        Uploads uploads = new Uploads();
        router.route(HttpMethod.POST, "/report").handler(uploads).handler(report::file);
        ReportLink link = new ReportLink(desk);
        get(ReportLink.PATH, link);
        router.route(HttpMethod.POST, ReportLink.PATH)
                .handler(link::admit)
                .handler(uploads)
                .handler(link::take);
        WordLink word = new WordLink(desk);
        get(WordLink.PATH, word);
        post(WordLink.PATH, FORM, word::take);
        WordsPage words = new WordsPage(desk);
        get("/words", words);
        post("/words", FORM, words::decide);
        RotaPage rota = new RotaPage(desk);
        get(RotaPage.PATH, rota);
        post(RotaPage.PATH, FORM, rota::swap);
        get("/api/rota", rota::api);
        post("/api/rota/swaps", FORM, rota::apiSwap);
        RotaLink swap = new RotaLink(desk);
        get(RotaLink.PATH, swap);
        post(RotaLink.PATH, FORM, swap::take);
        get("/evidence/:sha256", new EvidenceFile(desk));
        PeoplePage people = new PeoplePage(desk);
        get("/people", people);
        post("/people", FORM, people::issue);
        TryPage trial = new TryPage(desk);
        get(TryPage.PATH, trial);
        post(TryPage.PATH, FORM, trial::answer);
        DrillsPage drills = new DrillsPage(desk);
        get(DrillsPage.PATH, drills);
        post(DrillsPage.PATH, FORM, drills::decide);
        post("/settings", FORM, new SettingsForm(desk));
        taking(new TakePage(desk));
    }

    private void taking(TakePage take) {
        get("/i/:id", take);
        post("/i/:id", FORM, take::take);
        post("/i/:id/steps", FORM, take::step);
        post("/i/:id/check", FORM, take::check);
    }

    private void pauses(PausesPage pauses) {
        get(PausesPage.PATH, pauses);
        post(PausesPage.PATH, FORM, pauses::decide);
        get("/api/pauses", pauses::api);
        post("/api/pauses", FORM, pauses::apiAdd);
        post("/api/pauses/:id/lift", FORM, pauses::apiLift);
    }

    private void api(Desk desk) {
        IncidentsApi incidents = new IncidentsApi(desk);
        Ops ops = new Ops(desk);
        Clients clients = new Clients(desk);
        router.route(HttpMethod.POST, "/api/posts").handler(clients);
        post("/api/posts", desk.settings.maxBody(), new PostsApi(desk, clients));
        HooksApi hooks = new HooksApi(desk, clients);
        router.route("/hooks/:id")
                .method(HttpMethod.GET)
                .method(HttpMethod.POST)
                .handler(clients::hook);
        router.route(HttpMethod.GET, "/hooks/:id").handler(hooks);
        post("/hooks/:id", FORM, hooks);
        get("/api/incidents", incidents);
        get("/api/incidents/:id", incidents::one);
        post("/api/incidents/:id/actions", FORM, new ActionsApi(desk, incidents));
        StatementsApi statements = new StatementsApi(desk);
        get("/api/incidents/:id/statement", statements);
        post("/api/incidents/:id/statement", FORM, statements::change);
        DeliveriesApi deliveries = new DeliveriesApi(desk);
        get("/api/deliveries", deliveries);
        get("/api/deliveries/:id", deliveries::one);
        post("/api/deliveries/:id/retry", FORM, deliveries::retry);
        post("/api/deliveries/:id/drop", FORM, deliveries::drop);
        ServiceApi service = new ServiceApi(desk);
        get("/api/instance", service::identity);
        get("/api/demo", service::demo);
        post("/api/demo", FORM, service::decide);
        DrillsApi drills = new DrillsApi(desk);
        get("/api/drills", drills);
        post("/api/drills", FORM, drills::decide);
        post("/api/persons/forget", FORM, new PersonsApi(desk)::forget);
        Passes passes = new Passes(desk);
        post("/api/links", FORM, passes::issue);
        post("/api/links/revoke", FORM, passes::revoke);
        get("/api/events", new EventsApi(desk));
        get("/api/openapi.json", ops::openapi);
        get("/metrics", ops::metrics);
        get("/health/live", ops::live);
        get("/health/ready", ops::ready);
    }

    private void get(String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private void post(String path, long most, Handler<RoutingContext> handler) {
        router.route(HttpMethod.POST, path).handler(ctx -> Failures.bounded(ctx, most));
        Route route = router.route(HttpMethod.POST, path);
        route.handler(BodyHandler.create(false).setBodyLimit(most));
        route.handler(handler);
    }
}
