package io.fenghuo.web;

import io.fenghuo.web.view.CoverageView;
import io.fenghuo.web.view.SourceView;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.Coverage;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** 能听到哪里: which platforms can be heard, what to do about the others, and which of them this house listens to. */
final class CoveragePage implements Handler<RoutingContext> {
    static final String PATH = "/coverage";

    private final Desk desk;
    private final List<Coverage> platforms = Coverage.all();

    private CoveragePage(Desk desk) {
        this.desk = desk;
    }

    static void add(Router router, Desk desk) {
        router.route(PATH).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(new CoveragePage(desk));
    }

    @Override
    public void handle(RoutingContext ctx) {
        desk.console
                .sources()
                .onSuccess(lines -> {
                    Words words = desk.words(ctx);
                    Instant now = desk.console.now();
                    List<SourceView> sources = lines.stream()
                            .map(line -> SourceView.of(line, words, now))
                            .toList();
                    desk.show(
                            ctx,
                            200,
                            "coverage",
                            Map.of("s", desk.shell(ctx, false), "groups", groups(sources, words)));
                })
                .onFailure(ctx::fail);
    }

    private List<CoverageView.Group> groups(List<SourceView> sources, Words words) {
        return Arrays.stream(Coverage.Heard.values())
                .map(heard -> new CoverageView.Group(
                        words.of("coverage", heard),
                        words.of("coverage.what", heard),
                        platforms.stream()
                                .filter(one -> one.heard() == heard)
                                .map(one -> view(one, sources, words))
                                .toList()))
                .toList();
    }

    private static CoverageView view(Coverage platform, List<SourceView> sources, Words words) {
        return new CoverageView(
                Coverage.in(platform.name(), words.locale()),
                Coverage.in(platform.how(), words.locale()),
                Coverage.in(platform.instead(), words.locale()),
                platform.types(),
                sources.stream()
                        .filter(source -> platform.listens(source.id(), source.type()))
                        .toList());
    }
}
