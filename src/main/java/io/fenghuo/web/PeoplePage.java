package io.fenghuo.web;

import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.PeopleView;
import io.fenghuo.web.view.Words;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 人员: who is in the contacts, and personal links for them or for anybody else who should be able to file what they see. */
final class PeoplePage implements Handler<RoutingContext> {
    private final Desk desk;

    PeoplePage(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        show(ctx, 200, "", null);
    }

    /** Makes a link; it is shown this once and kept nowhere. */
    void issue(RoutingContext ctx) {
        desk.checkForm(ctx);
        Words words = desk.words(ctx);
        String link = Desk.field(ctx, "revoke");
        if (!link.isEmpty()) {
            revoke(ctx, link, words);
            return;
        }
        String kind = Desk.field(ctx, "kind").isEmpty() ? "report" : Desk.field(ctx, "kind");
        Passes.Wish wish = Passes.wish(kind, Desk.field(ctx, "for"), Desk.field(ctx, "days"));
        if (wish == null) {
            show(ctx, 422, words.t("people.need"), null);
            return;
        }
        Console.Pass pass = desk.console.issue(wish.errand(), wish.person(), wish.life());
        PeopleView.Issued issued = new PeopleView.Issued(
                Harmless.line(pass.name(), 40),
                Passes.url(ctx, desk, pass),
                words.exact(pass.until()),
                desk.settings.publicUrl() == null,
                switch (pass.errand()) {
                    case WORD -> "people.issued.word";
                    case ROTA -> "people.issued.rota";
                    case REPORT -> "people.issued";
                });
        show(ctx, 200, "", issued);
    }

    private void revoke(RoutingContext ctx, String link, Words words) {
        desk.console
                .rooms()
                .revoking()
                .revoke(link, new Console.Actor(desk.me(ctx), "console"))
                .onSuccess(whose -> show(
                        ctx,
                        whose.isPresent() ? 200 : 422,
                        whose.map(person -> words.t("people.revoked", Harmless.line(desk.name(person, words), 40)))
                                .orElseGet(() -> words.t("people.revoke.none")),
                        null))
                .onFailure(ctx::fail);
    }

    private void show(RoutingContext ctx, int status, String message, PeopleView.@Nullable Issued issued) {
        List<PeopleView.Line> lines = desk.console.people().stream()
                .map(one -> new PeopleView.Line(one.id(), Harmless.line(one.name(), 40), Harmless.line(one.id(), 40)))
                .toList();
        desk.show(
                ctx,
                status,
                "people",
                Map.of("s", desk.shell(ctx, false), "v", new PeopleView(lines, message, issued)));
    }
}
