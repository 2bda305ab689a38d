package io.fenghuo.platform.twitch;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.platform.Draft;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Message;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chat over a WebSocket that speaks IRC with tags (dev.twitch.tv/docs/chat/irc): several lines in a message, a PING that has to be answered, and
 * RECONNECT before the server goes, so that another connection is made first; what comes over both has one id. What was said while nobody
 * listened is not given later. Immutable.
 */
final class TwitchChat implements StreamSource {
    private static final String VENDOR = "wss://irc-ws.chat.twitch.tv:443";
    /** The server asks after us about every five minutes. */
    private static final Duration IDLE = Duration.ofMinutes(7);

    private final SourceSpec spec;
    private final PostMapper mapper;

    TwitchChat(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.mapper = new PostMapper(spec, zone, false);
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        return new Request(Entry.base(spec, VENDOR), Map.of(), Conduct.of(spec), null);
    }

    @Override
    public List<Message> greeting(@Nullable String cursor, Instant now) {
        List<Message> lines = new ArrayList<>();
        lines.add(Message.text("CAP REQ :twitch.tv/tags twitch.tv/commands"));
        lines.add(Message.text("PASS oauth:" + Entry.text(spec, "token").replaceFirst("^oauth:", "")));
        lines.add(Message.text("NICK " + Entry.text(spec, "nick").toLowerCase(Locale.ROOT)));
        Entry.texts(spec, "channels")
                .forEach(one -> lines.add(
                        Message.text("JOIN #" + one.replaceFirst("^#", "").toLowerCase(Locale.ROOT))));
        return lines;
    }

    @Override
    public Duration idle() {
        return IDLE;
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        return hear(frame, cursor, now).parsed();
    }

    @Override
    public Heard hear(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        List<Post> posts = new ArrayList<>();
        List<Message> answers = new ArrayList<>();
        Trouble over = null;
        StreamSource next = null;
        for (String text : frame.text().split("\r?\n", -1)) {
            if (text.isBlank()) {
                continue;
            }
            IrcLine line = IrcLine.read(text);
            switch (line.command()) {
                case "PING" -> answers.add(Message.text("PONG :" + line.words()));
                case "RECONNECT" -> next = this;
                case "NOTICE" ->
                    over = line.words().contains("authentication failed")
                                    || line.words().contains("Improperly formatted auth")
                            ? Trouble.of("twitch.token", line.words())
                            : over;
                case "PRIVMSG", "CLEARMSG" -> {
                    Post post = draft(line).put("kind", Kind.CHAT.name()).post(mapper, now);
                    if (post != null) {
                        posts.add(post);
                    }
                }
                default -> {}
            }
        }
        return new Heard(new Parsed(posts, null), answers, List.of(), null, over, next);
    }

    private static Draft draft(IrcLine line) {
        String thread = "twitch " + line.channel();
        if (line.command().equals("CLEARMSG")) {
            return Draft.deleted(line.tag("target-msg-id"), thread);
        }
        boolean host = line.tag("badges").contains("broadcaster/");
        return new Draft()
                .put("id", line.tag("id"))
                .put("text", line.words())
                .put("thread", thread)
                .put("parent", line.tag("reply-parent-msg-id"))
                .put("author.id", line.tag("user-id"))
                .put("author.name", line.tag("display-name"))
                .put("role", host ? Role.HOST.name() : null)
                .put("publishedAt", line.tag("tmi-sent-ts"));
    }
}
