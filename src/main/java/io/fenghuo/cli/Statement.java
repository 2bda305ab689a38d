package io.fenghuo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.app.Access;
import io.fenghuo.app.Settings;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code statement show|draft|approve|reject|publish INCIDENT}: an incident's statement (口径); exit 1 when refused. */
@picocli.CommandLine.Command(name = "statement")
final class Statement extends Acting {
    private static final List<String> WHAT = List.of("show", "draft", "approve", "reject", "publish");

    @Parameters(index = "0", paramLabel = "WHAT")
    private String what = "show";

    @Parameters(index = "1", arity = "0..1", paramLabel = "INCIDENT")
    private @Nullable String incident;

    @Option(names = "--text", paramLabel = "TEXT")
    private @Nullable String text;

    @Option(names = "--number", paramLabel = "N")
    private @Nullable Integer number;

    @Option(names = "--by", paramLabel = "PERSON")
    private @Nullable String by;

    Statement(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        if (!WHAT.contains(what)) {
            throw new Misuse(around().say("incident.what", what, String.join(", ", WHAT)));
        }
        if (incident == null) {
            throw new Misuse(around().say("id-missing", "statement " + what + " INCIDENT"));
        }
        String path = "/api/incidents/" + id(incident) + "/statement";
        try (Access access = access(settings)) {
            Access.Answer answer = access.get(path);
            if (answer.ok() && !what.equals("show")) {
                answer = access.post(path, body(answer.body().path("statements")));
            }
            if (!answer.ok()) {
                return refused(answer, around().say("incident.unknown", plain(incident)));
            }
            JsonNode all = answer.body().path("statements");
            all.forEach(one -> print(json() ? Json.line(one) : line(one, settings.zone())));
            if (all.isEmpty()) {
                tell("statement.none");
            }
            if (!what.equals("show") && !access.serving()) {
                tell("not-serving");
            }
            return OK;
        }
    }

    /** Without a number the newest version is meant. */
    private Map<String, Object> body(JsonNode known) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("do", what);
        body.put("number", number == null ? known.size() : number);
        if (text != null) {
            body.put("text", text);
        }
        if (by != null) {
            body.put("by", by);
        }
        return body;
    }

    private String line(JsonNode one, ZoneId zone) {
        String due = text(one, "stage").equals("draft")
                ? "  " + around().say("statement.due", moment(one.path("due").asText(), zone))
                : "";
        String note = text(one, "note");
        return around().say("statement.number", one.path("number").asText()) + "  "
                + word("stage", text(one, "stage")) + "  " + text(one, "by") + "  "
                + moment(one.path("at").asText(), zone) + due + (note.isEmpty() ? "" : "  " + note) + "\n    "
                + text(one, "text");
    }
}
