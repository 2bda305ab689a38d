package io.fenghuo.platform.feishu;

import io.fenghuo.platform.Entry;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code feishu-stream}: what is said in Feishu groups that a bot of your company's own app is in. Entry: {@code app-id} and {@code app-secret} of
 * the app, {@code chats} (ids of the groups that are read; default all the bot is in), {@code url} ({@code https://open.larksuite.com} for Lark).
 */
public final class FeishuStream implements SourceType {
    private static final List<String> NEEDED = List.of("app-id", "app-secret");

    @Override
    public String word() {
        return "feishu-stream";
    }

    @Override
    public Way way() {
        return Way.LISTEN;
    }

    @Override
    public @Nullable Keys keys() {
        return Keys.of(Keys.STREAMED, List.of("app-id", "app-secret", "chats"), List.of("app-secret"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        return Entry.problems(spec, NEEDED, Entry.schemes(spec));
    }

    @Override
    public StreamSource listen(SourceSpec spec, ZoneId zone) {
        return new LongConnection(spec, zone);
    }
}
