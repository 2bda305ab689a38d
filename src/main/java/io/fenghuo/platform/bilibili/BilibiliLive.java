package io.fenghuo.platform.bilibili;

import io.fenghuo.platform.Entry;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code bilibili-live}: what is said in the live room of a host who gave us the identity code. Entry: {@code app} (the number of our app),
 * {@code key} and {@code secret} (access key id and secret), {@code code} (the host's identity code).
 */
public final class BilibiliLive implements SourceType {
    private static final List<String> NEEDED = List.of("app", "key", "secret", "code");

    @Override
    public String word() {
        return "bilibili-live";
    }

    @Override
    public Way way() {
        return Way.LISTEN;
    }

    @Override
    public @Nullable Keys keys() {
        return Keys.of(Keys.STREAMED, NEEDED, List.of("key", "secret", "code"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(Entry.problems(spec, NEEDED, Entry.schemes(spec)));
        String app = Entry.text(spec, "app");
        if (!app.isEmpty() && !app.matches("[1-9]\\d{0,17}")) {
            troubles.add(Trouble.of("bilibili.app-number", app));
        }
        return troubles;
    }

    @Override
    public StreamSource listen(SourceSpec spec, ZoneId zone) {
        return new LiveRoom(spec, zone);
    }
}
