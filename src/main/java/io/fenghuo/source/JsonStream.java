package io.fenghuo.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket or an event stream whose messages are JSON; see {@link JsonItems} for its map. A message in which the pointers catch no text,
 * such as a heartbeat or a gift, is no post. Options: {@code subscribe} (a text or object, or a list of them, sent after connecting),
 * {@code heartbeat: {every, send}}, {@code idle} (a span after which silence counts as a dead connection), {@code events} (the event types
 * to read; default all).
 */
final class JsonStream implements StreamSource {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SourceSpec spec;
    private final JsonItems items;
    private final boolean resumes;
    private final List<Frame> greeting;
    private final @Nullable Heartbeat heartbeat;
    private final @Nullable Duration idle;
    private final Set<String> events;

    /**
     * A stream.
     *
     * @param resumes whether it goes on after the last event id
     */
    JsonStream(SourceSpec spec, ZoneId zone, boolean resumes) {
        this.spec = spec;
        this.items = new JsonItems(spec, zone);
        this.resumes = resumes;
        this.greeting = list(spec.options().get("subscribe")).stream()
                .map(JsonStream::message)
                .map(Frame::of)
                .toList();
        this.heartbeat = heartbeat(spec);
        this.idle = Polite.span(Polite.option(spec, "idle"));
        this.events = Set.copyOf(
                list(spec.options().get("events")).stream().map(String::valueOf).toList());
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        Map<String, Secret> headers = new HashMap<>(spec.headers());
        String last = Cursor.of(cursor).last();
        if (resumes) {
            headers.put("Accept", Secret.of("text/event-stream"));
            headers.put("Cache-Control", Secret.of("no-cache"));
            if (last != null && !last.isEmpty()) {
                headers.put("Last-Event-ID", Secret.of(last));
            }
        }
        return new Request(Polite.url(spec), headers);
    }

    @Override
    public List<Frame> greeting() {
        return greeting;
    }

    @Override
    public @Nullable Heartbeat heartbeat() {
        return heartbeat;
    }

    @Override
    public @Nullable Duration idle() {
        return idle;
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        String after = Cursor.of(cursor).event(resumes ? frame.id() : null).text();
        boolean read = frame.type() == null || events.isEmpty() || events.contains(frame.type());
        return new Parsed(read ? items.read(frame.text(), now).posts() : List.of(), after);
    }

    static @Nullable Heartbeat heartbeat(SourceSpec spec) {
        if (!(spec.options().get("heartbeat") instanceof Map<?, ?> beat)) {
            return null;
        }
        Duration every = Polite.span(String.valueOf(beat.get("every")));
        return every == null || every.isZero() || beat.get("send") == null
                ? null
                : new Heartbeat(every, Frame.of(message(beat.get("send"))));
    }

    private static List<?> list(@Nullable Object value) {
        return value == null ? List.of() : value instanceof List<?> several ? several : List.of(value);
    }

    private static String message(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(notJson);
        }
    }
}
