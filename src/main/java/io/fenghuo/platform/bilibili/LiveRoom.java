package io.fenghuo.platform.bilibili;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A live room that is to be entered: a call gives the address and what to say there (项目开启 {@code /v2/app/start}). Immutable. */
final class LiveRoom implements StreamSource {
    private final Calls calls;
    private final LiveMessages messages;

    LiveRoom(SourceSpec spec, ZoneId zone) {
        this.calls = new Calls(spec);
        this.messages = new LiveMessages(spec, zone);
    }

    @Override
    public Prologue prologue(@Nullable String cursor, Instant now) {
        Request start = calls.start(now);
        return new Prologue() {
            @Override
            public Request request() {
                return start;
            }

            @Override
            public Agreed answered(byte[] body, Headers headers, Instant then) throws SourceException {
                JsonNode data = Calls.data(body);
                JsonNode socket = data.path("websocket_info");
                String url = socket.path("wss_link").path(0).asText("");
                if (url.isEmpty() || !socket.path("auth_body").isTextual()) {
                    throw new SourceException("bilibili.answer", "websocket_info");
                }
                return new Agreed(
                        new LiveSession(
                                calls,
                                messages.of(data.path("anchor_info")),
                                url,
                                socket.path("auth_body").asText(),
                                data.path("game_info").path("game_id").asText("")),
                        new Parsed(List.of(), null));
            }
        };
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        throw new IllegalStateException("a room is opened by what start answered");
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) {
        throw new IllegalStateException("a room is heard by what start answered");
    }
}
