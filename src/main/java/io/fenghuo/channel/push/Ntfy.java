package io.fenghuo.channel.push;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.exchange.Repeats;
import io.fenghuo.channel.exchange.Replies;
import io.fenghuo.channel.exchange.Robots;
import io.fenghuo.channel.wording.Budget;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Draft;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.channel.wording.Sheet;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ntfy, pushes to any phone (docs.ntfy.sh/publish, "Publish as JSON", "Limitations"; error codes as in its {@code server/errors.go}). Each
 * person has a topic ({@code ntfy:} of contacts.yaml), {@code topic} is the channel's own. {@code secret} is an access token or
 * {@code user:password}. On a public server a topic is as good as a password, so it is put in at each attempt and never kept.
 */
public final class Ntfy implements Channel {
    /** Longer messages become an attachment. */
    static final int MESSAGE_BYTES = 4_096;

    private static final int TITLE = 200;
    private static final Budget MOST = new Budget(600, 3, 40);
    /** A burst of 60, then one every 5 s. */
    private static final Limits LIMITS =
            new Limits(12, 3, 4, Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ZERO, true);

    private static final Pattern TOPIC = Pattern.compile("[-_A-Za-z0-9]{1,64}");
    /** limit reached: too many messages, of a day that ends at midnight UTC. */
    private static final int DAILY = 42908;

    @Override
    public String type() {
        return "ntfy";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        List<Reason> problems = new ArrayList<>(Robots.addressProblems(spec, null));
        Object topic = spec.options().get("topic");
        if (topic == null && !spec.levels().isEmpty()) {
            problems.add(Reason.of("topic.missing"));
        }
        if (topic != null && own(spec) == null) {
            problems.add(Reason.of("topic.format"));
        }
        Secret url = spec.url();
        if (url != null && url.reveal().strip().matches("(?i)https?://[^/]+/+[^/]+/*")) {
            problems.add(Reason.of("topic.in-url"));
        }
        return problems;
    }

    private static @Nullable String own(ChannelSpec spec) {
        Object topic = spec.options().get("topic");
        String name = topic instanceof Secret hidden ? hidden.reveal() : topic == null ? "" : String.valueOf(topic);
        return TOPIC.matcher(name).matches() ? name : null;
    }

    private static @Nullable String topic(ChannelSpec spec, Message.@Nullable Person reader) {
        if (reader == null) {
            return own(spec);
        }
        String topic = reader.ims().get("ntfy");
        return topic != null && TOPIC.matcher(topic).matches() ? topic : null;
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        if (topic(spec, message.recipient().person()) == null) {
            return List.of();
        }
        Composer composer = new Composer(message, now);
        Draft draft = composer.draft(MOST);
        Map<String, Object> body = Json.map(
                "title", Plain.clip(Medium.CHAT.text(draft.title()), TITLE),
                "message", Budget.fit(MOST, budget -> text(composer, budget), Ntfy::fits),
                "priority", priority(message.notice()),
                "tags", List.of(tag(message.notice())));
        String link = draft.link();
        if (link != null) {
            body.put("click", link);
            body.put("actions", List.of(Json.map("action", "view", "label", draft.linkLabel(), "url", link)));
        }
        return List.of(Outgoing.Http.json(Json.write(body)));
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(digest, now);
        return Budget.lines(digest, MOST, one -> text(composer, one), Ntfy::fits);
    }

    private static String text(Composer composer, Budget budget) {
        return String.join("\n", new Sheet(Medium.CHAT, composer.words()).lines(composer.draft(budget)));
    }

    private static boolean fits(String text) {
        return Plain.bytes(text) <= MESSAGE_BYTES;
    }

    /** 5 rings until it is looked at, 3 is the usual, 2 makes no sound. */
    private static int priority(Notice notice) {
        if (notice.manner() == Notice.Manner.DIGEST) {
            return 2;
        }
        return switch (notice.level()) {
            case L1 -> 5;
            case L2 -> 4;
            case L3 -> 3;
        };
    }

    /** The name of an emoji. */
    private static String tag(Notice notice) {
        return switch (notice.level()) {
            case L1 -> "rotating_light";
            case L2 -> "warning";
            case L3 -> "bell";
        };
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        return prepare(rendered, spec, null, now);
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Message.@Nullable Person reader, Instant now) {
        Secret url = spec.url();
        if (!(rendered instanceof Outgoing.Http http) || url == null) {
            return rendered;
        }
        // JSON goes to the root of the server
        Outgoing.Http out = http.to(Secret.of(Robots.server(spec, "") + "/"));
        Secret secret = spec.secret();
        if (secret != null) {
            out = out.with("Authorization", authorization(secret.reveal().strip()));
        }
        String topic = topic(spec, reader);
        return topic == null ? out : out.with(Json.first(http.body(), "topic", topic));
    }

    private static String authorization(String secret) {
        return secret.contains(":")
                ? "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))
                : "Bearer " + secret;
    }

    @Override
    public Outgoing repeated(Outgoing rendered, String mark) {
        return Repeats.mark(rendered, mark, new Repeats.Place("", "title"));
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        JsonNode body = reply.failure() == null ? Replies.object(reply) : null;
        Long code = body == null ? null : Replies.number(body, "code");
        if (body != null && code != null && reply.status() >= 400 && reply.status() < 500) {
            return refused(reply, code, Replies.detail(spec, "code " + code + " " + Replies.words(body, "error")), now);
        }
        Outcome early = Replies.transport(reply, spec, now);
        if (early != null) {
            return early;
        }
        String id = body == null ? "" : Replies.words(body, "id");
        boolean kept = body != null
                && reply.status() == 200
                && !id.isBlank()
                && Replies.words(body, "event").equals("message");
        return kept ? Outcome.delivered(Replies.detail(spec, "id " + id)) : Replies.unreadable(reply, spec);
    }

    private static Outcome refused(Reply reply, long code, String detail, Instant now) {
        if (code == DAILY) {
            return new Outcome(Outcome.Kind.THROTTLED, Replies.nextDay(now, ZoneOffset.UTC), detail, "cure.quota");
        }
        return switch (reply.status()) {
            case 429 -> Outcome.throttled(now.plus(Replies.retryAfter(reply, now, Replies.THROTTLE)), detail);
            case 401, 403 -> Outcome.dead(detail, "cure.token");
            case 404 -> Outcome.dead(detail, "cure.url");
            case 413 -> Outcome.rejected(detail, "cure.size");
            default -> Outcome.rejected(detail, "cure.request");
        };
    }
}
