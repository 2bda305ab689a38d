package io.fenghuo.platform.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Refusal;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A live video whose chat is to be found: {@code liveStreamingDetails.activeLiveChatId} of videos.list (one unit), there while it is live. Immutable. */
final class LiveVideo implements StreamSource {
    private final SourceSpec spec;
    private final String video;
    private final ChatItems items;

    LiveVideo(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.video = Entry.text(spec, "video");
        this.items = new ChatItems(spec, video, zone);
    }

    @Override
    public Prologue prologue(@Nullable String cursor, Instant now) {
        return new Prologue() {
            @Override
            public Request request() {
                return Calls.get(spec, "videos", "part", "liveStreamingDetails", "id", video);
            }

            @Override
            public Agreed answered(byte[] body, Headers headers, Instant then) throws SourceException {
                JsonNode details = Caught.tree(body).path("items").path(0).path("liveStreamingDetails");
                String chat = details.path("activeLiveChatId").asText("");
                if (chat.isEmpty()) {
                    throw new SourceException("youtube.not-live", video);
                }
                return new Agreed(new LiveChatStream(spec, chat, items), new Parsed(List.of(), null));
            }

            @Override
            public @Nullable Refusal refused(int status, byte[] body) {
                return Calls.refused(status, body);
            }
        };
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        throw new IllegalStateException("a chat is opened by what videos.list answered");
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) {
        throw new IllegalStateException("a chat is heard by what videos.list answered");
    }
}
