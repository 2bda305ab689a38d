package io.fenghuo.platform.discord;

import io.fenghuo.platform.Entry;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code discord}: what is written on servers a bot was invited to. Options: {@code token} (the bot's, with the intent MESSAGE CONTENT turned on),
 * {@code channels} (ids of those that are read; default all the bot sees).
 */
public final class Discord implements SourceType {

    @Override
    public String word() {
        return "discord";
    }

    @Override
    public Way way() {
        return Way.LISTEN;
    }

    @Override
    public @Nullable Keys keys() {
        return Keys.of(Keys.STREAMED, List.of("token", "channels"), List.of("token"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        String[] schemes = spec.allowPrivate() ? new String[] {"wss", "ws"} : new String[] {"wss"};
        return Entry.problems(spec, List.of("token"), schemes);
    }

    @Override
    public StreamSource listen(SourceSpec spec, ZoneId zone) {
        return new Gateway(spec, zone);
    }
}
