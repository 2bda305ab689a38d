package io.fenghuo.verticle.hearing;

import io.fenghuo.source.SourceWords;
import io.fenghuo.source.Trouble;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came over a stream and could not be read: counted, and shown for a while. Confined to the stream's context. */
final class Rubbish {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final SourceWords words;
    private long count;
    private @Nullable Trouble last;
    private Instant at = Instant.MIN;

    Rubbish(SourceWords words) {
        this.words = words;
    }

    void note(Trouble why, Instant now) {
        count++;
        at = now;
        last = Trouble.of("stream.rubbish", count, words.say(why));
    }

    /** The last of it; null when it was long ago. */
    @Nullable
    Trouble recent(Instant now) {
        return last != null && now.isBefore(at.plus(REMEMBERED)) ? last : null;
    }
}
