package io.fenghuo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.app.Access;
import io.fenghuo.app.Settings;
import io.fenghuo.app.offline.WhoIsOn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code oncall}: who has each role now and next, by which channels, and who would be told of each grade in what order; exit 1 when a role has
 * nobody. {@code oncall handover} prints the hand-over note, {@code oncall shifts} the coming shifts, {@code oncall swap} swaps one.
 */
@picocli.CommandLine.Command(name = "oncall")
final class OnCall extends Acting {
    private static final List<String> DEEDS = List.of("handover", "shifts", "swap", "swaps");

    @Parameters(index = "0", arity = "0..1", paramLabel = "handover|shifts|swap|swaps", descriptionKey = "oncall.what")
    private @Nullable String what;

    @Option(names = "--at", paramLabel = "TIME", descriptionKey = "oncall.at")
    private @Nullable String at;

    @Option(names = "--rota", paramLabel = "ROTA", descriptionKey = "oncall.rota")
    private @Nullable String rota;

    @Option(names = "--from", paramLabel = "TIME", descriptionKey = "oncall.from")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", descriptionKey = "oncall.to")
    private @Nullable String to;

    @Option(names = "--person", paramLabel = "PERSON", descriptionKey = "oncall.person")
    private @Nullable String person;

    @Option(names = "--by", paramLabel = "PERSON", descriptionKey = "oncall.by")
    private @Nullable String by;

    OnCall(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        if (what == null) {
            return present();
        }
        if (!DEEDS.contains(what)) {
            throw new Misuse(around().say("verb", what, String.join(", ", DEEDS)));
        }
        if (what.equals("swap")) {
            return swap(settings);
        }
        try (Access access = access(settings)) {
            Access.Answer answer = access.get("/api/rota");
            if (!answer.ok()) {
                return refused(answer, answer.words());
            }
            if (json()) {
                print(Json.line(answer.body()));
            } else {
                lines(answer.body(), settings).forEach(this::print);
            }
            return OK;
        }
    }

    private int present() {
        try {
            WhoIsOn.Answer answer = WhoIsOn.ask(around().environment(), around().err(), home(), at);
            answer.lines().forEach(this::print);
            return answer.covered() ? OK : NO;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private int swap(Settings settings) {
        if (rota == null || from == null || to == null || person == null) {
            throw new Misuse(
                    around().say("id-missing", "oncall swap --rota ROTA --from TIME --to TIME --person PERSON"));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("rota", rota);
        body.put("from", WhoIsOn.moment(settings, from));
        body.put("to", WhoIsOn.moment(settings, to));
        body.put("person", person);
        if (by != null) {
            body.put("by", by);
        }
        try (Access access = access(settings)) {
            Access.Answer answer = access.post("/api/rota/swaps", body);
            if (!answer.ok()) {
                return refused(answer, answer.words());
            }
            print(json() ? Json.line(answer.body()) : around().say("oncall.swapped"));
            return OK;
        }
    }

    private List<String> lines(JsonNode board, Settings settings) {
        List<String> lines = new ArrayList<>();
        switch (String.valueOf(what)) {
            case "shifts" ->
                board.path("shifts")
                        .forEach(one -> lines.add(around().say(
                                        "oncall.shift",
                                        text(one, "rota"),
                                        moment(text(one, "from"), settings.zone()),
                                        moment(text(one, "to"), settings.zone()),
                                        one.path("person").isNull() ? "-" : text(one, "person"))));
            case "swaps" ->
                board.path("swaps")
                        .forEach(one -> lines.add(around().say(
                                        "oncall.swap-line",
                                        text(one, "rota"),
                                        moment(text(one, "from"), settings.zone()),
                                        moment(text(one, "to"), settings.zone()),
                                        text(one, "person"),
                                        text(one, "by"),
                                        text(one, "via"),
                                        moment(text(one, "at"), settings.zone()))));
            default -> note(board.path("handover"), settings, lines);
        }
        return lines;
    }

    private String clock(Story story, String name) {
        String known = word("clock", name);
        return known.equals(name) ? story.clock(name) : known;
    }

    private void note(JsonNode note, Settings settings, List<String> lines) {
        lines.add(around().say(
                        "oncall.note",
                        moment(text(note, "at"), settings.zone()),
                        moment(text(note, "until"), settings.zone())));
        Story story = new Story(around().language(), settings.zone());
        for (JsonNode one : note.path("open")) {
            lines.add(around().say(
                            "oncall.open",
                            word("level", text(one, "level")),
                            text(one, "id"),
                            text(one, "title"),
                            one.path("owner").isNull() ? "-" : text(one, "owner")));
            one.path("due")
                    .forEach(due -> lines.add(around().say(
                                    "oncall.due",
                                    clock(story, text(due, "clock")),
                                    moment(text(due, "due"), settings.zone()))));
            one.path("promises")
                    .forEach(due -> lines.add(around().say("oncall.promise", moment(due.asText(), settings.zone()))));
            one.path("done")
                    .forEach(deed -> lines.add(around().say(
                                    "oncall.done",
                                    moment(text(deed, "at"), settings.zone()),
                                    text(deed, "by"),
                                    story.term("action", text(deed, "action")))));
        }
        if (note.path("open").isEmpty()) {
            lines.add(around().say("oncall.nothing"));
        }
        note.path("ended")
                .forEach(one -> lines.add(around().say(
                                "oncall.ended",
                                word("level", text(one, "level")),
                                text(one, "id"),
                                text(one, "title"))));
    }
}
