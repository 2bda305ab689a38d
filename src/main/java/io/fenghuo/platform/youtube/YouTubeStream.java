package io.fenghuo.platform.youtube;

import io.fenghuo.platform.Entry;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code youtube-stream}: the chat of a live stream, told as it is said. Options: {@code key} (of the Data API), {@code video} (the id of the live
 * video; its chat is found once it is live).
 */
public final class YouTubeStream implements SourceType {
    private static final List<String> NEEDED = List.of("key", "video");

    @Override
    public String word() {
        return "youtube-stream";
    }

    @Override
    public Way way() {
        return Way.LISTEN;
    }

    @Override
    public @Nullable Keys keys() {
        return Keys.of(Keys.STREAMED, NEEDED, List.of("key"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        return Entry.problems(spec, NEEDED, Entry.schemes(spec));
    }

    @Override
    public StreamSource listen(SourceSpec spec, ZoneId zone) {
        return new LiveVideo(spec, zone);
    }
}
