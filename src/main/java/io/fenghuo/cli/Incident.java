package io.fenghuo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.app.Access;
import io.fenghuo.app.Settings;
import io.fenghuo.model.Action;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident list|show ID|ACTION ID}: incidents on a terminal; exit 1 when an action is refused. */
@picocli.CommandLine.Command(name = "incident")
final class Incident extends Acting {
    @Parameters(index = "0", arity = "0..1", paramLabel = "WHAT", defaultValue = "list")
    private String what = "list";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID")
    private @Nullable String id;

    @Parameters(index = "2", arity = "0..1", paramLabel = "AUTHOR")
    private @Nullable String author;

    @Option(names = "--yes")
    private boolean yes;

    @Option(names = "--all")
    private boolean all;

    @Option(names = "--by", paramLabel = "PERSON")
    private @Nullable String by;

    @Option(names = "--text", paramLabel = "TEXT")
    private @Nullable String text;

    @Option(names = "--field", paramLabel = "NAME=VALUE")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(names = "--case", paramLabel = "CUSTOMER")
    private List<String> cases = List.of();

    @Option(names = "--version", paramLabel = "N")
    private @Nullable Long version;

    Incident(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        ZoneId zone = settings.zone();
        if (what.equals("list")) {
            try (Access access = access(settings)) {
                return list(access, zone);
            }
        }
        if (what.endsWith("-link")) {
            return link(settings);
        }
        if (what.equals("forget")) {
            return forget(settings);
        }
        if (what.equals("same") || what.equals("apart")) {
            return persons(settings);
        }
        List<String> actions = Arrays.stream(Action.Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!what.equals("show") && !actions.contains(what)) {
            throw new Misuse(around().say(
                            "incident.what",
                            what,
                            "list, show, same, apart, report-link, word-link, rota-link, forget, "
                                    + String.join(", ", actions)));
        }
        if (id == null) {
            throw new Misuse(around().say("id-missing", "incident " + what + " ID"));
        }
        try (Access access = access(settings)) {
            return what.equals("show") ? show(access, id, zone) : act(access, id, zone);
        }
    }

    /** {@code same A B}: the author A (source/id) is the customer B; {@code apart A} takes it back. */
    private int persons(Settings settings) {
        boolean same = what.equals("same");
        if (id == null || (same && author == null)) {
            throw new Misuse(around().say("id-missing", same ? "incident same SRC/A SRC/B" : "incident apart SRC/A"));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("author", id);
        put(body, "as", author);
        put(body, "by", by);
        try (Access access = access(settings)) {
            Access.Answer answer = access.post("/api/persons/" + what, body);
            if (!answer.ok()) {
                return refused(answer, around().say("incident.not-same", plain(id)));
            }
            print(
                    json()
                            ? Json.line(answer.body())
                            : text(answer.body(), "author") + (same ? " = " : " | ") + text(answer.body(), "as"));
            return OK;
        }
    }

    private int forget(Settings settings) {
        Forgetting forgetting = new Forgetting(around(), id, author, by, yes);
        if (!yes && !forgetting.confirmed()) {
            tell("forget.left");
            return NO;
        }
        try (Access access = access(settings)) {
            Access.Answer answer = forgetting.ask(access);
            if (!answer.ok()) {
                return refused(answer, answer.words());
            }
            if (json()) {
                print(Json.line(answer.body()));
            } else {
                forgetting.said(answer.body()).forEach(this::print);
            }
            tell("forget.beyond");
            return OK;
        }
    }

    /** A personal link for 人工上报 or 加词; ID is whom it is for. */
    private int link(Settings settings) {
        String kind = what.substring(0, what.length() - "-link".length());
        if (!List.of("report", "word", "rota").contains(kind)) {
            throw new Misuse(around().say("incident.what", what, "report-link, word-link"));
        }
        if (id == null) {
            throw new Misuse(around().say("id-missing", "incident " + what + " PERSON"));
        }
        Map<String, Object> body = new LinkedHashMap<>(Map.of("kind", kind, "for", id));
        put(body, "days", fields.get("days"));
        try (Access access = access(settings)) {
            Access.Answer answer = access.post("/api/links", body);
            if (!answer.ok()) {
                return refused(answer, "");
            }
            print(json() ? Json.line(answer.body()) : answer.body().path("url").asText(""));
            tell("incident.link-until", moment(text(answer.body(), "until"), settings.zone()));
            return OK;
        }
    }

    private int list(Access access, ZoneId zone) {
        Access.Answer answer = access.get("/api/incidents?limit=1000&open=" + !all);
        if (!answer.ok()) {
            return refused(answer, "");
        }
        JsonNode incidents = answer.body().path("incidents");
        incidents.forEach(one -> print(json() ? Json.line(one) : line(one, zone)));
        if (incidents.isEmpty()) {
            tell(all ? "incident.none" : "incident.none-open");
        }
        return OK;
    }

    private String line(JsonNode one, ZoneId zone) {
        String owner = text(one, "owner");
        String grade = word("level", text(one, "level"));
        List<String> flags = new ArrayList<>();
        one.path("flags").forEach(flag -> flags.add(flag.asText("")));
        String shown = flags.contains("suspected") ? around().say("level.suspected", grade) : grade;
        return String.join(
                "  ",
                text(one, "id"),
                shown,
                word("state", text(one, "state")) + (owner.isEmpty() || owner.equals("null") ? "" : "(" + owner + ")"),
                clock(one, zone),
                around().say(
                                "incident.counts",
                                one.path("counts").path("posts").asText(),
                                one.path("counts").path("authors").asText()),
                text(one, "brand"),
                text(one, "title"));
    }

    /** The clock that is due next. */
    private String clock(JsonNode incident, ZoneId zone) {
        JsonNode next = null;
        for (JsonNode clock : incident.path("clocks")) {
            boolean runs = clock.path("state").asText("").equals("running");
            if (runs
                    && (next == null
                            || clock.path("due")
                                            .asText("")
                                            .compareTo(next.path("due").asText(""))
                                    < 0)) {
                next = clock;
            }
        }
        return next == null ? "-" : clockLine(next, zone);
    }

    private String clockLine(JsonNode clock, ZoneId zone) {
        return around().say(
                        "incident.due",
                        clock(text(clock, "clock"), zone),
                        moment(clock.path("due").asText(), zone));
    }

    private String clock(String name, ZoneId zone) {
        String known = word("clock", name);
        return known.equals(name) ? new Story(around().language(), zone).clock(name) : known;
    }

    private int show(Access access, String incident, ZoneId zone) {
        Access.Answer answer = access.get("/api/incidents/" + id(incident));
        if (!answer.ok()) {
            return refused(answer, around().say("incident.unknown", plain(incident)));
        }
        JsonNode one = answer.body();
        if (json()) {
            print(Json.line(one));
            return OK;
        }
        Story story = new Story(around().language(), zone);
        print(line(one, zone));
        print(around().say("incident.version", one.path("version").asText(), String.valueOf(zone)));
        one.path("reasons").forEach(reason -> print("  " + plain(reason.asText())));
        one.path("clocks")
                .forEach(clock -> print("  " + clockLine(clock, zone) + "  " + word("phase", text(clock, "state"))
                        + (clock.has("words") ? said(clock) : whose(clock))));
        one.path("posts")
                .forEach(post -> print("  > " + text(post.path("author"), "name") + "  " + text(post, "text") + "  "
                        + text(post, "url")));
        story.lines(one.path("timeline")).forEach(line -> print("  " + line));
        one.path("deliveries")
                .forEach(delivery -> print("  " + text(delivery, "id") + "  " + text(delivery, "channel") + "  "
                        + word("delivery", text(delivery, "state"))));
        return OK;
    }

    /** What a promise was read from, and by which key an action names it. */
    private String said(JsonNode clock) {
        String sure = clock.path("confirmed").asBoolean() ? "incident.promise.sure" : "incident.promise.read";
        String key = text(clock, "customer");
        return "  “" + text(clock, "words") + "” " + around().say(sure) + named(key.isEmpty() ? "-" : key);
    }

    /** By which key an action names the customer a clock belongs to. */
    private static String whose(JsonNode clock) {
        String key = text(clock, "customer");
        return key.isEmpty() ? "" : named(key);
    }

    /** As a shell takes it: what begins with # would be a comment. */
    private static String named(String key) {
        boolean bare = key.matches("[\\p{L}\\p{N}._:/-]+");
        return "  --case " + (bare ? key : "'" + key.replace("'", "'\\\\''") + "'");
    }

    private int act(Access access, String incident, ZoneId zone) {
        Map<String, Object> body = new LinkedHashMap<>(fields);
        body.put("action", what);
        put(body, "by", by);
        put(body, "text", text);
        put(body, "version", version);
        if (!cases.isEmpty()) {
            body.put("case", cases);
        }
        Access.Answer answer = access.post("/api/incidents/" + id(incident) + "/actions", body);
        if (!answer.ok()) {
            return refused(answer, around().say("incident.unknown", plain(incident)));
        }
        print(json() ? Json.line(answer.body()) : line(answer.body(), zone));
        if (!access.serving()) {
            tell("not-serving");
        }
        return OK;
    }

    private static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
