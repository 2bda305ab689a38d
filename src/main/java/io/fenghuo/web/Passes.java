package io.fenghuo.web;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/links}: makes a personal link; {@code {"kind":"report","for":"li","days":30}}. */
final class Passes {
    private static final String DEFAULT_DAYS = "30";
    private static final int MOST_DAYS = 365;
    private static final int NAME = 60;

    private final Desk desk;

    Passes(Desk desk) {
        this.desk = desk;
    }

    /** A link as somebody wishes it. */
    record Wish(Console.Errand errand, String person, Duration life) {}

    void issue(RoutingContext ctx) {
        Asked asked = Asked.of(ctx);
        Wish wish = wish(asked.text("kind", "report"), asked.text("for", ""), asked.number("days", DEFAULT_DAYS));
        if (wish == null) {
            throw Trouble.of(422, "people.need");
        }
        Console.Pass pass = desk.console.issue(wish.errand(), wish.person(), wish.life());
        Desk.json(
                ctx,
                201,
                new JsonObject()
                        .put("kind", pass.errand().name().toLowerCase(Locale.ROOT))
                        .put("for", pass.person())
                        .put("url", url(ctx, desk, pass))
                        .put("until", pass.until().toString())
                        .encode());
    }

    /** {@code POST /api/links/revoke}: makes a link worthless; {@code {"link":"https://…","by":"zhang"}}. */
    void revoke(RoutingContext ctx) {
        Asked asked = Asked.of(ctx);
        desk.console
                .rooms()
                .revoking()
                .revoke(asked.text("link", ""), asked.actor(ctx, "console"))
                .onSuccess(whose -> whose.ifPresentOrElse(
                        person -> Desk.json(
                                ctx, 200, new JsonObject().put("for", person).encode()),
                        () -> ctx.fail(Trouble.of(404, "people.revoke.none"))))
                .onFailure(ctx::fail);
    }

    /** The wish; null when it names nobody, another kind of link or an odd time. */
    static @Nullable Wish wish(String kind, String person, String days) {
        String who = person.strip();
        boolean named =
                !who.isEmpty() && who.length() <= NAME && who.codePoints().noneMatch(Passes::odd);
        Console.Errand errand = switch (kind) {
            case "report" -> Console.Errand.REPORT;
            case "word" -> Console.Errand.WORD;
            case "rota" -> Console.Errand.ROTA;
            default -> null;
        };
        if (errand == null || !named || !days.matches("\\d{1,3}")) {
            return null;
        }
        int count = Integer.parseInt(days);
        return count < 1 || count > MOST_DAYS ? null : new Wish(errand, who, Duration.ofDays(count));
    }

    private static String path(Console.Errand errand) {
        return switch (errand) {
            case WORD -> WordLink.PATH;
            case ROTA -> RotaLink.PATH;
            case REPORT -> ReportLink.PATH;
        };
    }

    private static boolean odd(int c) {
        return c == '|' || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }

    /** What to give to the person: under the public address, else under the one this request came to. */
    static String url(RoutingContext ctx, Desk desk, Console.Pass pass) {
        URI base = desk.settings.publicUrl();
        String here = "http" + (ctx.request().isSSL() ? "s" : "") + "://" + Gate.authority(ctx.request());
        return (base == null ? here : base.toString()) + path(pass.errand()) + "?t=" + Desk.encode(pass.token());
    }
}
