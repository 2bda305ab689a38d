package io.fenghuo.web;

import io.fenghuo.model.Clock;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.RotaView;
import io.fenghuo.web.view.Shell;
import io.fenghuo.web.view.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rota and hand-over in the reader's words. */
final class RotaShown {
    private static final int CHOICES = 60;

    private final Desk desk;
    private final Words words;
    private final Instant now;

    RotaShown(Desk desk, Words words) {
        this.desk = desk;
        this.words = words;
        this.now = desk.console.now();
    }

    /** @param own behind a personal link: the form and who is on, nothing of incidents */
    RotaView view(RotaDesk.Board board, boolean own, String said, String message) {
        return new RotaView(
                on(board),
                board.shifts().stream().limit(CHOICES).map(this::choice).toList(),
                desk.people(),
                own ? RotaView.Note.NONE : note(board.note()),
                own ? List.of() : board.swaps().stream().map(this::swap).toList(),
                said,
                message);
    }

    private List<RotaView.On> on(RotaDesk.Board board) {
        Map<String, List<RotaDesk.Shift>> byRota = new LinkedHashMap<>();
        board.shifts()
                .forEach(shift -> byRota.computeIfAbsent(shift.rota(), k -> new ArrayList<>())
                        .add(shift));
        List<RotaView.On> on = new ArrayList<>();
        byRota.forEach((rota, shifts) -> on.add(new RotaView.On(
                Harmless.line(rota, 40),
                name(shifts.get(0).person()),
                words.deadline(shifts.get(0).to(), now),
                shifts.size() < 2 ? "" : name(shifts.get(1).person()))));
        return on;
    }

    private Shell.Choice choice(RotaDesk.Shift shift) {
        return new Shell.Choice(
                shift.rota() + "|" + shift.from() + "|" + shift.to(),
                words.t(
                        "rota.shift",
                        Harmless.line(shift.rota(), 40),
                        words.deadline(shift.from(), now),
                        words.deadline(shift.to(), now),
                        name(shift.person())));
    }

    private RotaView.Note note(RotaDesk.Note note) {
        return new RotaView.Note(
                words.deadline(note.until(), now),
                note.open().stream().map(this::item).toList(),
                note.ended().stream()
                        .map(one ->
                                new RotaView.Line(one.id(), words.level(one.level()), Harmless.line(one.title(), 80)))
                        .toList());
    }

    private RotaView.Item item(RotaDesk.Item item) {
        List<String> done = item.done().stream()
                .map(one ->
                        words.deadline(one.at(), now) + " " + name(one.by()) + " " + words.term("action", one.action()))
                .toList();
        return new RotaView.Item(
                item.incident().id(),
                words.level(item.incident().level()),
                Harmless.line(item.incident().title(), 80),
                item.incident().owner() == null ? "" : name(item.incident().owner()),
                clocks(item.due()),
                clocks(item.promises()),
                String.join(words.t("list.comma"), done));
    }

    private String clocks(List<Clock> clocks) {
        return String.join(
                words.t("list.comma"),
                clocks.stream()
                        .map(clock -> words.term("clock", clock.clock()) + " " + words.deadline(clock.due(), now))
                        .toList());
    }

    private RotaView.Swap swap(RotaDesk.Swapped one) {
        return new RotaView.Swap(
                Harmless.line(one.rota(), 40),
                words.deadline(one.from(), now),
                words.deadline(one.to(), now),
                name(one.person()),
                name(one.by()),
                words.when(one.at(), now));
    }

    private String name(@Nullable String person) {
        return person == null ? words.t("rota.nobody") : Harmless.line(desk.name(person, words), 40);
    }
}
