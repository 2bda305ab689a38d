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

/** {@code outbox list|show ID|retry ID|drop ID}: what was told to whom, and what to do about what was not. */
@picocli.CommandLine.Command(name = "outbox")
final class Outbox extends Acting {
    private static final List<String> VERBS = List.of("list", "show", "retry", "drop");

    @Parameters(index = "0", arity = "0..1", paramLabel = "WHAT", defaultValue = "list")
    private String what = "list";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID")
    private @Nullable String id;

    @Option(names = "--state", paramLabel = "STATE")
    private @Nullable String state;

    @Option(names = "--channel", paramLabel = "ID")
    private @Nullable String channel;

    @Option(names = "--incident", paramLabel = "ID")
    private @Nullable String incident;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100")
    private int limit = 100;

    @Option(names = "--reason", paramLabel = "TEXT")
    private @Nullable String reason;

    @Option(names = "--by", paramLabel = "PERSON")
    private @Nullable String by;

    Outbox(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        if (!VERBS.contains(what)) {
            throw new Misuse(around().say("verb", what, String.join(", ", VERBS)));
        }
        ZoneId zone = settings.zone();
        if (what.equals("list")) {
            try (Access access = access(settings)) {
                return list(access, zone);
            }
        }
        if (id == null) {
            throw new Misuse(around().say("id-missing", "outbox " + what + " ID"));
        }
        if (what.equals("drop") && (reason == null || reason.isBlank())) {
            throw new Misuse(around().say("outbox.reason-missing"));
        }
        try (Access access = access(settings)) {
            return what.equals("show") ? show(access, id, zone) : change(access, id, zone);
        }
    }

    private int list(Access access, ZoneId zone) {
        String query = "?limit=" + limit
                + (state == null ? "" : "&state=" + id(state))
                + (channel == null ? "" : "&channel=" + id(channel))
                + (incident == null ? "" : "&incident=" + id(incident));
        Access.Answer answer = access.get("/api/deliveries" + query);
        if (!answer.ok()) {
            return refused(answer, "");
        }
        JsonNode deliveries = answer.body().path("deliveries");
        deliveries.forEach(one -> print(json() ? Json.line(one) : line(one, zone)));
        if (deliveries.isEmpty()) {
            tell("outbox.none");
        }
        return OK;
    }

    private String line(JsonNode one, ZoneId zone) {
        String person = text(one, "person");
        return String.join(
                "  ",
                text(one, "id"),
                word("delivery", text(one, "state")),
                moment(one.path("createdAt").asText(one.path("notBefore").asText()), zone),
                person.isEmpty() ? text(one, "channel") : person + "@" + text(one, "channel"),
                around().say("outbox.attempts", one.path("attempts").asText()),
                text(one, "why") + fate(one));
    }

    /** What became of one that got no message of its own. */
    private String fate(JsonNode one) {
        String toldIn = text(one, "toldIn");
        if (!toldIn.isEmpty()) {
            // Nothing merges what is taken out: a later notice of the same incident took its place.
            String how = text(one, "state").equals("dropped") ? "outbox.overtaken" : "outbox.told-in";
            return "  " + around().say(how, toldIn);
        }
        boolean edit = text(one, "manner").equals("edit")
                && text(one, "state").equals("dropped")
                && text(one, "outcome").startsWith("not sent");
        return edit ? "  " + around().say("outbox.not-editable") : "";
    }

    private int show(Access access, String delivery, ZoneId zone) {
        Access.Answer answer = access.get("/api/deliveries/" + id(delivery));
        if (!answer.ok()) {
            return refused(answer, around().say("outbox.unknown", plain(delivery)));
        }
        JsonNode one = answer.body();
        if (json()) {
            print(Json.line(one));
            return OK;
        }
        print(line(one, zone));
        if (!text(one, "incident").isEmpty()) {
            print(around().say("outbox.incident", text(one, "incident")));
        }
        String outcome = text(one, "outcome");
        print(around().say("outbox.reply", outcome.isEmpty() || outcome.equals("null") ? "-" : outcome));
        for (JsonNode attempt : one.path("tries")) {
            String reply = text(attempt, "reply");
            print(around().say(
                            "outbox.attempt",
                            attempt.path("number").asText(),
                            moment(attempt.path("at").asText(), zone),
                            reply.isEmpty() || reply.equals("null")
                                    ? around().say("outbox.unanswered")
                                    : plain(reply)));
        }
        if (text(one, "state").equals("pending")) {
            print(around().say("outbox.next", moment(one.path("notBefore").asText(), zone)));
        }
        if (one.path("tells").asInt() > 1) {
            print(around().say("outbox.tells", one.path("tells").asText()));
        }
        print(around().say(one.path("fixed").asBoolean() ? "outbox.sent" : "outbox.would"));
        one.path("content").forEach(line -> print("  " + plain(line.asText())));
        return OK;
    }

    private int change(Access access, String delivery, ZoneId zone) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (by != null) {
            body.put("by", by);
        }
        if (reason != null) {
            body.put("reason", reason);
        }
        Access.Answer answer = access.post("/api/deliveries/" + id(delivery) + "/" + what, body);
        if (!answer.ok()) {
            return refused(answer, around().say("outbox.unknown", plain(delivery)));
        }
        print(json() ? Json.line(answer.body()) : line(answer.body(), zone));
        if (!access.serving() && what.equals("retry")) {
            tell("not-serving");
        }
        return OK;
    }
}
