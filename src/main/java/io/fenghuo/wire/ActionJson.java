package io.fenghuo.wire;

import io.fenghuo.model.Action;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people do, as JSON. Fields beside the contract's own become the action's {@code fields}; {@code case} is one author key or several. */
public final class ActionJson {
    private static final int MAX_WORDS = 100_000;

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
        return new Parsed(
                new Action(kind, actor, via, at == null ? now : at, version, text, customers, more), incident, post);
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
