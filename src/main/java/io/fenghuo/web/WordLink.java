package io.fenghuo.web;

import io.fenghuo.model.Severity;
import io.fenghuo.web.guard.Allowance;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.WordView;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** 加词 by a personal signed link: whoever holds it proposes a word to watch for; an administrator decides. */
final class WordLink extends ErrandLink {
    static final String PATH = "/link/word";
    /** Words one link may propose at once, and how many more each minute. */
    static final int BURST = 10;

    private static final double A_MINUTE = 2;
    private static final int NOTE = 200;

    WordLink(Desk desk) {
        super(desk, Console.Errand.WORD, PATH, "fh_word", new Allowance(BURST, A_MINUTE / 60));
    }

    /** Whether it is a word at all is the administrators' desk to say. */
    @Override
    String fault(RoutingContext ctx, Console.Pass pass) {
        return "";
    }

    @Override
    void done(RoutingContext ctx, Console.Pass pass) {
        desk.console
                .propose(wording(ctx), pass.person())
                .onSuccess(heard -> {
                    if (heard.done()) {
                        thank(ctx);
                    } else {
                        show(ctx, pass, Shown.wrong(422, heard.said(desk.words(ctx))));
                    }
                })
                .onFailure(ctx::fail);
    }

    private static Proposals.Wording wording(RoutingContext ctx) {
        String level = Desk.field(ctx, "level");
        String note = Desk.field(ctx, "note");
        return new Proposals.Wording(
                Desk.field(ctx, "word"),
                note.substring(0, Math.min(NOTE, note.length())),
                level.equals("L1") ? Severity.L1 : level.equals("L2") ? Severity.L2 : Severity.L3);
    }

    @Override
    void show(RoutingContext ctx, Console.Pass pass, Shown shown) {
        WordView view = new WordView(
                action(ctx),
                slip(ctx, shown.asks()),
                Harmless.line(pass.name(), 40),
                shown.done(),
                shown.message(),
                Map.of(
                        "word", Desk.field(ctx, "word"),
                        "note", Desk.field(ctx, "note"),
                        "level", Desk.field(ctx, "level")));
        desk.show(ctx, shown.status(), "word", Map.of("s", desk.shell(ctx, true), "v", view));
    }
}
