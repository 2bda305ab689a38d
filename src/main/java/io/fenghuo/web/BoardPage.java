package io.fenghuo.web;

import io.fenghuo.web.view.SourceView;
import io.fenghuo.web.view.BoardView;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Row;
import io.fenghuo.web.view.Words;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 值班台: what is open, the most urgent first. */
final class BoardPage implements Handler<RoutingContext> {
    private static final int REPEATS = 3;
    private static final int PAUSES = 50;
    private final Desk desk;

    BoardPage(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        show(ctx, 200, "");
    }

    /** Shows the board, or the part of it that changes, with a message on top. */
    void show(RoutingContext ctx, int status, String message) {
        Future.all(
                        desk.console.board(),
                        desk.console.casebook().notes(),
                        desk.console.rooms().pauses().list(PAUSES))
                .onSuccess(both -> desk.show(
                        ctx,
                        status,
                        Desk.part(ctx) ? "boardlist" : "board",
                        Map.of(
                                "s",
                                desk.shell(ctx, false),
                                "v",
                                view(
                                        both.resultAt(0),
                                        both.resultAt(1),
                                        PausesPage.running(desk, both.resultAt(2), desk.words(ctx)),
                                        message,
                                        desk.words(ctx)))))
                .onFailure(ctx::fail);
    }

    private List<String> notes(Casebook.Notes notes, Words words) {
        List<String> lines = new ArrayList<>();
        if (notes.open() > 0) {
            lines.add(words.t("cases.open.line", notes.open(), notes.overdue()));
        }
        CaseWords said = new CaseWords(desk, words);
        notes.repeats().stream().limit(REPEATS).map(said::repeat).forEach(lines::add);
        return lines;
    }

    private BoardView view(
            Console.Board board, Casebook.Notes notes, List<String> paused, String message, Words words) {
        Instant now = desk.console.now();
        List<Row> rows = board.incidents().stream()
                .filter(incident -> !incident.state().ended())
                .sorted(Row.BY_TIME_LEFT)
                .map(incident -> Row.of(
                        incident,
                        board.messages().getOrDefault(incident.id(), -1),
                        words,
                        person -> desk.name(person, words),
                        now))
                .toList();
        return new BoardView(
                rows,
                message,
                board.sources().stream().map(line -> source(line, words)).toList(),
                board.channels().stream().map(line -> channel(line, words)).toList(),
                demo(board.demo()),
                notes(notes, words),
                paused);
    }

    private static BoardView.Light source(SourceView.Line line, Words words) {
        String problem = line.status().problem();
        String state =
                line.silent() ? "bad" : problem != null ? "warn" : line.status().lastSuccess() == null ? "wait" : "ok";
        return new BoardView.Light(
                Harmless.line(line.status().source(), 40),
                state,
                words.t("source." + state),
                Harmless.line(problem, 200));
    }

    private static BoardView.Light channel(Console.ChannelLine line, Words words) {
        String state = line.live() ? "ok" : "bad";
        String title = Harmless.line(line.problem(), 200) + " " + Harmless.line(line.cure(), 200);
        return new BoardView.Light(Harmless.line(line.id(), 40), state, words.t("channel." + state), title.strip());
    }

    private static BoardView.@Nullable Demo demo(Console.@Nullable DemoPanel demo) {
        if (demo == null) {
            return null;
        }
        return new BoardView.Demo(
                demo.tally(),
                demo.script().stream()
                        .map(line -> new BoardView.Step(line.at(), line.text(), line.done(), line.found()))
                        .toList(),
                card(demo.card()),
                demo.next());
    }

    private static BoardView.@Nullable Card card(Console.@Nullable Card card) {
        if (card == null) {
            return null;
        }
        return new BoardView.Card(
                card.channel(),
                Harmless.line(card.source(), 40),
                Harmless.line(card.title(), 80),
                Harmless.line(card.subtitle(), 80),
                Harmless.line(card.figure(), 40),
                Harmless.line(card.figureName(), 40),
                Harmless.line(card.quote(), 160),
                card.lines().stream()
                        .map(line -> line.stream()
                                .map(part -> Harmless.line(part, 80))
                                .toList())
                        .toList(),
                Harmless.line(card.button(), 20),
                card.incident());
    }
}
