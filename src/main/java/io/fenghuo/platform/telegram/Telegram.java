package io.fenghuo.platform.telegram;

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
 * {@code telegram}: what is written where a bot was invited, fetched by long polling. Entry: {@code token} (the bot's), {@code chats} (ids or
 * names of the chats that are read; anybody may invite a bot).
 */
public final class Telegram implements SourceType {

    @Override
    public String word() {
        return "telegram";
    }

    @Override
    public Way way() {
        return Way.POLL;
    }

    @Override
    public @Nullable Keys keys() {
        return Keys.of(Keys.POLLED, List.of("token", "chats"), List.of("token"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(Entry.problems(spec, List.of("token"), Entry.schemes(spec)));
        troubles.addAll(Manners.problems(spec));
        String token = Entry.text(spec, "token");
        if (!token.isEmpty() && !token.matches("\\d{1,20}:[A-Za-z0-9_-]{10,100}")) {
            troubles.add(Trouble.of("telegram.token-shape"));
        }
        return troubles;
    }

    @Override
    public Source poll(SourceSpec spec, ZoneId zone) {
        return new UpdatesSource(spec, zone);
    }
}
