package io.fenghuo.channel.program;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.exchange.Replies;
import io.fenghuo.channel.exchange.Robots;
import io.fenghuo.channel.wording.Budget;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A program of somebody's, told by Standard Webhooks 1.0.0 (standardwebhooks.com): {@code webhook-id} is equal on every attempt,
 * {@code webhook-timestamp} is the attempt's, {@code webhook-signature} covers both and the body. {@code secret} may hold several keys,
 * separated by spaces, while one is being replaced.
 */
public final class Webhook implements Channel {
    /** "Payloads should not be larger than 20 KB." */
    public static final int BODY_BYTES = 20_000;

    private static final Budget MOST = new Budget(4000, 5, 200);
    private static final Limits LIMITS =
            new Limits(0, 0, 6, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ZERO, false);

    @Override
    public String type() {
        return "webhook";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        List<Reason> problems = new ArrayList<>(Robots.addressProblems(spec, null));
        Secret secret = spec.secret();
        if (secret == null || secret.reveal().isBlank()) {
            problems.add(Reason.of("secret.missing"));
        } else {
            for (String one : secret.reveal().strip().split(" +", -1)) {
                if (key(one).length == 0) {
                    problems.add(Reason.of("secret.format"));
                }
            }
        }
        return problems;
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        WebhookBody body = new WebhookBody(message, now);
        String json = Budget.fit(MOST, body::json, Webhook::fits);
        return List.of(Outgoing.Http.json(json).with("webhook-id", message.key().replace('.', '-')));
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        return Budget.lines(digest, MOST, new WebhookBody(digest, now)::json, Webhook::fits);
    }

    private static boolean fits(String json) {
        return Plain.bytes(json) <= BODY_BYTES;
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        Secret url = spec.url();
        if (!(rendered instanceof Outgoing.Http http) || url == null) {
            return rendered;
        }
        String seconds = Long.toString(now.getEpochSecond());
        Outgoing.Http out = ownHeaders(http.to(url), spec).with("webhook-timestamp", seconds);
        Secret secret = spec.secret();
        if (secret == null) {
            return out;
        }
        String id = http.headers().getOrDefault("webhook-id", "");
        return out.with(
                "webhook-signature", sign(id, seconds, new String(http.body(), StandardCharsets.UTF_8), secret));
    }

    /** Headers of the entry, such as an Authorization the receiver wants; looked up at each attempt, never kept. */
    static Outgoing.Http ownHeaders(Outgoing.Http http, ChannelSpec spec) {
        Outgoing.Http out = http;
        if (spec.options().get("headers") instanceof Map<?, ?> headers) {
            for (Map.Entry<?, ?> header : headers.entrySet()) {
                Object value = header.getValue();
                out = out.with(
                        String.valueOf(header.getKey()),
                        value instanceof Secret hidden ? hidden.reveal() : String.valueOf(value));
            }
        }
        return out;
    }

    /** {@code v1,base64(HMAC-SHA256(key, id.seconds.body))} for each key. */
    static String sign(String id, String seconds, String body, Secret secret) {
        List<String> signatures = new ArrayList<>();
        for (String one : secret.reveal().strip().split(" +", -1)) {
            byte[] key = key(one);
            if (key.length > 0) {
                signatures.add(
                        "v1," + Base64.getEncoder().encodeToString(Robots.hmac(key, id + "." + seconds + "." + body)));
            }
        }
        return String.join(" ", signatures);
    }

    /** The bytes of {@code whsec_<base64 of 24 to 64 bytes>}; none when it is not that. */
    private static byte[] key(String text) {
        if (!text.startsWith("whsec_")) {
            return new byte[0];
        }
        try {
            byte[] key = Base64.getDecoder().decode(text.substring("whsec_".length()));
            return key.length >= 24 && key.length <= 64 ? key : new byte[0];
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    @Override
    public boolean keyed() {
        return true;
    }

    @Override
    public boolean edits() {
        return true;
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        int status = reply.status();
        if (reply.failure() == null) {
            String detail = Replies.detail(spec, "HTTP " + status + " " + reply.text());
            if (status >= 200 && status < 300 && Replies.page(reply)) {
                // a proxy or a portal, not the program: it is asked again under the same id
                return Outcome.ambiguous(detail);
            }
            if (status >= 200 && status < 300) {
                return Outcome.delivered(Replies.detail(spec, "HTTP " + status));
            }
            if (status == 410) {
                return Outcome.dead(detail, "cure.gone");
            }
            if (status == 502 || status == 504) {
                return Outcome.throttled(now.plus(Replies.retryAfter(reply, now, Duration.ofSeconds(30))), detail);
            }
            if (status == 408 || status == 425) {
                return Outcome.retry(null, detail);
            }
            if (status == 401 || status == 403 || status == 404) {
                return Outcome.dead(detail, "cure.url");
            }
        }
        Outcome early = Replies.transport(reply, spec, now);
        return early == null
                ? Outcome.rejected(Replies.detail(spec, "HTTP " + status + " " + reply.text()), "cure.request")
                : early;
    }
}
