package io.fenghuo.web;

import io.fenghuo.web.guard.Allowance;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Words;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** 换班 by a personal signed link: whoever holds it gives away a shift of theirs or takes over another's, from the phone. */
final class RotaLink extends ErrandLink {
    static final String PATH = "/link/rota";
    /** Swaps one link may make at once, and how many more each minute. */
    static final int BURST = 5;

    private static final double A_MINUTE = 1;

    RotaLink(Desk desk) {
        super(desk, Console.Errand.ROTA, PATH, "fh_rota", new Allowance(BURST, A_MINUTE / 60));
    }

    private static RotaDesk.@Nullable Wish wish(RoutingContext ctx, Console.Pass pass) {
        return RotaPage.wish(ctx, pass.person(), "link", true);
    }

    @Override
    String fault(RoutingContext ctx, Console.Pass pass) {
        return wish(ctx, pass) == null ? "rota.need" : "";
    }

    @Override
    void done(RoutingContext ctx, Console.Pass pass) {
        Words words = desk.words(ctx);
        desk.console
                .rooms()
                .rota()
                .swap(Objects.requireNonNull(wish(ctx, pass)))
                .onSuccess(refusal -> {
                    if (refusal == null) {
                        thank(ctx);
                    } else {
                        show(ctx, pass, Shown.wrong(409, words.refusal(refusal, one -> desk.name(one, words))));
                    }
                })
                .onFailure(ctx::fail);
    }

    @Override
    void show(RoutingContext ctx, Console.Pass pass, Shown shown) {
        Words words = desk.words(ctx);
        String said = shown.done() ? words.t("rota.done") : "";
        desk.console
                .rooms()
                .rota()
                .board()
                .onSuccess(board -> desk.show(
                        ctx,
                        shown.status(),
                        "swap",
                        Map.of(
                                "s",
                                desk.shell(ctx, true),
                                "v",
                                new RotaShown(desk, words).view(board, true, said, shown.message()),
                                "action",
                                action(ctx),
                                "issued",
                                Harmless.line(pass.name(), 40),
                                "slip",
                                slip(ctx, shown.asks()))))
                .onFailure(ctx::fail);
    }
}
