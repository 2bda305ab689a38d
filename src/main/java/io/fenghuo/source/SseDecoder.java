package io.fenghuo.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an event stream into events as the WHATWG HTML standard says (section 9.2.6, "Interpreting an event stream"). Lines may end in CR,
 * LF or both, also across chunks. An event that is larger than {@value #LARGEST} bytes is dropped and counted. An id that could not be sent
 * back, for its length or for a control character in it, is ignored as the standard has one with NUL ignored. Not threadsafe.
 */
public final class SseDecoder implements Framer {
    /** Bytes of the largest line and of the largest event. */
    public static final int LARGEST = 1 << 20;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private String id;
    private @Nullable Duration retry;
    private boolean first = true;
    private boolean afterCr;
    private boolean overflow;
    private boolean hasData;
    private long dropped;

    /** A decoder whose last event id is {@code lastId} until the stream names another. */
    public SseDecoder(@Nullable String lastId) {
        id = lastId == null ? "" : lastId;
    }

    @Override
    public List<Frame> feed(byte[] chunk) {
        List<Frame> events = new ArrayList<>();
        for (byte b : chunk) {
            if (b == '\n' && afterCr) {
                afterCr = false;
                continue;
            }
            afterCr = b == '\r';
            if (b == '\n' || b == '\r') {
                endOfLine(events);
            } else if (line.size() < LARGEST) {
                line.write(b);
            } else {
                overflow = true;
            }
        }
        return events;
    }

    @Override
    public @Nullable Duration retry() {
        return retry;
    }

    @Override
    public long dropped() {
        return dropped;
    }

    private void endOfLine(List<Frame> events) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (first && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        first = false;
        if (text.isEmpty()) {
            dispatch(events);
        } else if (!text.startsWith(":")) {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            String value = colon < 0 ? "" : text.substring(colon + 1);
            field(name, value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private void field(String name, String value) {
        switch (name) {
            case "event" -> type = value;
            case "data" -> {
                if (data.length() + value.length() > LARGEST) {
                    overflow = true;
                } else {
                    data.append(value).append('\n');
                }
                hasData = true;
            }
            case "id" -> {
                if (Cursor.isCarried(value)) {
                    id = value;
                }
            }
            case "retry" -> {
                if (value.matches("[0-9]{1,9}")) {
                    retry = Duration.ofMillis(Long.parseLong(value));
                }
            }
            default -> {}
        }
    }

    private void dispatch(List<Frame> events) {
        if (overflow) {
            dropped++;
        } else if (hasData) {
            String text = data.substring(0, data.length() - 1);
            events.add(new Frame(text, id.isEmpty() ? null : id, type.isEmpty() ? "message" : type));
        }
        data.setLength(0);
        type = "";
        hasData = false;
        overflow = false;
    }
}
