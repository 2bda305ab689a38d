package io.fenghuo.wire;

import io.fenghuo.model.Hit;
import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lines of {@code simulate} and of an incident's story: {@code {"at":"…","event":"incident.opened","incident":"i-1",…}}. */
public final class TimelineJson {
    private TimelineJson() {}

    /** A line with further fields, written in order of their names; they cannot replace {@code at}, {@code event} and {@code incident}. */
    public static String line(
            Instant at, String event, @Nullable String incident, Map<String, String> more, ZoneId zone) {
        return Out.object(zone, out -> {
            Map<String, String> rest = head(out, at, event, incident, more);
            out.all(rest);
        });
    }

    /** A line of the incident's story: its facts and what is personal, side by side. */
    public static String entry(TimelineEntry entry, ZoneId zone) {
        Map<String, String> more = new TreeMap<>(entry.facts());
        more.putAll(entry.personal());
        more.putIfAbsent("actor", entry.actor());
        more.putIfAbsent("via", entry.via());
        return line(entry.at(), entry.event(), entry.incident(), more, zone);
    }

    /** A line {@code hit}, with the incident it went to when it went to one. */
    public static String hit(Instant at, @Nullable String incident, Hit hit, ZoneId zone) {
        return Out.object(zone, out -> {
            head(out, at, "hit", incident, Map.of());
            HitJson.put(out, hit);
        });
    }

    /** A line {@code notice}: to whom, by which channel, why and with which words. */
    public static String notice(Instant at, @Nullable String incident, Told told, ZoneId zone) {
        return Out.object(zone, out -> {
            head(out, at, "notice", incident, Map.of());
            out.text("to", told.to())
                    .text("channel", told.channel())
                    .text("reason", told.reason())
                    .text("text", told.text());
            out.all(told.more());
        });
    }

    /**
     * One message as {@code simulate} shows it.
     *
     * @param more further fields, written after these in order of their names
     */
    public record Told(String to, String channel, String reason, String text, Map<String, String> more) {
        public Told {
            more = Map.copyOf(more);
        }

        public Told(String to, String channel, String reason, String text) {
            this(to, channel, reason, text, Map.of());
        }
    }

    private static Map<String, String> head(
            Out out, Instant at, String event, @Nullable String incident, Map<String, String> more) {
        out.time("at", at).text("event", event).text("incident", incident);
        Map<String, String> rest = new TreeMap<>(more);
        rest.remove("at");
        rest.remove("event");
        rest.remove("incident");
        return rest;
    }
}
