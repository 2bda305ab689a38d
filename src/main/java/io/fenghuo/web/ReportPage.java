package io.fenghuo.web;

import io.fenghuo.model.Author;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.PostBuilder;
import io.fenghuo.model.Severity;
import io.fenghuo.web.guard.Tokens;
import io.fenghuo.web.view.Harmless;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * 人工上报: a person files what they saw. It becomes a post of the source {@value #SOURCE}, with attributes {@code grade} (L1, L2 or L3;
 * absent = let the rules judge) and {@code reportedBy}. A form sent twice is one post.
 */
final class ReportPage implements Handler<RoutingContext> {
    /** The source such posts belong to. */
    static final String SOURCE = "manual";

    private static final int TEXT = 20_000;
    private final Desk desk;

    ReportPage(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        show(ctx, 200, ctx.request().getParam("done") != null, "", Map.of());
    }

    /** Takes the form. */
    void file(RoutingContext ctx) {
        desk.checkForm(ctx);
        Map<String, String> entered = new HashMap<>();
        for (String name : List.of("link", "text", "level", "author")) {
            entered.put(name, Desk.field(ctx, name));
        }
        String link = entered.getOrDefault("link", "");
        String text = entered.getOrDefault("text", "");
        String nonce = Desk.field(ctx, "nonce");
        String wrong = link.isEmpty() && text.isEmpty()
                ? "report.need"
                : !link.isEmpty() && Harmless.link(link) == null ? "report.badlink" : "";
        if (!wrong.isEmpty() || !Tokens.plausible(nonce)) {
            show(ctx, 422, false, desk.words(ctx).t(wrong.isEmpty() ? "error.csrf" : wrong), entered);
            return;
        }
        Post post = post(entered, nonce, desk.me(ctx));
        byte[] body = (link + "\n" + text).getBytes(StandardCharsets.UTF_8);
        desk.console
                .ingest(new Console.Ingest(SOURCE, List.of(post), null, PostsApi.sha256(body), body, desk.me(ctx)))
                .onSuccess(receipt -> Desk.seeOther(ctx, "/report?done=1"))
                .onFailure(ctx::fail);
    }

    private Post post(Map<String, String> entered, String nonce, String me) {
        String link = entered.getOrDefault("link", "");
        String text = entered.getOrDefault("text", "");
        String author = entered.getOrDefault("author", "");
        Map<String, String> attributes = new HashMap<>(Map.of("reportedBy", me));
        for (Severity level : Severity.values()) {
            if (level.name().equals(entered.get("level"))) {
                attributes.put("grade", level.name());
            }
        }
        PostBuilder post = Post.builder(
                        SOURCE, "r-" + nonce, cut(text.isEmpty() ? link : text, TEXT), desk.console.now())
                .kind(Kind.POST)
                .url(link.isEmpty() ? null : link)
                .attributes(attributes);
        if (!author.isEmpty()) {
            post.author(new Author(null, cut(author, 100), null, null));
        }
        return post.build();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private void show(RoutingContext ctx, int status, boolean done, String message, Map<String, String> entered) {
        desk.show(
                ctx,
                status,
                "report",
                Map.of(
                        "s",
                        desk.shell(ctx, false),
                        "nonce",
                        desk.tokens.cookie(),
                        "done",
                        done,
                        "message",
                        message,
                        "entered",
                        entered));
    }
}
