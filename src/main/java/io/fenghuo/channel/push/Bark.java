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
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bark, pushes to iPhones (bark.day.app/#/tutorial; replies as in bark-server's {@code route_push.go}). What rings and is an L1 goes as
 * {@code critical}, which sounds on a muted phone. Each person has a device key ({@code bark:} of contacts.yaml); {@code secret} is that of a
 * phone the channel itself rings. {@code url} is one's own server.
 */
public final class Bark implements Channel {
    /** APNs takes 4 KB, in which the server puts a little of its own. */
    static final int BODY_BYTES = 3_400;

    private static final String SERVER = "https://api.day.app";
    private static final int TITLE = 120;
    private static final int LOUDEST = 10;
    private static final Budget MOST = new Budget(400, 2, 20);
    private static final Limits LIMITS =
            new Limits(0, 0, 4, Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ZERO, true);
    /** Of APNs' reasons, those that mean: this phone is gone. */
    private static final Pattern GONE =
            Pattern.compile("baddevicetoken|unregistered|devicetokennotfortopic|device key|device token");

    @Override
    public String type() {
        return "bark";
    }

    @Override
    public Secret address(ChannelSpec spec) {
        return Secret.of(Robots.server(spec, SERVER));
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        List<Reason> problems = new java.util.ArrayList<>(Robots.optionalAddressProblems(spec));
        if (spec.secret() == null && !spec.levels().isEmpty()) {
            problems.add(Reason.of("device.missing"));
        }
        if (volume(spec) < 0) {
            problems.add(Reason.of("volume.range"));
        }
        return problems;
    }

    /** 0 to 10, 10 when the entry does not say; -1 when it says anything else. */
    private static int volume(ChannelSpec spec) {
        String wish = String.valueOf(spec.options().getOrDefault("volume", LOUDEST));
        return wish.matches("\\d|10") ? Integer.parseInt(wish) : -1;
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        if (key(spec, message.recipient().person()) == null) {
            return List.of();
        }
        Composer composer = new Composer(message, now);
        return List.of(
                Outgoing.Http.json(Budget.fit(MOST, budget -> body(composer, message, spec, budget), Bark::fits)));
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(digest, now);
        return Budget.lines(digest, MOST, one -> body(composer, digest, spec, one), Bark::fits);
    }

    private static boolean fits(String body) {
        return Plain.bytes(body) <= BODY_BYTES - Repeats.ROOM;
    }

    private static String body(Composer composer, Message message, ChannelSpec spec, Budget budget) {
        Draft draft = composer.draft(budget);
        List<String> lines = new Sheet(Medium.CHAT, composer.words()).lines(draft);
        Map<String, Object> body = Json.map(
                "title", Plain.clip(Medium.CHAT.text(draft.title()), TITLE),
                "body", String.join("\n", lines),
                "group", group(message),
                "isArchive", "1");
        if (draft.link() != null) {
            body.put("url", draft.link());
            body.put("copy", draft.link());
        }
        body.putAll(loudness(message.notice(), spec));
        return Json.write(body);
    }

    /** One for each incident, so that the phone stacks what belongs together. */
    private static String group(Message message) {
        Incident incident = message.incident();
        return incident == null ? "Fenghuo" : Plain.clip(Medium.CHAT.text(incident.brand()), 24) + " " + incident.id();
    }

    private static Map<String, Object> loudness(Notice notice, ChannelSpec spec) {
        if (notice.manner() == Notice.Manner.DIGEST) {
            return Map.of("level", "passive");
        }
        if (notice.level() == Severity.L1 && notice.manner() == Notice.Manner.RING) {
            return Json.map("level", "critical", "volume", Math.max(0, volume(spec)), "call", "1");
        }
        return Map.of("level", notice.level() == Severity.L3 ? "active" : "timeSensitive");
    }

    private static @Nullable String key(ChannelSpec spec, Message.@Nullable Person reader) {
        Secret own = spec.secret();
        return reader != null ? reader.ims().get("bark") : own == null ? null : own.reveal();
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        return prepare(rendered, spec, null, now);
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Message.@Nullable Person reader, Instant now) {
        if (!(rendered instanceof Outgoing.Http http)) {
            return rendered;
        }
        String key = key(spec, reader);
        Outgoing.Http out = http.to(Secret.of(Robots.server(spec, SERVER) + "/push"));
        return key == null ? out : out.with(Json.first(http.body(), "device_key", key));
    }

    @Override
    public Outgoing repeated(Outgoing rendered, String mark) {
        return Repeats.mark(rendered, mark, new Repeats.Place("", "title"));
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        JsonNode body = reply.failure() == null ? Replies.object(reply) : null;
        Long code = body == null ? null : Replies.number(body, "code");
        String said = body == null ? "" : Replies.words(body, "message");
        String detail = Replies.detail(spec, "code " + code + " " + said);
        // Bark answers 400 and 500 with a message that says more than the status
        if (code != null
                && reply.status() != 429
                && GONE.matcher(said.toLowerCase(Locale.ROOT)).find()) {
            return Outcome.rejected(detail, "cure.device");
        }
        Outcome early = Replies.transport(reply, spec, now);
        if (early != null) {
            return early;
        }
        if (code == null) {
            return Replies.unreadable(reply, spec);
        }
        if (code == 200 && reply.status() == 200) {
            return Outcome.delivered(detail);
        }
        if (code == 429) {
            return Outcome.throttled(now.plus(Replies.retryAfter(reply, now, Replies.THROTTLE)), detail);
        }
        return code >= 500 && code < 600 ? Outcome.retry(null, detail) : Outcome.rejected(detail, "cure.request");
    }
}
