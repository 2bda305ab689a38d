package io.fenghuo.evidence;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a bundle is about.
 *
 * @param program who made it
 * @param incident its id
 * @param archive the name of the file with the records; "" = they have expired, or there are none
 * @param lines of the timeline
 * @param head the hash of the last of them
 * @param exportedAt when the bundle was made (ISO 8601)
 * @param salt random, so that the seal tells nothing about the facts
 * @param facts what the incident was at that moment: brand, category, title, level, state, opened
 */
public record Manifest(
        int format,
        String program,
        String incident,
        String archive,
        long lines,
        String head,
        String exportedAt,
        String salt,
        Map<String, String> facts) {
    /** The format this program writes. */
    public static final int FORMAT = 1;

    /** @throws NullPointerException when a part of it is missing, as it may be in a stranger's bundle */
    public Manifest {
        Stream.of(program, incident, archive, head, exportedAt, salt).forEach(Objects::requireNonNull);
        facts = Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(facts)));
    }

    /** What the timeline line of the export holds: SHA-256 of everything here but the end of the timeline. */
    public String seal() {
        Manifest open = new Manifest(format, program, incident, archive, 0, "", exportedAt, salt, facts);
        return Digests.sha256(Lines.write(List.of(open)));
    }

    /** The same, at the end of a timeline. */
    public Manifest at(long last, String hash) {
        return new Manifest(format, program, incident, archive, last, hash, exportedAt, salt, facts);
    }
}
