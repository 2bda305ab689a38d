package io.fenghuo.web;

import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.PreviewView;
import io.fenghuo.web.view.Words;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** 消息预览: what every channel would send, with its size against what the vendor takes. */
final class PreviewPage implements Handler<RoutingContext> {
    static final String PATH = "/previews";

    private static final List<String> KINDS = List.of("first", "update", "digest", "admin");
    private static final List<String> LEVELS = List.of("L1", "L2", "L3");

    private final Desk desk;

    private PreviewPage(Desk desk) {
        this.desk = desk;
    }

    static void add(Router router, Desk desk) {
        router.route(PATH).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(new PreviewPage(desk));
    }

    @Override
    public void handle(RoutingContext ctx) {
        String kind = one(ctx.request().getParam("kind", ""), KINDS);
        String level = one(ctx.request().getParam("level", ""), LEVELS);
        Words words = desk.words(ctx);
        desk.console
                .rooms()
                .previews()
                .look(kind, level, words.lang())
                .onSuccess(shown -> desk.show(
                        ctx,
                        200,
                        "previews",
                        Map.of("s", desk.shell(ctx, false), "v", view(kind, level, shown, words))))
                .onFailure(ctx::fail);
    }

    private static String one(String wish, List<String> known) {
        return known.contains(wish) ? wish : known.get(0);
    }

    private static PreviewView view(String kind, String level, List<Previewing.Shown> shown, Words words) {
        return new PreviewView(
                KINDS.stream()
                        .map(one -> new PreviewView.Choice(one, words.t("preview.kind." + one), one.equals(kind)))
                        .toList(),
                LEVELS.stream()
                        .map(one -> new PreviewView.Choice(
                                one, words.t("level." + one.toLowerCase(Locale.ROOT)), one.equals(level)))
                        .toList(),
                kind,
                level,
                shown.stream().map(one -> channel(one, words)).toList());
    }

    private static PreviewView.Channel channel(Previewing.Shown shown, Words words) {
        return new PreviewView.Channel(
                Harmless.line(shown.channel(), 60),
                Harmless.line(shown.type(), 40),
                shown.parts().stream()
                        .map(part -> new PreviewView.Part(
                                part.lines().stream()
                                        .map(line -> Harmless.line(line, 1000))
                                        .toList(),
                                part.sizes().stream()
                                        .map(size -> size(size, words))
                                        .toList()))
                        .toList());
    }

    private static String size(Previewing.Size size, Words words) {
        String unit = words.t(size.bytes() ? "preview.bytes" : "preview.characters");
        String part = size.part().isEmpty() ? words.t("preview.whole") : size.part();
        return size.most() == 0
                ? words.t("preview.size", part, size.used(), unit)
                : words.t("preview.size.of", part, size.used(), size.most(), unit);
    }
}
