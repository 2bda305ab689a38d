package io.fenghuo.web;

import io.fenghuo.model.Severity;
import io.fenghuo.web.view.CaseView;
import io.fenghuo.web.view.Shell;
import io.fenghuo.web.view.Words;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 案例库: what was closed, as reading; what is still to be done about it. */
final class CasesPage {
    static final String PATH = "/cases";
    private static final int SHOWN = 200;
    private static final int ALL = 10_000;
    private static final int LONGEST = 200;

    private final Desk desk;

    CasesPage(Desk desk) {
        this.desk = desk;
    }

    /** What the address asks for. */
    static Casebook.Search search(RoutingContext ctx, int limit) {
        String year = param(ctx, "year");
        return new Casebook.Search(
                param(ctx, "q"),
                param(ctx, "brand"),
                param(ctx, "category"),
                param(ctx, "cause"),
                level(param(ctx, "level")),
                year.matches("20\\d\\d") ? Integer.parseInt(year) : 0,
                limit);
    }

    private static String param(RoutingContext ctx, String name) {
        String value = ctx.request().getParam(name, "").strip();
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST);
    }

    private static @Nullable Severity level(String text) {
        return Stream.of(Severity.values())
                .filter(one -> one.name().equalsIgnoreCase(text))
                .findFirst()
                .orElse(null);
    }

    void list(RoutingContext ctx) {
        Casebook.Search search = search(ctx, SHOWN);
        Casebook book = desk.console.casebook();
        Words words = desk.words(ctx);
        CaseWords said = new CaseWords(desk, words);
        Future.all(book.cases(search), book.measures(true), book.notes())
                .onSuccess(done -> {
                    Casebook.Shelf shelf = done.resultAt(0);
                    List<io.fenghuo.model.Measure> open = done.resultAt(1);
                    Casebook.Notes notes = done.resultAt(2);
                    show(
                            ctx,
                            "cases",
                            new CaseView(
                                    shelf.cases().stream().map(said::line).toList(),
                                    open.stream()
                                            .filter(one -> !one.demo())
                                            .map(one -> said.task(one, null))
                                            .toList(),
                                    notes.repeats().stream().map(said::repeat).toList(),
                                    filters(search),
                                    choices(shelf, words),
                                    query(search),
                                    done(ctx, words)));
                })
                .onFailure(ctx::fail);
    }

    private static String done(RoutingContext ctx, Words words) {
        return ctx.request().getParam("done", "").equals("yes") ? words.t("cases.done.said") : "";
    }

    void one(RoutingContext ctx) {
        CaseWords said = new CaseWords(desk, desk.words(ctx));
        desk.console
                .casebook()
                .find(ctx.pathParam("id"))
                .onSuccess(found -> found.ifPresentOrElse(
                        one -> show(
                                ctx,
                                "case",
                                new CaseView(
                                        List.of(said.line(one.file())),
                                        one.measures().stream()
                                                .map(task -> said.task(task.measure(), task.effect()))
                                                .toList(),
                                        List.of(),
                                        Map.of(),
                                        Map.of(),
                                        "",
                                        done(ctx, desk.words(ctx)))),
                        () -> ctx.fail(Trouble.of(404, "error.404"))))
                .onFailure(ctx::fail);
    }

    /** A person says that a corrective action is done. */
    void finish(RoutingContext ctx) {
        desk.checkForm(ctx);
        desk.console
                .casebook()
                .done(ctx.pathParam("id"), new Console.Actor(desk.me(ctx), "console"))
                .onSuccess(found -> found.ifPresentOrElse(
                        one -> Desk.seeOther(
                                ctx,
                                Desk.field(ctx, "back").equals("case")
                                        ? PATH + "/" + Desk.encode(one.incident()) + "?done=yes"
                                        : PATH + "?done=yes"),
                        () -> ctx.fail(Trouble.of(404, "error.404"))))
                .onFailure(ctx::fail);
    }

    /** The cases asked for, as a file. */
    void export(RoutingContext ctx) {
        Words words = desk.words(ctx);
        String format = ctx.request().getParam("format", "html");
        if (!List.of("html", "json", "csv").contains(format)) {
            throw Trouble.of(400, "error.400");
        }
        Casebook.Search search = search(ctx, ALL);
        desk.console
                .casebook()
                .cases(search)
                .onSuccess(shelf -> {
                    ctx.response()
                            .putHeader("Content-Disposition", "attachment; filename=\"fenghuo-cases." + format + "\"");
                    switch (format) {
                        case "json" -> Desk.json(ctx, 200, CaseExport.json(shelf.cases(), words.zone()));
                        case "csv" ->
                            ctx.response()
                                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8")
                                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                                    .end(CaseExport.csv(shelf.cases(), words.zone(), words));
                        default -> {
                            CaseWords said = new CaseWords(desk, words);
                            CaseView view = new CaseView(
                                    shelf.cases().stream().map(said::line).toList(),
                                    List.of(),
                                    List.of(),
                                    Map.of(),
                                    Map.of(),
                                    "",
                                    "");
                            show(ctx, "casefile", view);
                        }
                    }
                })
                .onFailure(ctx::fail);
    }

    private void show(RoutingContext ctx, String template, CaseView view) {
        desk.show(ctx, 200, template, Map.of("s", desk.shell(ctx, false), "v", view));
    }

    private static Map<String, String> filters(Casebook.Search search) {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("q", search.text());
        filters.put("brand", search.brand());
        filters.put("category", search.category());
        filters.put("cause", search.cause());
        filters.put("level", search.level() == null ? "" : search.level().name());
        filters.put("year", search.year() == 0 ? "" : Integer.toString(search.year()));
        return filters;
    }

    private static String query(Casebook.Search search) {
        return filters(search).entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .map(one -> "&" + one.getKey() + "=" + Desk.encode(one.getValue()))
                .collect(Collectors.joining());
    }

    private Map<String, List<Shell.Choice>> choices(Casebook.Shelf shelf, Words words) {
        Map<String, List<Shell.Choice>> choices = new LinkedHashMap<>();
        choices.put("brand", plain(shelf.brands().stream()));
        choices.put("category", plain(shelf.categories().stream()));
        choices.put(
                "cause",
                desk.console.casebook().causes().stream()
                        .map(one -> new Shell.Choice(one, words.term("cause", one)))
                        .toList());
        choices.put(
                "level",
                Stream.of(Severity.values())
                        .map(one -> new Shell.Choice(one.name(), words.level(one)))
                        .toList());
        choices.put("year", plain(shelf.years().stream().map(String::valueOf)));
        return choices;
    }

    private static List<Shell.Choice> plain(Stream<String> values) {
        return values.map(one -> new Shell.Choice(one, one)).toList();
    }
}
