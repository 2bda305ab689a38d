package io.fenghuo.app.importing;

import io.fenghuo.source.Trouble;
import io.fenghuo.web.Imports;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One import as it is kept.
 *
 * @param hash SHA-256 of the file, by which rows without an id are named
 * @param map field → heading, once it has begun
 * @param startedAt when it began first: what is read later is read as of then, so that it is the same to the byte
 */
record Import(
        String id,
        String name,
        String hash,
        String by,
        Instant at,
        Imports.Stage stage,
        Imports.Wish wish,
        Map<String, String> map,
        Tally tally,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Trouble fault) {
    Import {
        map = Map.copyOf(map);
    }

    /** Whether its file is still to be read, or the rest of it. */
    boolean waits() {
        return stage == Imports.Stage.DRAFT || stage == Imports.Stage.RUNNING;
    }

    Import wished(Imports.Wish other) {
        return new Import(id, name, hash, by, at, stage, other, map, tally, startedAt, endedAt, fault);
    }

    Import begun(Map<String, String> columns, Instant now) {
        Instant first = startedAt == null ? now : startedAt;
        return new Import(id, name, hash, by, at, Imports.Stage.RUNNING, wish, columns, tally, first, null, null);
    }

    Import counted(Tally now) {
        return new Import(id, name, hash, by, at, stage, wish, map, now, startedAt, endedAt, fault);
    }

    /** The same, ended or, when {@code where} is {@link Imports.Stage#RUNNING}, to be gone on with. */
    Import ended(Imports.Stage where, @Nullable Trouble why, Instant now) {
        return new Import(id, name, hash, by, at, where, wish, map, tally, startedAt, now, why);
    }
}
