package io.fenghuo.wire;

import io.fenghuo.model.Action;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What people do, as JSON. Fields beside the contract's own become the action's {@code fields}; {@code case} is one author key or several. */
public final class ActionJson {
    private static final int MAX_WORDS = 100_000;
    /** Fields any action may bring: what it answers to elsewhere, the clock it stops, what was promised. */
    private static final List<String> ANY =
            List.of("asis", "clock", "externalRef", "link", "promise", "promised", "reply", "start");
    /** What an action may bring besides. */
    private static final Map<Action.Kind, List<String>> OWN = Map.of(
            Action.Kind.HANDOVER, List.of("to"),
            Action.Kind.ANSWER, List.of("public"),
            Action.Kind.CLOSE,
                    List.of(
                            "answered",
                            "cause",
                            "compensation",
                            "lesson",
                            "measure",
                            "measureDue",
                            "measureOwner",
                            "place",
                            "reported",
                            "tags"),
            Action.Kind.MERGE, List.of("into"),
            Action.Kind.MOVE, List.of("into", "post"),
            Action.Kind.SPLIT, List.of("posts"),
            Action.Kind.SNOOZE, List.of("until"),
            Action.Kind.WAIT, List.of("until"),
            Action.Kind.RAISE, List.of("level"),
            Action.Kind.LOWER, List.of("level"));

    private ActionJson() {}

    /**
     * An action and what it is aimed at.
     *
     * @param incident the incident named in the line, as {@code simulate --actions} has it, or null
     * @param post the post whose incident is meant, or null
     */
    public record Parsed(
            Action action,
            @Nullable String incident,
            @Nullable String post) {}

    /**
     * Reads one action.
     *
     * @param by who acts when the JSON does not say; null = it must say
     * @param via from where: console, link, card, cli, api
     * @param now its moment when the JSON does not say
     * @throws WireException when it does not keep the contract
     */
    public static Parsed parse(String json, long line, @Nullable String by, String via, Instant now) {
        Fields fields = Json.object(json, line);
        Action.Kind kind = fields.name("action", Action.Kind.class);
        if (kind == null) {
            throw fields.missing("action");
        }
        String named = fields.id("by");
        String actor = named == null ? by : named;
        if (actor == null) {
            throw fields.missing("by");
        }
        Instant at = fields.time("at");
        Long version = fields.count("version");
        String text = fields.text("text", MAX_WORDS);
        List<String> customers = fields.texts("case");
        String incident = fields.id("incident");
        String post = fields.id("post");
        fields.ignore("via");
        Map<String, String> more = fields.scalars();
        refuseStrange(more, kind, line);
        return new Parsed(
                new Action(kind, actor, via, at == null ? now : at, version, text, customers, more), incident, post);
    }

    /** A field nobody reads is a slip of the pen, and what was meant by it would not happen. */
    private static void refuseStrange(Map<String, String> more, Action.Kind kind, long line) {
        SortedSet<String> known = known(kind);
        for (String name : more.keySet()) {
            if (!known.contains(name)) {
                throw new WireException(
                        line, "/" + name, WireException.Fault.BAD_FIELD, name, String.join(", ", known));
            }
        }
    }

    /** The fields an action of this kind may bring beside those every one has. */
    static SortedSet<String> known(Action.Kind kind) {
        SortedSet<String> known = new TreeSet<>(ANY);
        known.addAll(OWN.getOrDefault(kind, List.of()));
        return known;
    }

    /** The action in one line. */
    public static String write(Action action, ZoneId zone) {
        return Out.object(zone, out -> {
            out.name("action", action.kind())
                    .text("by", action.by())
                    .text("via", action.via())
                    .time("at", action.at())
                    .number("version", action.version())
                    .text("text", action.text());
            if (!action.customers().isEmpty()) {
                out.texts("case", action.customers());
            }
            out.all(action.fields());
        });
    }
}
