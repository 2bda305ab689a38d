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

/** {@code pause list|add|lift ID}: alerts held back for a while; exit 1 when refused. */
@picocli.CommandLine.Command(name = "pause")
final class Pause extends Acting {
    private static final List<String> VERBS = List.of("list", "add", "lift");

    @Parameters(index = "0", arity = "0..1", paramLabel = "WHAT", defaultValue = "list")
    private String what = "list";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID")
    private @Nullable String id;

    @Option(names = "--until", paramLabel = "TIME")
    private @Nullable String until;

    @Option(names = "--reason", paramLabel = "TEXT")
    private @Nullable String reason;

    @Option(names = "--rule", paramLabel = "RULE")
    private @Nullable String rule;

    @Option(names = "--brand", paramLabel = "BRAND")
    private @Nullable String brand;

    @Option(names = "--by", paramLabel = "PERSON")
    private @Nullable String by;

    Pause(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        ZoneId zone = settings.zone();
        if (!VERBS.contains(what)) {
            throw new Misuse(around().say("verb", what, String.join(", ", VERBS)));
        }
        if (what.equals("lift") && id == null) {
            throw new Misuse(around().say("id-missing", "pause lift ID"));
        }
        if (what.equals("add") && (until == null || reason == null)) {
            throw new Misuse(around().say("id-missing", "pause add --until TIME --reason TEXT"));
        }
        try (Access access = access(settings)) {
            if (what.equals("list")) {
                return list(access, zone);
            }
            Map<String, Object> body = new LinkedHashMap<>();
            put(body, "until", until);
            put(body, "reason", reason);
            put(body, "rule", rule);
            put(body, "brand", brand);
            put(body, "by", by);
            Access.Answer answer = what.equals("add")
                    ? access.post("/api/pauses", body)
                    : access.post("/api/pauses/" + id(String.valueOf(id)) + "/lift", body);
            if (!answer.ok()) {
                return refused(answer, answer.words());
            }
            print(json() ? Json.line(answer.body()) : line(answer.body(), zone));
            if (!access.serving()) {
                tell("not-serving");
            }
            return OK;
        }
    }

    private int list(Access access, ZoneId zone) {
        Access.Answer answer = access.get("/api/pauses");
        if (!answer.ok()) {
            return refused(answer, "");
        }
        JsonNode pauses = answer.body().path("pauses");
        pauses.forEach(one -> print(json() ? Json.line(one) : line(one, zone)));
        if (pauses.isEmpty()) {
            tell("pause.none");
        }
        return OK;
    }

    private String line(JsonNode one, ZoneId zone) {
        boolean runs = one.path("running").asBoolean();
        String scope = (text(one, "brand") + " " + text(one, "rule")).strip();
        String end = runs || one.path("endedAt").isNull() ? text(one, "until") : text(one, "endedAt");
        return String.join(
                "  ",
                text(one, "id"),
                around().say(runs ? "pause.running" : "pause.ended"),
                scope.isEmpty() ? around().say("pause.all") : scope,
                moment(text(one, "from"), zone) + " - " + moment(end, zone),
                text(one, "reason"),
                text(one, "by"),
                around().say(
                                "pause.held",
                                one.path("notices").asText(),
                                one.path("incidents").asText()));
    }

    private static void put(Map<String, Object> body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
