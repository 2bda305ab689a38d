package io.fenghuo.web;

import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Words;
import io.fenghuo.web.view.WordsView;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** 加词: words that people proposed, with what each would have found, and the administrators' decision. */
final class WordsPage implements Handler<RoutingContext> {
    private static final int SHOWN = 160;
    private final Desk desk;

    WordsPage(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        String done = ctx.request().getParam("done", "");
        Words words = desk.words(ctx);
        String said = done.equals("accepted") || done.equals("refused") ? words.t("words." + done) : "";
        show(ctx, 200, "", said);
    }

    /** Takes a decision. */
    void decide(RoutingContext ctx) {
        desk.checkForm(ctx);
        boolean accept = Desk.field(ctx, "decision").equals("accept");
        if (!accept && !Desk.field(ctx, "decision").equals("refuse")) {
            throw Trouble.of(400, "error.400");
        }
        desk.console
                .decide(Desk.field(ctx, "id"), accept, new Console.Actor(desk.me(ctx), "console"))
                .onSuccess(heard -> {
                    if (heard.done()) {
                        Desk.seeOther(ctx, "/words?done=" + (accept ? "accepted" : "refused"));
                    } else {
                        show(ctx, 409, heard.said(desk.words(ctx)), "");
                    }
                })
                .onFailure(ctx::fail);
    }

    private void show(RoutingContext ctx, int status, String message, String said) {
        Words words = desk.words(ctx);
        desk.console
                .proposals()
                .onSuccess(all -> {
                    List<WordsView.Line> lines =
                            all.stream().map(one -> line(one, words)).toList();
                    desk.show(
                            ctx,
                            status,
                            "words",
                            Map.of("s", desk.shell(ctx, false), "v", new WordsView(lines, message, said)));
                })
                .onFailure(ctx::fail);
    }

    private WordsView.Line line(Proposals.Proposal one, Words words) {
        return new WordsView.Line(
                one.id(),
                Harmless.line(one.wording().word(), 60),
                Harmless.line(one.wording().note(), 200),
                one.wording().level().name(),
                Harmless.line(desk.name(one.by(), words), 40),
                words.when(one.at(), desk.console.now()),
                one.posts(),
                one.found(),
                one.samples().stream().map(text -> Harmless.line(text, SHOWN)).toList());
    }
}
