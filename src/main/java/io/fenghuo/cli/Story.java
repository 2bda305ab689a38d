package io.fenghuo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.MessageFormat;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What happened to an incident, in the words of the console and in the zone of the service: no code, no UTC. */
final class Story {
    /** The console's words, which say the same things. */
    private static final List<String> ROOMS = List.of("messages", "desks", "cases", "drills", "help", "told", "pauses");

    /** What the line says otherwise, or only programs need. */
    private static final Set<String> HIDDEN = Set.of(
            "at",
            "event",
            "incident",
            "action",
            "change",
            "actor",
            "via",
            "key",
            "seen",
            "state",
            "why",
            "args",
            "notice",
            "remarks",
            "watchlist",
            "digest",
            "digests",
            "manifest");

    private static final Set<String> ARRIVED = Set.of("delivery.delivered", "delivery.unconfirmed");
    private static final Set<String> UNTOLD = Set.of("channel.dead", "step.unreached");
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:\\d\\d)");

    private final List<ResourceBundle> rooms;
    private final ZoneId zone;

    Story(Locale language, ZoneId zone) {
        this.zone = zone;
        this.rooms = ROOMS.stream()
                .map(room -> ResourceBundle.getBundle(
                        "io.fenghuo.web." + room,
                        language,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)))
                .toList();
    }

    /** The word of the console for a value; the value itself, made harmless, when it has none. */
    String term(String prefix, String value) {
        return known(prefix, value).orElseGet(() -> Acting.plain(value));
    }

    private Optional<String> known(String prefix, String value) {
        String key = prefix + "." + value;
        return rooms.stream().filter(room -> room.containsKey(key)).findFirst().map(room -> room.getString(key));
    }

    /** The name of a clock; an authority's clock carries the authority's name. */
    String clock(String clock) {
        return term("clock", clock);
    }

    /** Each line with its time; messages of one reason that arrived one after the other are one line. */
    List<String> lines(JsonNode timeline) {
        List<String> lines = new ArrayList<>();
        String open = "";
        for (JsonNode entry : timeline) {
            String key = Acting.text(entry, "event") + " " + Acting.text(entry, "reason");
            boolean went = ARRIVED.contains(Acting.text(entry, "event"));
            if (went && key.equals(open)) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + "  " + Acting.text(entry, "ways"));
                continue;
            }
            open = went ? key : "";
            String line = told(entry) ? fate(entry) : line(entry);
            lines.add(Acting.moment(entry.path("at").asText(), zone) + "  " + line);
        }
        return lines;
    }

    /** Whether it says what became of messages. */
    private static boolean told(JsonNode entry) {
        String event = Acting.text(entry, "event");
        return (event.startsWith("delivery.") && !entry.has("delivery")) || UNTOLD.contains(event);
    }

    private String fate(JsonNode entry) {
        List<String> parts = new ArrayList<>();
        parts.add(term("event", Acting.text(entry, "event")));
        parts.add(Acting.text(entry, "ways"));
        parts.add(Acting.text(entry, "channel"));
        for (String fact : List.of("missed", "next", "spare", "said", "notices")) {
            String value = Acting.text(entry, fact);
            parts.add(value.isEmpty() ? "" : MessageFormat.format(term("told", fact), value));
        }
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("  "));
    }

    /** One line of the story, without its time: what happened, who did it, and the facts. */
    String line(JsonNode entry) {
        String action = entry.path("action").asText("");
        String change = entry.path("change").asText("");
        String event = entry.path("event").asText("");
        List<String> parts = new ArrayList<>();
        String what =
                action.isEmpty() ? term("event", change.isEmpty() ? event : "post." + change) : term("action", action);
        String actor = Acting.text(entry, "actor");
        String via = Acting.text(entry, "via");
        boolean person = !actor.isEmpty() && !actor.equals("system");
        parts.add(
                person
                        ? what + "  " + actor
                                + (via.isEmpty() || via.equals("service") ? "" : " (" + term("via", via) + ")")
                        : what);
        for (Map.Entry<String, JsonNode> fact : entry.properties()) {
            String value = fact.getValue().asText("");
            if (!HIDDEN.contains(fact.getKey()) && !value.isBlank() && !value.equals("false")) {
                parts.add(fact(fact.getKey(), value));
            }
        }
        return String.join(" · ", parts);
    }

    private String fact(String name, String value) {
        String called =
                name.startsWith("field.") ? term("form", name.substring("field.".length())) : term("fact", name);
        return value.equals("true") ? called : called + " " + value(name, value);
    }

    private String value(String name, String value) {
        return switch (name) {
            case "clock" -> clock(value);
            case "level", "from", "to" -> addressee(value);
            case "manner" -> term("manner", value.toLowerCase(Locale.ROOT));
            case "reason" -> reason(value);
            case "promise" -> term("promise", value);
            default -> moments(Acting.plain(value));
        };
    }

    /** Why a notice was sent, or why a grade rose. */
    private String reason(String value) {
        return known("notice", value.toLowerCase(Locale.ROOT)).orElseGet(() -> term("why", value));
    }

    /** A grade, a role, the groups, or a person. */
    private String addressee(String value) {
        String id = value.startsWith("role:") ? value.substring("role:".length()) : value;
        return known("target", id)
                .orElseGet(() -> known("level", value.toLowerCase(Locale.ROOT)).orElse(Acting.plain(id)));
    }

    private String moments(String text) {
        Matcher moment = MOMENT.matcher(text);
        return moment.replaceAll(found -> Matcher.quoteReplacement(moment(found.group())));
    }

    private String moment(String wire) {
        try {
            OffsetDateTime.parse(wire);
            return Acting.moment(wire, zone);
        } catch (DateTimeException other) {
            return wire;
        }
    }
}
