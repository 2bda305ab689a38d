package io.fenghuo.platform.weibo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fenghuo.platform.Marks;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader of several lists stands.
 *
 * @param lane which list is being read, by its place
 * @param max the id at which its next page begins; 0 = the newest
 * @param walked pages of it that were read in this go
 * @param greatest the greatest id seen of it in this go
 * @param since list → the greatest id up to which it was read
 * @param asked when the platform was last asked how many calls are left, in seconds since 1970; 0 = never
 * @param left how many calls are left; -1 = not known
 * @param reset when there are all of them again
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record WeiboCursor(
        @JsonProperty("lane") int lane,
        @JsonProperty("max") long max,
        @JsonProperty("walked") int walked,
        @JsonProperty("greatest") long greatest,
        @JsonProperty("since") Map<String, Long> since,
        @JsonProperty("asked") long asked,
        @JsonProperty("left") long left,
        @JsonProperty("reset") long reset) {
    private static final WeiboCursor EMPTY = new WeiboCursor(0, 0, 0, 0, Map.of(), 0, -1, 0);

    WeiboCursor {
        since = since == null ? Map.of() : new LinkedHashMap<>(since);
    }

    static WeiboCursor of(@Nullable String text) {
        return Marks.read(text, WeiboCursor.class, EMPTY);
    }

    String text() {
        return Marks.text(this);
    }

    /** Nothing is left to be read in this go. */
    boolean resting() {
        return lane == 0 && max == 0;
    }

    /** One call less is left. */
    WeiboCursor spent() {
        return new WeiboCursor(lane, max, walked, greatest, since, asked, left > 0 ? left - 1 : left, reset);
    }

    WeiboCursor allowance(long now, long remaining, long seconds) {
        return new WeiboCursor(lane, max, walked, greatest, since, now, remaining, now + Math.max(0, seconds));
    }

    /** The next page of the same list. */
    WeiboCursor on(long next, long most) {
        return new WeiboCursor(lane, next, walked + 1, most, since, asked, left, reset);
    }

    /** This list is read; the next one, or rest. */
    WeiboCursor done(String name, long most, int lanes) {
        Map<String, Long> after = new LinkedHashMap<>(since);
        if (most > 0) {
            after.merge(name, most, Math::max);
        }
        return new WeiboCursor(lane + 1 < lanes ? lane + 1 : 0, 0, 0, 0, after, asked, left, reset);
    }

    /** At the head again; what was read is not forgotten. */
    WeiboCursor settled() {
        return new WeiboCursor(0, 0, 0, 0, since, asked, left, reset);
    }
}
