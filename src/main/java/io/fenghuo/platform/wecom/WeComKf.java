package io.fenghuo.platform.wecom;

import io.fenghuo.platform.Entry;
import io.fenghuo.source.Hook;
import io.fenghuo.source.Manners;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.Trouble;
import io.fenghuo.wire.WeComCrypt;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code wecom-kf}: what customers and agents write in 微信客服. Entry: {@code corpid}, {@code secret} (of the app that may call the interface),
 * {@code kfid} (one account only), and for the callback to {@code /hooks/ID} {@code token} and {@code aes-key}. Without a callback it is read
 * every so often, which WeCom allows seldom only.
 */
public final class WeComKf implements SourceType {
    private static final List<String> NEEDED = List.of("corpid", "secret");
    /** Too many calls without a token are refused for a minute (45009), so that a read that failed has to wait as long. */
    private static final Duration LEAST = Duration.ofSeconds(60);

    @Override
    public String word() {
        return "wecom-kf";
    }

    @Override
    public Way way() {
        return Way.POLL;
    }

    @Override
    public @Nullable Keys keys() {
        return Keys.of(
                Keys.POLLED,
                List.of("corpid", "secret", "kfid", "token", "aes-key"),
                List.of("secret", "token", "aes-key"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(Entry.problems(spec, NEEDED, Entry.schemes(spec)));
        troubles.addAll(Manners.problems(spec));
        if (spec.every().compareTo(LEAST) < 0) {
            troubles.add(Trouble.of("wecom.every", spec.every().toSeconds()));
        }
        String token = Entry.text(spec, "token");
        String key = Entry.text(spec, "aes-key");
        if (token.isEmpty() != key.isEmpty() || (!key.isEmpty() && !WeComCrypt.key(key))) {
            troubles.add(Trouble.of("wecom.callback"));
        }
        return troubles;
    }

    @Override
    public Source poll(SourceSpec spec, ZoneId zone) {
        return new KfSource(spec, zone);
    }

    @Override
    public @Nullable Hook hook(SourceSpec spec, ZoneId zone) {
        return Entry.text(spec, "token").isEmpty() ? null : new KfHook(spec);
    }
}
