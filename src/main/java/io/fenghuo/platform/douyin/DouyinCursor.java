package io.fenghuo.platform.douyin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fenghuo.platform.Marks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader of comments stands.
 *
 * @param item which video is being read, by its place in the entry
 * @param page the platform's mark of its next page; 0 = the first
 * @param walked pages of it that were read in this go
 * @param pending the time of its newest comment in this go, in seconds
 * @param until video → the time up to which it was read
 * @param totals comment → how many replies it had when they were read, the last read last
 * @param queue comments whose replies are to be read, each with their number
 * @param replyPage the platform's mark of the next page of the first one's replies
 * @param replyWalked pages of these that were read
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record DouyinCursor(
        @JsonProperty("item") int item,
        @JsonProperty("page") long page,
        @JsonProperty("walked") int walked,
        @JsonProperty("pending") long pending,
        @JsonProperty("until") Map<String, Long> until,
        @JsonProperty("totals") Map<String, Long> totals,
        @JsonProperty("queue") List<String> queue,
        @JsonProperty("replyPage") long replyPage,
        @JsonProperty("replyWalked") int replyWalked) {
    /** Comments whose number of replies is remembered. */
    private static final int TOTALS = 150;

    private static final DouyinCursor EMPTY = new DouyinCursor(0, 0, 0, 0, Map.of(), Map.of(), List.of(), 0, 0);

    DouyinCursor {
        until = until == null ? Map.of() : new LinkedHashMap<>(until);
        totals = totals == null ? Map.of() : new LinkedHashMap<>(totals);
        queue = queue == null ? List.of() : List.copyOf(queue);
    }

    static DouyinCursor of(@Nullable String text) {
        return Marks.read(text, DouyinCursor.class, EMPTY);
    }

    String text() {
        return Marks.text(this);
    }

    /** Nothing is left to be read in this go. */
    boolean resting() {
        return item == 0 && page == 0 && queue.isEmpty();
    }

    /** The next page of the same video. */
    DouyinCursor on(long next, long newest, List<String> waiting) {
        return new DouyinCursor(item, next, walked + 1, newest, until, totals, waiting, 0, 0);
    }

    /** This video is read up to {@code newest}; the next one, or rest. */
    DouyinCursor done(String video, long newest, int items, List<String> waiting) {
        Map<String, Long> after = new LinkedHashMap<>(until);
        if (newest > 0) {
            after.merge(video, newest, Math::max);
        }
        return new DouyinCursor(item + 1 < items ? item + 1 : 0, 0, 0, 0, after, totals, waiting, 0, 0);
    }

    /** The next page of the same comment's replies. */
    DouyinCursor replies(long next) {
        return new DouyinCursor(item, page, walked, pending, until, totals, queue, next, replyWalked + 1);
    }

    /** The first comment's replies are read. */
    DouyinCursor replied(String comment, long total) {
        Map<String, Long> after = new LinkedHashMap<>(totals);
        after.remove(comment);
        after.put(comment, total);
        while (after.size() > TOTALS) {
            after.remove(after.keySet().iterator().next());
        }
        return new DouyinCursor(item, page, walked, pending, until, after, queue.subList(1, queue.size()), 0, 0);
    }

    /** At the head again; what was read is not forgotten. */
    DouyinCursor settled() {
        return new DouyinCursor(0, 0, 0, 0, until, totals, List.of(), 0, 0);
    }
}
