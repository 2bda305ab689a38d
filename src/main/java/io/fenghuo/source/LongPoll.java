package io.fenghuo.source;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON interface that holds each request until it has something to say (RFC 6202 §2). What it answers is read as {@link JsonSource} does, the
 * mark of {@code page:} goes into the next request, and that follows at once. An answer without anything, and none until {@code hold} is
 * over, are usual. A server that does not hold is asked at the source's own pace, so that it is not asked in a circle.
 */
final class LongPoll implements Source {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** What a held request may take beyond {@code hold}, for the way there and back. */
    private static final Duration WAY = Duration.ofSeconds(10);
    /** A server that answers sooner with nothing new does not hold. */
    private static final Duration HELD = Duration.ofSeconds(1);

    private final JsonSource json;
    private final Duration hold;

    LongPoll(SourceSpec spec, ZoneId zone) {
        json = new JsonSource(spec, zone, true);
        hold = Manners.held(spec);
    }

    @Override
    public Request request(@Nullable String cursor, Instant now) {
        Request plain = json.request(cursor, now);
        return new Request(plain.url(), plain.headers(), plain.conduct().held(hold.plus(WAY)), plain.body());
    }

    @Override
    public Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) throws SourceException {
        if (new String(body, StandardCharsets.UTF_8).isBlank()) {
            return new Parsed(List.of(), null);
        }
        Parsed parsed = json.parse(body, headers, cursor, now);
        return new Parsed(parsed.posts(), parsed.cursor());
    }

    @Override
    public Map<String, Integer> caught(byte[] body, Headers headers, Instant now) throws SourceException {
        return body.length == 0 ? Map.of() : json.caught(body, headers, now);
    }

    @Override
    public @Nullable Duration rest(Duration took, boolean fresh) {
        return fresh || took.compareTo(HELD) >= 0 ? Duration.ZERO : null;
    }

    static List<Trouble> problems(SourceSpec spec) {
        String said = Polite.option(spec, "hold");
        Duration span = said == null ? Manners.HOLD : Polite.span(said);
        if (span == null || span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0) {
            return List.of(Trouble.of("spec.hold", String.valueOf(said)));
        }
        Object page = spec.options().get("page");
        boolean goesOn = page instanceof Map<?, ?> map && (map.containsKey("cursor") || map.containsKey("since"));
        return goesOn ? List.of() : List.of(Trouble.of("spec.longpoll-page"));
    }
}
