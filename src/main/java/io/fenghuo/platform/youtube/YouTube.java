package io.fenghuo.platform.youtube;

import io.fenghuo.platform.Entry;
import io.fenghuo.source.Manners;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.Trouble;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code youtube}: comments of a video, or the chat of a live stream. Options: {@code key} (of the Data API), {@code video} (its id) or {@code
 * live} (the id of the chat, {@code liveStreamingDetails.activeLiveChatId} of the video); {@code quota} is needed, since the day's units are few.
 */
public final class YouTube implements SourceType {

    @Override
    public String word() {
        return "youtube";
    }

    @Override
    public Way way() {
        return Way.POLL;
    }

    @Override
    public @Nullable Keys keys() {
        return Keys.of(Keys.POLLED, List.of("key", "video", "live"), List.of("key"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(Entry.problems(spec, List.of("key"), Entry.schemes(spec)));
        troubles.addAll(Manners.problems(spec));
        troubles.addAll(Entry.oneOf(spec, "video", "live"));
        if (!spec.options().containsKey("quota")) {
            troubles.add(Trouble.of("youtube.quota"));
        }
        return troubles;
    }

    @Override
    public Source poll(SourceSpec spec, ZoneId zone) {
        return Entry.text(spec, "live").isEmpty() ? new CommentsSource(spec, zone) : new LiveChatSource(spec, zone);
    }
}
