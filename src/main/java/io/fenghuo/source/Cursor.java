package io.fenghuo.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * What a built-in source remembers between two reads, as a small JSON text.
 *
 * @param etag of the last answer, sent back as {@code If-None-Match}
 * @param modified {@code Last-Modified} of the last answer, sent back as it came
 * @param body SHA-256 of the last answer: a server without ETag is not parsed again for the same bytes
 * @param found whether a selector or pointer has caught anything yet
 * @param last the last event id of a stream
 * @param next the URL of the page to go on with; null = the head
 * @param since the greatest id so far, or the mark to resume at
 * @param until the end of the span of time that was read
 * @param pending what {@code until} becomes when its last page was read
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Cursor(
        @JsonProperty("etag") @Nullable String etag,
        @JsonProperty("modified") @Nullable String modified,
        @JsonProperty("body") @Nullable String body,
        @JsonProperty("found") boolean found,
        @JsonProperty("last") @Nullable String last,
        @JsonProperty("next") @Nullable String next,
        @JsonProperty("since") @Nullable String since,
        @JsonProperty("until") @Nullable String until,
        @JsonProperty("pending") @Nullable String pending) {

    static final Cursor EMPTY = new Cursor(null, null, null, false, null, null, null, null, null);
    /** Characters of the longest mark that is kept. */
    static final int LONGEST = 1_000;

    private static final int LONGEST_URL = 4_000;
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /** Reads what {@link #text} wrote; anything else counts as nothing remembered. */
    static Cursor of(@Nullable String text) {
        if (text == null) {
            return EMPTY;
        }
        try {
            Cursor cursor = JSON.readValue(text, Cursor.class);
            return cursor == null ? EMPTY : cursor;
        } catch (JsonProcessingException unreadable) {
            return EMPTY;
        }
    }

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** After an answer with these headers and this hash. */
    Cursor answered(Headers headers, String hash, boolean caught) {
        return new Cursor(
                carried(headers.first("ETag")),
                carried(headers.first("Last-Modified")),
                hash,
                found || caught,
                last,
                next,
                since,
                until,
                pending);
    }

    /** After an event of a stream; null = it has none, so that nothing is resumed (WHATWG HTML §9.2.6, an empty id). */
    Cursor event(@Nullable String id) {
        return new Cursor(etag, modified, body, true, carried(id), next, since, until, pending);
    }

    /** The same, having caught something. */
    Cursor heard() {
        return new Cursor(etag, modified, body, true, last, next, since, until, pending);
    }

    /** The same with the page to go on with; what is too long to keep is not gone on with. */
    Cursor next(@Nullable String url) {
        String kept = url == null || url.length() > LONGEST_URL ? null : url;
        return new Cursor(etag, modified, body, found, last, kept, since, until, pending);
    }

    Cursor since(@Nullable String id) {
        return new Cursor(etag, modified, body, found, last, next, bounded(id), until, pending);
    }

    Cursor until(@Nullable String end) {
        return new Cursor(etag, modified, body, found, last, next, since, end, pending);
    }

    Cursor pending(@Nullable String end) {
        return new Cursor(etag, modified, body, found, last, next, since, until, end);
    }

    /** Without what would make an unchanged answer look like nothing new. */
    Cursor afresh() {
        return new Cursor(null, null, null, found, last, next, since, until, pending);
    }

    /** Whether a header may hold it when it is sent back (RFC 9110 §5.5), and it is short enough to keep. */
    static boolean isCarried(String mark) {
        return mark.length() <= LONGEST && mark.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == 0x7f);
    }

    private static @Nullable String carried(@Nullable String value) {
        return value != null && isCarried(value) ? value : null;
    }

    private static @Nullable String bounded(@Nullable String value) {
        return value == null || value.length() > LONGEST ? null : value;
    }
}
