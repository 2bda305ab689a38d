package io.fenghuo.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket, an event stream or an endless body of lines whose messages are JSON; see {@link JsonItems} for its map. A message in which the
 * pointers catch no text, such as a heartbeat or a gift, is no post. Options: {@code subscribe} (a text or object, or a list of them, sent
 * after connecting), {@code heartbeat: {every, send|binary|ping}}, {@code reply: {to, send}} (what answers a message that begins so), {@code
 * unpack} (see {@link Unpacking}), {@code resume} (see {@link Resume}), {@code idle} (a span after which silence counts as a dead
 * connection), {@code events} (the event types to read; default all).
 */
final class JsonStream implements StreamSource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Framing, String> ACCEPT = Map.of(
            Framing.EVENTS, "text/event-stream",
            Framing.LINES, "application/x-ndjson, application/json;q=0.9, */*;q=0.1");

    private final SourceSpec spec;
    private final JsonItems items;
    private final Framing framing;
    private final @Nullable Resume resume;
    private final @Nullable Heartbeat heartbeat;
    private final @Nullable Duration idle;
    private final Set<String> events;
    private final String unpack;

    JsonStream(SourceSpec spec, ZoneId zone, Framing framing) {
        this.spec = spec;
        this.items = new JsonItems(spec, zone);
        this.framing = framing;
        this.resume = Resume.of(spec);
        this.heartbeat = heartbeat(spec);
        this.idle = Polite.span(Polite.option(spec, "idle"));
        this.events = Set.copyOf(
                list(spec.options().get("events")).stream().map(String::valueOf).toList());
        this.unpack = Objects.requireNonNullElse(Polite.option(spec, "unpack"), "auto");
    }

    @Override
    public Framing framing() {
        return framing;
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        Map<String, Secret> headers = new HashMap<>();
        Cursor before = Cursor.of(cursor);
        if (ACCEPT.containsKey(framing)) {
            headers.put("Accept", Secret.of(Objects.requireNonNull(ACCEPT.get(framing))));
            headers.put("Cache-Control", Secret.of("no-cache"));
        }
        String last = before.last();
        if (framing == Framing.EVENTS && last != null && !last.isEmpty()) {
            headers.put("Last-Event-ID", Secret.of(last));
        }
        spec.headers().forEach((name, value) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
        });
        String url = Polite.url(spec);
        return new Request(resume == null ? url : resume.url(url, before.since()), headers, Conduct.of(spec), null);
    }

    @Override
    public List<Message> greeting(@Nullable String cursor, Instant now) {
        String mark = Cursor.of(cursor).since();
        return list(spec.options().get("subscribe")).stream()
                .map(each -> message(Resume.filled(each, resume, mark)))
                .toList();
    }

    @Override
    public @Nullable Heartbeat heartbeat() {
        return heartbeat;
    }

    @Override
    public @Nullable Message reply(Frame frame) {
        return spec.options().get("reply") instanceof Map<?, ?> reply
                        && frame.text().startsWith(Manners.revealed(reply.get("to")))
                ? message(Resume.filled(reply.get("send"), null, null))
                : null;
    }

    @Override
    public @Nullable Duration idle() {
        return idle;
    }

    @Override
    public boolean replays(@Nullable String cursor) {
        Cursor before = Cursor.of(cursor);
        return resume == null ? framing == Framing.EVENTS && before.last() != null : before.since() != null;
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        Cursor after = Cursor.of(cursor).heard();
        after = framing == Framing.EVENTS ? after.event(frame.id()) : after;
        if (frame.type() != null && !events.isEmpty() && !events.contains(frame.type())) {
            return new Parsed(List.of(), after.text());
        }
        byte[] bytes = frame.bytes();
        String text = bytes == null ? frame.text() : Decoding.text(Unpacking.plain(bytes, unpack), null);
        JsonItems.Found found = items.message(text, now);
        String mark = resume == null ? null : resume.mark(found.root());
        return new Parsed(found.posts(), (mark == null ? after : after.since(mark)).text());
    }

    static @Nullable Heartbeat heartbeat(SourceSpec spec) {
        if (!(spec.options().get("heartbeat") instanceof Map<?, ?> beat)
                || !Set.of("every", "send", "binary", "ping").containsAll(beat.keySet())) {
            return null;
        }
        Duration every = Polite.span(Manners.revealed(beat.get("every")));
        Message message = beaten(beat);
        return every == null || every.compareTo(NextPoll.SHORTEST) < 0 || message == null
                ? null
                : new Heartbeat(every, message);
    }

    private static @Nullable Message beaten(Map<?, ?> beat) {
        if (beat.size() != 2) {
            return null;
        }
        if (beat.get("binary") != null) {
            try {
                return Message.binary(Base64.getDecoder().decode(Manners.revealed(beat.get("binary"))));
            } catch (IllegalArgumentException noBase64) {
                return null;
            }
        }
        if (beat.get("send") != null) {
            return message(Resume.filled(beat.get("send"), null, null));
        }
        return "true".equals(Manners.revealed(beat.get("ping"))) ? Message.ping() : null;
    }

    /** Everything that is wrong with these options. */
    static List<Trouble> problems(SourceSpec spec) {
        if (spec.options().get("heartbeat") != null && heartbeat(spec) == null) {
            return List.of(Trouble.of("spec.heartbeat"));
        }
        Object reply = spec.options().get("reply");
        boolean answer =
                reply == null || (reply instanceof Map<?, ?> map && map.keySet().equals(Set.of("to", "send")));
        if (!answer
                || (reply instanceof Map<?, ?> map
                        && Manners.revealed(map.get("to")).isBlank())) {
            return List.of(Trouble.of("spec.reply"));
        }
        String unpack = Polite.option(spec, "unpack");
        return unpack == null || Unpacking.WAYS.contains(unpack)
                ? List.of()
                : List.of(Trouble.of("spec.unpack", unpack, String.join(" ", Unpacking.WAYS)));
    }

    private static List<?> list(@Nullable Object value) {
        return value == null ? List.of() : value instanceof List<?> several ? several : List.of(value);
    }

    private static Message message(@Nullable Object value) {
        if (value instanceof String text) {
            return Message.text(text);
        }
        try {
            return Message.text(JSON.writeValueAsString(value));
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(notJson);
        }
    }
}
