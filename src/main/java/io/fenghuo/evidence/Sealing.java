package io.fenghuo.evidence;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a timeline says of its records: their digests, and which of them were erased or have expired. */
public final class Sealing {
    /** Events of the timeline. */
    public static final String KEPT = "evidence.kept";

    public static final String ERASED = "evidence.erased";
    public static final String EXPIRED = "evidence.expired";
    public static final String STAMPED = "evidence.stamped";
    public static final String EXPORTED = "evidence.exported";

    private final Map<Long, String> digests = new TreeMap<>();
    private final Set<Long> erased = new HashSet<>();

    private Sealing() {}

    /** The facts of a line that seals records. */
    public static Map<String, String> facts(long first, Collection<String> digests) {
        return Map.of("records", first + "-" + (first + digests.size() - 1), "digests", String.join(" ", digests));
    }

    static Sealing of(List<Line> lines) {
        Sealing sealing = new Sealing();
        lines.forEach(sealing::read);
        return sealing;
    }

    private void read(Line line) {
        String records = line.facts().getOrDefault("records", "");
        switch (line.event()) {
            case KEPT -> {
                long seq = Long.parseLong(records.split("-", 2)[0]);
                for (String digest : line.facts().getOrDefault("digests", "").split(" ", -1)) {
                    digests.put(seq++, digest);
                }
            }
            case ERASED -> {
                for (String seq : records.split(" ", -1)) {
                    erased.add(Long.parseLong(seq));
                }
            }
            case EXPIRED -> digests.clear();
            default -> {
                // tells nothing about records
            }
        }
    }

    /** Record → digest, of those that must be there. */
    Map<Long, String> digests() {
        return new TreeMap<>(digests);
    }

    boolean isErased(long seq) {
        return erased.contains(seq);
    }
}
