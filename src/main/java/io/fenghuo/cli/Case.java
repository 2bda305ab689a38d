package io.fenghuo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.app.Access;
import io.fenghuo.app.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code case list|show|export|actions|done}: closed incidents as reading, and the corrective actions they left; exit 1 when there is none. */
@picocli.CommandLine.Command(name = "case")
final class Case extends Acting {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final List<String> WHAT =
            List.of("list", "show", "export", "actions", "done", "refinements", "refine");
    private static final List<String> FORMATS = List.of("html", "json", "csv");

    @Parameters(index = "0", arity = "0..1", paramLabel = "WHAT", defaultValue = "list")
    private String what = "list";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID")
    private @Nullable String id;

    @Option(names = "--text", paramLabel = "TEXT")
    private @Nullable String text;

    @Option(names = "--brand", paramLabel = "BRAND")
    private @Nullable String brand;

    @Option(names = "--category", paramLabel = "CATEGORY")
    private @Nullable String category;

    @Option(names = "--cause", paramLabel = "CAUSE")
    private @Nullable String cause;

    @Option(names = "--grade", paramLabel = "L1|L2|L3")
    private @Nullable String grade;

    @Option(names = "--year", paramLabel = "YEAR")
    private @Nullable String year;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "html")
    private String format = "html";

    @Option(names = "--out", paramLabel = "FILE")
    private @Nullable Path out;

    @Option(names = "--all")
    private boolean all;

    @Option(names = "--by", paramLabel = "PERSON")
    private @Nullable String by;

    Case(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        if (!WHAT.contains(what)) {
            throw new Misuse(around().say("incident.what", what, String.join(", ", WHAT)));
        }
        if (id == null && List.of("show", "done", "refine").contains(what)) {
            throw new Misuse(around().say("id-missing", "case " + what + " ID"));
        }
        if (!FORMATS.contains(format)) {
            throw new Misuse(around().say("incident.what", format, String.join(", ", FORMATS)));
        }
        ZoneId zone = settings.zone();
        String named = String.valueOf(id);
        try (Access access = access(settings)) {
            return switch (what) {
                case "show" -> show(access, named, zone);
                case "export" -> export(access);
                case "actions" -> actions(access, zone);
                case "done" -> done(access, named, zone);
                case "refinements" -> refinements(access);
                case "refine" -> refine(access, named);
                default -> list(access);
            };
        }
    }

    private String query() {
        Map<String, @Nullable String> asked = new LinkedHashMap<>();
        asked.put("q", text == null && what.equals("list") ? id : text);
        asked.put("brand", brand);
        asked.put("category", category);
        asked.put("cause", cause);
        asked.put("level", grade);
        asked.put("year", year);
        return asked.entrySet().stream()
                .filter(one -> one.getValue() != null)
                .map(one -> "&" + one.getKey() + "=" + id(String.valueOf(one.getValue())))
                .collect(Collectors.joining());
    }

    private int list(Access access) {
        Access.Answer answer = access.get("/api/cases?limit=1000" + query());
        if (!answer.ok()) {
            return refused(answer, "");
        }
        JsonNode cases = answer.body().path("cases");
        cases.forEach(one -> print(json() ? Json.line(one) : line(one)));
        if (cases.isEmpty()) {
            tell("case.none");
        }
        return cases.isEmpty() ? NO : OK;
    }

    private String line(JsonNode one) {
        String place = one.path("place").asText("");
        return String.join(
                "  ",
                text(one, "incident"),
                word("level", text(one, "level")),
                text(one, "closedAt")
                        .substring(0, Math.min(10, text(one, "closedAt").length())),
                plain(one.path("cause").asText("") + (place.isEmpty() || place.equals("null") ? "" : " / " + place)),
                text(one, "brand"),
                text(one, "title"),
                text(one, "lesson").equals("null") ? "" : text(one, "lesson"));
    }

    private int show(Access access, String incident, ZoneId zone) {
        Access.Answer answer = access.get("/api/cases/" + id(incident));
        if (!answer.ok()) {
            return refused(answer, around().say("case.unknown", plain(incident)));
        }
        if (json()) {
            print(Json.line(answer.body()));
            return OK;
        }
        answer.body().properties().stream()
                .filter(field ->
                        !field.getValue().isContainerNode() && !field.getValue().isNull())
                .filter(field -> !field.getValue().asText("").isBlank())
                .forEach(field -> print(field(field.getKey(), field.getValue().asText(), zone)));
        answer.body().path("voices").forEach(voice -> print("  > " + plain(voice.asText())));
        answer.body().path("measures").forEach(task -> print("  - " + task(task, zone)));
        return OK;
    }

    /** A moment of a case, which may be years old. */
    private static String day(String wire, ZoneId zone) {
        try {
            return OffsetDateTime.parse(wire).atZoneSameInstant(zone).format(DAY);
        } catch (DateTimeException other) {
            return plain(wire);
        }
    }

    private String field(String name, String value, ZoneId zone) {
        String shown = switch (name) {
            case "level" -> word("level", value);
            case "exposure", "openedAt", "answeredAt", "closedAt", "measureDue" -> day(value, zone);
            default -> plain(value);
        };
        return around().say("case.field", word("case.field", name), shown);
    }

    private int export(Access access) {
        String file = access.text("/api/cases/export?format=" + format + query());
        if (file == null) {
            tell("case.failed");
            return FAILURE;
        }
        if (out == null) {
            around().out().println(file);
            return OK;
        }
        try {
            Files.writeString(out, file, StandardCharsets.UTF_8);
            tell("case.written", out);
            return OK;
        } catch (IOException failed) {
            throw new Misuse(around().say("case.unwritable", out, String.valueOf(failed.getMessage())));
        }
    }

    private int actions(Access access, ZoneId zone) {
        Access.Answer answer = access.get("/api/measures?open=" + !all);
        if (!answer.ok()) {
            return refused(answer, "");
        }
        JsonNode tasks = answer.body().path("measures");
        tasks.forEach(one -> print(json() ? Json.line(one) : task(one, zone)));
        if (tasks.isEmpty()) {
            tell("case.no-actions");
        }
        return OK;
    }

    private String task(JsonNode one, ZoneId zone) {
        boolean open = one.path("doneAt").isNull();
        return String.join(
                "  ",
                text(one, "id"),
                text(one, "owner"),
                around().say(
                                open ? "case.due" : "case.was-done",
                                moment(one.path(open ? "due" : "doneAt").asText(), zone)),
                text(one, "incident"),
                text(one, "what"));
    }

    private int refinements(Access access) {
        Access.Answer answer = access.get("/api/refinements");
        if (!answer.ok()) {
            return refused(answer, "");
        }
        JsonNode all = answer.body().path("refinements");
        all.forEach(one -> print(json() ? Json.line(one) : refinement(one)));
        if (all.isEmpty()) {
            tell("case.no-refinements");
        }
        return OK;
    }

    private String refinement(JsonNode one) {
        boolean crowd = one.path("authors").asInt() > 0;
        return String.join(
                "  ",
                text(one, "id"),
                text(one, "watchlist") + "/" + text(one, "rule"),
                around().say(crowd ? "case.crowd" : "case.except", text(one, crowd ? "authors" : "except")),
                around().say(
                                "case.tested",
                                one.path("falseAlarms").size(),
                                text(one, "silenced"),
                                text(one, "looked"),
                                text(one, "quiet")));
    }

    private int refine(Access access, String refinement) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (by != null) {
            body.put("by", by);
        }
        Access.Answer answer = access.post("/api/refinements/" + id(refinement) + "/accept", body);
        if (!answer.ok()) {
            return refused(answer, "");
        }
        tell("case.refined");
        return OK;
    }

    private int done(Access access, String measure, ZoneId zone) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (by != null) {
            body.put("by", by);
        }
        Access.Answer answer = access.post("/api/measures/" + id(measure) + "/done", body);
        if (!answer.ok()) {
            return refused(answer, around().say("case.no-such-action", plain(measure)));
        }
        print(json() ? Json.line(answer.body()) : task(answer.body(), zone));
        return OK;
    }
}
