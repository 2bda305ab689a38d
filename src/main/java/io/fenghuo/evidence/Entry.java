package io.fenghuo.evidence;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code records.jsonl}: where a record lies in the archive file.
 *
 * @param position its first byte, from 0
 * @param digest SHA-256 of its bytes, those that were when it was erased
 * @param erased when it was erased (ISO 8601); null = it was not
 */
public record Entry(
        long seq,
        String kind,
        String source,
        String post,
        long position,
        long length,
        String digest,
        @Nullable String erased) {
    /** @throws NullPointerException when a part of it is missing, as it may be in a stranger's bundle */
    public Entry {
        Stream.of(kind, source, post, digest).forEach(Objects::requireNonNull);
    }
}
