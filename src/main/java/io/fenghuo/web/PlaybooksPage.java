package io.fenghuo.web;

import io.fenghuo.model.Severity;
import io.fenghuo.playbook.Playbook;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.PlaybooksView;
import io.fenghuo.web.view.Words;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** 处置预案: all of them, found by anybody's words, and one by itself. */
final class PlaybooksPage implements Handler<RoutingContext> {
    static final String PATH = "/playbooks";
    private static final int FOUND = 12;
    private static final int LONGEST = 400;
    private final Desk desk;

    PlaybooksPage(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        String asked = ctx.request().getParam("q", "").strip();
        String query = asked.substring(0, Math.min(LONGEST, asked.length()));
        if (query.isEmpty()) {
            List<Helpers.Match> all = desk.console.rooms().helpers().handbook().playbooks().stream()
                    .map(one -> new Helpers.Match(one, null))
                    .toList();
            show(ctx, query, all);
            return;
        }
        desk.console
                .rooms()
                .helpers()
                .search(query, FOUND)
                .onSuccess(found -> show(ctx, query, found))
                .onFailure(ctx::fail);
    }

    private void show(RoutingContext ctx, String query, List<Helpers.Match> found) {
        Words words = desk.words(ctx);
        List<PlaybooksView.Line> lines =
                found.stream().map(one -> line(one, words)).toList();
        desk.show(
                ctx,
                200,
                "playbooks",
                Map.of("s", desk.shell(ctx, false), "v", new PlaybooksView(Harmless.line(query, LONGEST), lines)));
    }

    private PlaybooksView.Line line(Helpers.Match match, Words words) {
        Playbook one = match.playbook();
        List<String> tags = new ArrayList<>(new TreeSet<>(one.fits().categories()));
        new TreeSet<Severity>(one.fits().grades()).forEach(grade -> tags.add(words.level(grade)));
        Playbook.Script script = match.script();
        return new PlaybooksView.Line(
                one.id(),
                one.title(),
                tags,
                one.body().intro(),
                one.body().steps().size(),
                one.body().scripts().size(),
                one.reviewBy() == null ? "" : String.valueOf(one.reviewBy()),
                one.stale(desk.console.rooms().helpers().today()),
                script == null ? "" : script.name(),
                script == null ? "" : script.text());
    }

    /** One by itself. */
    void one(RoutingContext ctx) {
        Playbook playbook = desk.console
                .rooms()
                .helpers()
                .handbook()
                .playbook(ctx.pathParam("id"))
                .orElseThrow(() -> Trouble.of(404, "error.404"));
        HelpViews views = new HelpViews(desk.words(ctx), id -> id, desk.console.now());
        boolean stale = playbook.stale(desk.console.rooms().helpers().today());
        desk.show(ctx, 200, "playbook", Map.of("s", desk.shell(ctx, false), "one", views.alone(playbook, stale)));
    }
}
