package io.fenghuo.platform.twitch;

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
 * {@code twitch}: what is said in chats. Options: {@code nick} (name of your account), {@code token} (its user access token with {@code chat:read}),
 * {@code channels}.
 */
public final class Twitch implements SourceType {
    /** Chats that may be joined in ten seconds. */
    private static final int MOST = 20;

    @Override
    public String word() {
        return "twitch";
    }

    @Override
    public Way way() {
        return Way.LISTEN;
    }

    @Override
    public @Nullable Keys keys() {
        return Keys.of(Keys.STREAMED, List.of("nick", "token", "channels"), List.of("token"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        String[] schemes = spec.allowPrivate() ? new String[] {"wss", "ws"} : new String[] {"wss"};
        List<Trouble> troubles = new ArrayList<>(Entry.problems(spec, List.of("nick", "token"), schemes));
        List<String> channels = Entry.texts(spec, "channels");
        boolean sound = !channels.isEmpty()
                && channels.size() <= MOST
                && channels.stream().allMatch(one -> one.matches("#?[A-Za-z0-9_]{1,25}"));
        if (!sound) {
            troubles.add(Trouble.of("twitch.channels", MOST));
        }
        if (!Entry.text(spec, "nick").matches("[A-Za-z0-9_]{0,25}")
                || !Entry.text(spec, "token").matches("(oauth:)?[A-Za-z0-9]*")) {
            troubles.add(Trouble.of("twitch.account"));
        }
        return troubles;
    }

    @Override
    public StreamSource listen(SourceSpec spec, ZoneId zone) {
        return new TwitchChat(spec, zone);
    }
}
