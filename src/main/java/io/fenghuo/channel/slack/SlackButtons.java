package io.fenghuo.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.exchange.Api;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.exchange.Replies;
import io.fenghuo.channel.exchange.Robots;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.model.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Buttons of a Slack application (api.slack.com/interactivity/handling, api.slack.com/authentication/verifying-requests-from-slack): a form with
 * one field of JSON, signed over its bytes and not older than five minutes; answered empty within three seconds, and what is to be said goes to
 * the address that came with it, for the eyes of whoever pressed.
 */
final class SlackButtons implements Buttons {
    private static final String BACK = "https://hooks.slack.com/";

    @Override
    public String messenger() {
        return "slack";
    }

    /** {@code v0=hex(HMAC-SHA256(signing secret, "v0:" + time + ":" + body))}. */
    static String signature(String signing, String time, String body) {
        byte[] key = signing.getBytes(StandardCharsets.UTF_8);
        return "v0=" + HexFormat.of().formatHex(Robots.hmac(key, "v0:" + time + ":" + body));
    }

    @Override
    public Heard hear(Call call, ChannelSpec spec, Instant now) {
        String signing = Api.option(spec, "signing");
        String time = call.header("x-slack-request-timestamp");
        if (signing.isEmpty() || !Api.same(call.header("x-slack-signature"), signature(signing, time, call.text()))) {
            return new Heard.Refused(401, "X-Slack-Signature");
        }
        if (!Api.fresh(time, now)) {
            return new Heard.Refused(401, "X-Slack-Request-Timestamp");
        }
        String payload = payload(call.text());
        JsonNode event = payload == null ? null : Replies.object(Reply.of(200, payload));
        if (event == null) {
            return new Heard.Refused(400, "payload");
        }
        JsonNode action = event.path("actions").path(0);
        String delivery = Api.delivery(Api.text(action, "/value"));
        if (!Api.text(event, "/type").equals("block_actions") || delivery == null) {
            return Heard.Echo.NOTHING;
        }
        String channel = Api.text(event, "/container/channel_id");
        String ts = Api.text(event, "/container/message_ts");
        String card = channel.isEmpty() || ts.isEmpty() ? null : channel + ":" + ts;
        String user = Api.text(event, "/user/id");
        return Heard.of(new Press(
                user + " " + ts + " " + Api.text(action, "/action_ts"),
                delivery,
                user,
                card,
                Api.text(event, "/response_url")));
    }

    private static @Nullable String payload(String form) {
        try {
            return Arrays.stream(form.split("&"))
                    .filter(field -> field.startsWith("payload="))
                    .map(field -> URLDecoder.decode(field.substring(8), StandardCharsets.UTF_8))
                    .findFirst()
                    .orElse(null);
        } catch (IllegalArgumentException mangled) {
            return null;
        }
    }

    @Override
    public Told tell(Press press, String words, boolean done, ChannelSpec spec) {
        // a signed call names the address; it is Slack's own all the same, or that of the entry
        boolean ours = press.back().startsWith(BACK)
                || (spec.url() != null && press.back().startsWith(Api.base(spec, SlackApp.VENDOR) + "/"));
        if (!ours) {
            return Told.sent();
        }
        Outgoing.Http said = Outgoing.Http.json(Json.write(
                Json.map("response_type", "ephemeral", "replace_original", false, "text", Medium.MRKDWN.text(words))));
        return Told.sent(said.to(Secret.of(press.back())));
    }
}
