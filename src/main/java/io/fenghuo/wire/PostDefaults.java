package io.fenghuo.wire;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Role;
import java.time.Instant;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a post is given that leaves something out.
 *
 * @param source the source of posts that name none; null = they must name one
 * @param thread the thread of posts that name none; null = their own id
 * @param now the publishedAt and receivedAt of posts that name none
 * @param ids the id of a post without one, from its line number (or its place in an array, from 1); null = it must have one
 * @param simulated whether receivedAt falls back to publishedAt instead of {@code now}
 */
public record PostDefaults(
        @Nullable String source,
        @Nullable String thread,
        Kind kind,
        Role role,
        Instant now,
        @Nullable LongFunction<String> ids,
        boolean simulated) {

    /** Posts must bring their id; kind comment, role customer. */
    public static PostDefaults strict(@Nullable String source, Instant now) {
        return new PostDefaults(source, null, Kind.COMMENT, Role.CUSTOMER, now, null, false);
    }

    /** A post without an id is named by its line number, as {@code match} and {@code assess} do. */
    public static PostDefaults numbered(String source, Instant now) {
        return strict(source, now).withIds(Long::toString);
    }

    public PostDefaults withIds(LongFunction<String> value) {
        return new PostDefaults(source, thread, kind, role, now, value, simulated);
    }

    public PostDefaults withThread(@Nullable String value) {
        return new PostDefaults(source, value, kind, role, now, ids, simulated);
    }

    public PostDefaults withKind(Kind value) {
        return new PostDefaults(source, thread, value, role, now, ids, simulated);
    }

    public PostDefaults withRole(Role value) {
        return new PostDefaults(source, thread, kind, value, now, ids, simulated);
    }

    /** As {@code simulate} reads: receivedAt, else publishedAt. */
    public PostDefaults simulating() {
        return new PostDefaults(source, thread, kind, role, now, ids, true);
    }
}
