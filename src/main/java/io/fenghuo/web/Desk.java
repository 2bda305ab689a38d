package io.fenghuo.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.fenghuo.web.guard.Doors;
import io.fenghuo.web.guard.Presses;
import io.fenghuo.web.guard.Tokens;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Shell;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.Text;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every handler needs: the service, the reader's words, form tokens, and a way to show a page. Threadsafe. */
final class Desk {
    static final String CSRF_COOKIE = "fh_form";
    static final String LANG_COOKIE = "fh_lang";
    static final String ME_COOKIE = "fh_me";
    static final String VIA = "Fenghuo-Via";
    private static final String CONSOLE = "console";
    private static final Pattern OWN_PATH = Pattern.compile(
            "/|/sources|/deliveries(?:/[A-Za-z0-9._-]{1,100})?|/report|/people|/pauses|/handover|/words|/try|/refinements|/drills|/previews|/coverage|/import(?:/[A-Za-z0-9._-]{1,64})?|/playbooks|/cases(?:/[A-Za-z0-9._-]{1,64})?|/incidents/[A-Za-z0-9._-]{1,64}");
    private static final long A_YEAR = 31_536_000;

    final Console console;
    final WebSettings settings;
    final Doors doors;
    final Tokens tokens;
    final Presses presses;
    final StaticFiles files;
    private final TemplateEngine templates;
    private final Words chinese;
    private final Words english;

    Desk(Console console, WebSettings settings) {
        this.console = console;
        this.settings = settings;
        this.doors = new Doors(settings.trusted(), settings.host(), settings.publicUrl());
        this.tokens = new Tokens(settings.key());
        this.presses = new Presses(tokens);
        this.files = StaticFiles.load();
        this.templates = TemplateEngine.createPrecompiled(
                null, ContentType.Html, Desk.class.getClassLoader(), "io.fenghuo.web.page");
        this.chinese = Words.of(Locale.CHINESE, settings.zone(), console);
        this.english = Words.of(Locale.ENGLISH, settings.zone(), console);
    }

    /** The reader's words: the language they chose, else the service's. */
    Words words(RoutingContext ctx) {
        Cookie chosen = ctx.request().getCookie(LANG_COOKIE);
        String lang = chosen == null ? settings.lang().getLanguage() : chosen.getValue();
        return lang.equals("en") ? english : chinese;
    }

    /** The person the reader says they are, when the contacts know them; else the console itself. */
    String me(RoutingContext ctx) {
        Cookie chosen = ctx.request().getCookie(ME_COOKIE);
        String id = chosen == null ? "" : chosen.getValue();
        return console.people().stream().anyMatch(person -> person.id().equals(id)) ? id : CONSOLE;
    }

    /** A person's name; the id of one the contacts do not know. */
    String name(String person, Words words) {
        if (person.equals(CONSOLE)) {
            return words.t("person.console");
        }
        return console.people().stream()
                .filter(one -> one.id().equals(person))
                .map(Console.Person::name)
                .findFirst()
                .orElse(person);
    }

    /** Why an action was refused, in words. */
    String said(Console.Answer.Refused refused, Words words) {
        return words.refusal(refused.reason(), person -> name(person, words));
    }

    /** What the page stands in; gives the reader a form cookie when they have none. */
    Shell shell(RoutingContext ctx, boolean plain) {
        String me = plain ? "" : me(ctx);
        return new Shell(
                words(ctx),
                plain ? "" : tokens.token(CSRF_COOKIE, cookie(ctx, CSRF_COOKIE, "/")),
                ownPath(ctx.request().path()),
                me.equals(CONSOLE) ? "" : me,
                plain ? List.of() : people(),
                console.now().toEpochMilli(),
                files.version(),
                plain);
    }

    /** The people of the contacts to choose from. */
    List<Shell.Choice> people() {
        return console.people().stream()
                .map(one -> new Shell.Choice(one.id(), Harmless.line(one.name(), 40)))
                .toList();
    }

    /** The reader's random cookie of that name; a new one when they bring none. */
    String cookie(RoutingContext ctx, String name, String path) {
        Cookie brought = ctx.request().getCookie(name);
        if (brought != null && Tokens.plausible(brought.getValue())) {
            return brought.getValue();
        }
        String value = tokens.cookie();
        ctx.response().addCookie(harden(ctx, Cookie.cookie(name, value).setPath(path)));
        return value;
    }

    /** Keeps a choice of the reader's for a year. */
    void remember(RoutingContext ctx, String name, String value) {
        ctx.response()
                .addCookie(harden(ctx, Cookie.cookie(name, value).setPath("/").setMaxAge(A_YEAR)));
    }

    private Cookie harden(RoutingContext ctx, Cookie cookie) {
        URI url = settings.publicUrl();
        boolean behindTls = url != null && "https".equals(url.getScheme()) && calledBy(url, ctx.request());
        return cookie.setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure(behindTls || ctx.request().isSSL());
    }

    private static boolean calledBy(URI url, HttpServerRequest request) {
        return request.authority() != null && request.authority().host().equalsIgnoreCase(url.getHost());
    }

    /** Refuses a form that was not made for this reader. */
    void checkForm(RoutingContext ctx) {
        Cookie cookie = ctx.request().getCookie(CSRF_COOKIE);
        if (!tokens.holds(CSRF_COOKIE, cookie == null ? null : cookie.getValue(), field(ctx, "csrf"))) {
            throw Trouble.of(403, "error.csrf");
        }
    }

    /** Refuses a body that a foreign page could send without asking first. */
    static void onlyJson(RoutingContext ctx) {
        String type = ctx.request().getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw Trouble.of(415, "error.415");
        }
    }

    /** From where a program acts: the command line says so in {@value #VIA}, any other is {@code api}. */
    static String via(RoutingContext ctx) {
        return "cli".equals(ctx.request().getHeader(VIA)) ? "cli" : "api";
    }

    /** A form field, without blanks around it and as every store can keep it; empty when absent. */
    static String field(RoutingContext ctx, String name) {
        String value = ctx.request().getFormAttribute(name);
        return value == null ? "" : Text.clean(value).strip();
    }

    /** The signs of a person's press in a form. */
    static Presses.Back back(RoutingContext ctx) {
        return new Presses.Back(field(ctx, "nonce"), field(ctx, "press"), field(ctx, "code"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Says that a signed link does not hold, whatever the reason, and nothing else. */
    void gone(RoutingContext ctx) {
        Words words = words(ctx);
        Map<String, Object> said = Map.of(
                "s",
                shell(ctx, true),
                "title",
                words.t("gone.title"),
                "text",
                words.t("gone.text"),
                "cure",
                words.t("gone.cure"),
                "home",
                false);
        show(ctx, 410, "message", said);
    }

    /** The path when it is one of our pages; the board otherwise. */
    static String ownPath(@Nullable String path) {
        return path != null && OWN_PATH.matcher(path).matches() ? path : "/";
    }

    /** Whether only a part of the page is asked for, by htmx. */
    static boolean part(RoutingContext ctx) {
        return "true".equals(ctx.request().getHeader("HX-Request"));
    }

    /** Shows a page made by a template. */
    void show(RoutingContext ctx, int status, String template, Map<String, Object> params) {
        StringOutput output = new StringOutput(16_384);
        templates.render(template + ".jte", params, output);
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(output.toString());
    }

    /** Sends JSON that is ready. */
    static void json(RoutingContext ctx, int status, String json) {
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(json);
    }

    /** Sends the reader on, to one of our own paths. */
    static void seeOther(RoutingContext ctx, String path) {
        ctx.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, path).end();
    }
}
