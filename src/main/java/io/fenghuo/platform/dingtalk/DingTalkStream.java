package io.fenghuo.platform.dingtalk;

import io.fenghuo.platform.Entry;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code dingtalk-stream}: what mentions the bot of your company's own app in DingTalk groups. Entry: {@code client-id} and {@code client-secret} of
 * the app, {@code chats} (conversation ids of the groups that are read; default all the bot is in).
 */
public final class DingTalkStream implements SourceType {
    private static final List<String> NEEDED = List.of("client-id", "client-secret");

    @Override
    public String word() {
        return "dingtalk-stream";
    }

    @Override
    public Way way() {
        return Way.LISTEN;
    }

    @Override
    public @Nullable Keys keys() {
        return Keys.of(Keys.STREAMED, List.of("client-id", "client-secret", "chats"), List.of("client-secret"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        return Entry.problems(spec, NEEDED, Entry.schemes(spec));
    }

    @Override
    public StreamSource listen(SourceSpec spec, ZoneId zone) {
        return new Gateway(spec, zone);
    }
}
