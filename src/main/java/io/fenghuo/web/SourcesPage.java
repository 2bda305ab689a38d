package io.fenghuo.web;

import io.fenghuo.web.view.SourceView;
import io.fenghuo.web.view.Words;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** 监测源: how each source is doing, the troubled ones first. */
final class SourcesPage implements Handler<RoutingContext> {
    private final Desk desk;

    SourcesPage(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        desk.console
                .sources()
                .onSuccess(lines -> {
                    Words words = desk.words(ctx);
                    Instant now = desk.console.now();
                    List<SourceView> views = lines.stream()
                            .map(line -> SourceView.of(line, words, now))
                            .sorted(Comparator.comparingInt(SourcesPage::trouble)
                                    .thenComparing(SourceView::id))
                            .toList();
                    desk.show(ctx, 200, "sources", Map.of("s", desk.shell(ctx, false), "sources", views));
                })
                .onFailure(ctx::fail);
    }

    private static int trouble(SourceView view) {
        return switch (view.state()) {
            case "bad" -> 0;
            case "warn" -> 1;
            default -> 2;
        };
    }
}
