package io.fenghuo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of an incident's approved statement (口径): what everybody says about it.
 *
 * @param version from 1, grows with every draft
 * @param by who drafted it
 * @param at when it was drafted
 * @param due by when 法务 has to decide
 * @param decidedBy who approved or rejected it; null while nobody has
 * @param note why it was rejected
 * @param publishedBy who published it; null while it is not
 */
public record Statement(
        String incident,
        int version,
        String text,
        Stage stage,
        String by,
        Instant at,
        Instant due,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String note,
        @Nullable String publishedBy,
        @Nullable Instant publishedAt) {

    /** Where a version stands. */
    public enum Stage {
        /** 待法务批准 */
        DRAFT,
        /** 已批准，待发布 */
        APPROVED,
        /** 已退回 */
        REJECTED,
        /** 已发布 */
        PUBLISHED,
        /** 已被新版取代 */
        REPLACED
    }

    /** A draft nobody has decided about. */
    public static Statement draft(String incident, int version, String text, String by, Instant at, Instant due) {
        return new Statement(incident, version, text, Stage.DRAFT, by, at, due, null, null, null, null, null);
    }

    /** The same, decided. */
    public Statement decided(boolean approved, String person, Instant when, @Nullable String why) {
        Stage now = approved ? Stage.APPROVED : Stage.REJECTED;
        return new Statement(incident, version, text, now, by, at, due, person, when, why, publishedBy, publishedAt);
    }

    /** The same, published. */
    public Statement published(String person, Instant when) {
        return new Statement(
                incident, version, text, Stage.PUBLISHED, by, at, due, decidedBy, decidedAt, note, person, when);
    }

    /** The same, no longer in force: a newer version is. */
    public Statement replaced() {
        return new Statement(
                incident,
                version,
                text,
                Stage.REPLACED,
                by,
                at,
                due,
                decidedBy,
                decidedAt,
                note,
                publishedBy,
                publishedAt);
    }
}
