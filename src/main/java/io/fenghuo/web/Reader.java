package io.fenghuo.web;

import io.fenghuo.web.guard.Presses;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Who holds a signed link, as far as a browser tells: by the cookie its page was given. One that keeps no cookies, as some browsers inside
 * messengers, is nobody in particular: what it sends is never taken for a press at once, but its holder is asked to read and type three digits.
 */
final class Reader {
    /** In the place of a cookie, and as long. */
    private static final String NOBODY = "-".repeat(22);

    private Reader() {}

    /** Whom a page that is shown now belongs to. */
    static String of(RoutingContext ctx, Desk desk, String cookie, String path) {
        boolean came = ctx.request().getCookie(cookie) != null;
        boolean sent = ctx.request().method().equals(HttpMethod.POST);
        return sent && !came ? NOBODY : desk.cookie(ctx, cookie, path);
    }

    /** What a form that came back says. */
    static Presses.Verdict judge(RoutingContext ctx, Desk desk, String cookie, String purpose) {
        Presses.Verdict verdict = strictly(ctx, desk, cookie, purpose);
        boolean shown = ctx.request().getCookie(cookie) == null
                && !Desk.back(ctx).nonce().isEmpty();
        return shown && verdict == Presses.Verdict.FOREIGN ? Presses.Verdict.UNPRESSED : verdict;
    }

    /** Whether it came from a page that was shown to this very browser, pressed or not. */
    static boolean own(RoutingContext ctx, Desk desk, String cookie, String purpose) {
        return strictly(ctx, desk, cookie, purpose) != Presses.Verdict.FOREIGN;
    }

    private static Presses.Verdict strictly(RoutingContext ctx, Desk desk, String cookie, String purpose) {
        Cookie brought = ctx.request().getCookie(cookie);
        String reader = brought == null ? NOBODY : brought.getValue();
        return desk.presses.judge(purpose, reader, Desk.back(ctx), desk.console.now());
    }
}
