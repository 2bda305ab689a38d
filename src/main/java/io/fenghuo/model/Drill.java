package io.fenghuo.model;

/**
 * What keeps a rehearsal apart from what is real: its posts come from a source no file and no sender can name, and everything they hit belongs
 * to a brand of its own, so that no key, crowd or fingerprint of the two ever meets.
 */
public final class Drill {
    /** What the ids of its sources begin with; the colon stands in no id that people give. */
    public static final String SOURCE = "drill:";
    /** What its brands begin with. */
    public static final String BRAND = "演练·";

    private Drill() {}

    /** Whether posts of this source are rehearsed. */
    public static boolean isSource(String source) {
        return source.startsWith(SOURCE);
    }

    /** The source of one rehearsal. */
    public static String source(String run) {
        return SOURCE + run;
    }

    /** The hit as that of the rehearsal's own brand. */
    public static Hit apart(Hit hit) {
        return new Hit(
                hit.post(),
                hit.source(),
                BRAND + hit.brand(),
                hit.watchlist(),
                hit.rule(),
                hit.family(),
                hit.level(),
                hit.suspected(),
                hit.category(),
                hit.match(),
                hit.spans(),
                hit.effects());
    }
}
