package io.fenghuo.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.exchange.Api;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.exchange.Replies;
import io.fenghuo.channel.exchange.Robots;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Buttons under a bot's messages: fetched by getUpdates, which needs no public address, or with {@code callback: webhook} brought by Telegram,
 * which then shows a secret of ours in {@code X-Telegram-Bot-Api-Secret-Token}. Every press is answered, else the button keeps turning.
 */
final class TelegramButtons implements Buttons {
    /** Seconds a call waits for presses: below what a sending may take in all. */
    static final int WAIT = 10;

    private static final int ANSWER = 200;

    @Override
    public String messenger() {
        return Telegram.TYPE;
    }

    private static boolean webhook(ChannelSpec spec) {
        return Api.option(spec, "callback").equals("webhook");
    }

    /** What Telegram shows us: made of the bot's token, so that nobody has to write another secret down. */
    static String shown(ChannelSpec spec) {
        byte[] key = Api.secret(spec).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Robots.hmac(key, "fenghuo callback"));
    }

    @Override
    public Heard hear(Call call, ChannelSpec spec, Instant now) {
        if (!webhook(spec) || !Api.same(call.header("x-telegram-bot-api-secret-token"), shown(spec))) {
            return new Heard.Refused(401, "secret token");
        }
        JsonNode update = Replies.object(Reply.of(200, call.text()));
        if (update == null) {
            return new Heard.Refused(400, "not JSON");
        }
        Press press = press(update);
        return press == null ? Heard.Echo.NOTHING : new Heard.Pressed(press);
    }

    private static @Nullable Press press(JsonNode update) {
        JsonNode query = update.path("callback_query");
        String delivery = Api.delivery(Api.text(query, "/data"));
        String id = Api.text(query, "/id");
        if (delivery == null || id.isEmpty()) {
            return null;
        }
        Long chat = Replies.number(query.at("/message/chat"), "id");
        Long message = Replies.number(query.at("/message"), "message_id");
        String card = chat == null || message == null ? null : chat + ":" + message;
        Press press = new Press(id, delivery, Api.text(query, "/from/id"), card, id);
        return press.fits() ? press : null;
    }

    @Override
    public Told tell(Press press, String words, boolean done, ChannelSpec spec) {
        Outgoing.Http answer = Api.call(
                "POST",
                "answerCallbackQuery",
                Json.map("callback_query_id", press.back(), "text", Plain.line(words, ANSWER), "show_alert", !done));
        return Told.sent(Api.to(answer, Telegram.address(spec, Api.path(answer))));
    }

    @Override
    public Outgoing.@Nullable Http poll(ChannelSpec spec, long offset) {
        if (webhook(spec)) {
            return null;
        }
        Outgoing.Http call = Api.call(
                "POST",
                "getUpdates",
                Json.map("offset", offset, "timeout", WAIT, "allowed_updates", List.of("callback_query")));
        return Api.to(call, Telegram.address(spec, Api.path(call)));
    }

    @Override
    public @Nullable Polled polled(Reply reply) {
        JsonNode body = reply.failure() == null && reply.status() == 200 ? Replies.object(reply) : null;
        if (body == null
                || !body.path("ok").asBoolean(false)
                || !body.path("result").isArray()) {
            return null;
        }
        List<Press> presses = new ArrayList<>();
        long next = 0;
        for (JsonNode update : body.path("result")) {
            Long id = Replies.number(update, "update_id");
            next = id == null ? next : Math.max(next, id + 1);
            Press press = press(update);
            if (press != null) {
                presses.add(press);
            }
        }
        return new Polled(presses, next);
    }

    @Override
    public Outgoing.@Nullable Http subscribe(ChannelSpec spec, String address) {
        if (!webhook(spec)) {
            return null;
        }
        Outgoing.Http call = Api.call(
                "POST",
                "setWebhook",
                Json.map("url", address, "secret_token", shown(spec), "allowed_updates", List.of("callback_query")));
        return Api.to(call, Telegram.address(spec, Api.path(call)));
    }
}
