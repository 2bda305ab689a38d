package io.fenghuo.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Keeps the reader's language and who they say they are, then goes back to the page they were on. */
final class SettingsForm implements Handler<RoutingContext> {
    private final Desk desk;

    SettingsForm(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        desk.checkForm(ctx);
        String lang = Desk.field(ctx, "lang");
        if (lang.equals("en") || lang.equals("zh")) {
            desk.remember(ctx, Desk.LANG_COOKIE, lang);
        }
        String me = ctx.request().getFormAttribute("me");
        if (me != null
                && (me.isEmpty()
                        || desk.console.people().stream()
                                .anyMatch(one -> one.id().equals(me)))) {
            desk.remember(ctx, Desk.ME_COOKIE, me);
        }
        Desk.seeOther(ctx, Desk.ownPath(Desk.field(ctx, "back")));
    }
}
