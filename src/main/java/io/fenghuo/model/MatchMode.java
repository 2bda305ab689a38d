package io.fenghuo.model;

/** How far a rule's keywords may differ from what was written. */
public enum MatchMode {
    /** Only case and width may differ. */
    EXACT,
    /** The default: also variants, traditional characters, invisible and decorative marks between Han characters. */
    FOLDED,
    /** Also same-sound, look-alike and split characters. */
    TOLERANT
}
