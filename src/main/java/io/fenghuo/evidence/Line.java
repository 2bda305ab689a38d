package io.fenghuo.evidence;

import io.fenghuo.model.TimelineEntry;
import io.fenghuo.wire.HashChain;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A line of {@code timeline.jsonl}, with everything its hash is made of.
 *
 * @param at ISO 8601 with milliseconds; what is hashed is the milliseconds since 1970
 * @param commitments of the personal fields, erased ones too
 * @param personal what was not erased
 */
public record Line(
        long seq,
        String at,
        String event,
        String actor,
        String via,
        Map<String, String> facts,
        Map<String, String> commitments,
        Map<String, Personal> personal,
        String hash) {

    /** A personal value and the salt of its commitment. */
    public record Personal(String salt, String value) {
        public Personal {
            Objects.requireNonNull(salt);
            Objects.requireNonNull(value);
        }
    }

    /** @throws NullPointerException when a part of it is missing, as it may be in a stranger's bundle */
    public Line {
        Stream.of(at, event, actor, via, hash).forEach(Objects::requireNonNull);
        facts = sorted(facts);
        commitments = sorted(commitments);
        personal = sorted(personal);
    }

    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return java.util.Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(map)));
    }

    public static Line of(
            long seq, TimelineEntry entry, Map<String, String> commitments, Map<String, String> salts, String hash) {
        Map<String, Personal> personal = new TreeMap<>();
        entry.personal().forEach((name, value) -> {
            String salt = salts.get(name);
            if (salt != null) {
                personal.put(name, new Personal(salt, value));
            }
        });
        return new Line(
                seq,
                entry.at().toString(),
                entry.event(),
                entry.actor(),
                entry.via(),
                entry.facts(),
                commitments,
                personal,
                hash);
    }

    /** Its hash as it must be after a line with hash {@code previous}. */
    String reckon(String incident, String previous, long number) {
        TimelineEntry entry = new TimelineEntry(incident, Instant.parse(at), event, actor, via, facts, Map.of());
        return HashChain.line(previous, number, entry, commitments);
    }

    /** Whether every personal value is the one that was committed to. */
    boolean isTrue() {
        return personal.entrySet().stream()
                .allMatch(field -> HashChain.commitment(
                                field.getValue().salt(), field.getValue().value())
                        .equals(commitments.get(field.getKey())));
    }
}
