package io.fenghuo.web;

import io.fenghuo.web.guard.Presses;
import io.vertx.ext.web.RoutingContext;

/**
 * A page behind a signed link, which says who its holder is. Opening it only shows, so that mail scanners and previews change nothing; doing needs a
 * press, a nonce made for this page and the cookie it was bound to; a form that comes back without a sign of a person is asked to type three digits.
 */
abstract class PersonalLink {
    final Desk desk;
    private final String cookie;
    private final String path;

    /** A page whose cookie is sent back below {@code path}. */
    PersonalLink(Desk desk, String cookie, String path) {
        this.desk = desk;
        this.cookie = cookie;
        this.path = path;
    }

    /** The token in the address. */
    static String token(RoutingContext ctx) {
        return String.valueOf(ctx.request().getParam("t", ""));
    }

    /** What a form that came back says. */
    final Presses.Verdict judge(RoutingContext ctx, String token) {
        return Reader.judge(ctx, desk, cookie, purpose(token));
    }

    /** Whether the form was made for this reader's browser. */
    final boolean own(RoutingContext ctx, String token) {
        return Reader.own(ctx, desk, cookie, purpose(token));
    }

    /** What a form shown now must bring back. */
    final Presses.Slip slip(RoutingContext ctx, String token) {
        return desk.presses.slip(purpose(token), Reader.of(ctx, desk, cookie, path), desk.console.now());
    }

    private String purpose(String token) {
        return cookie + " " + token;
    }
}
