package io.fenghuo.messenger;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** api.slack.com, as far as an application with buttons uses it. */
final class FakeSlack extends FakeVendor {
    static final String TOKEN = "xoxb-1234567890-abcdefghijkl";
    static final String SIGNING = "8f742231b10e8888abcd99yyyzzz85a5";

    /** Messages as they stand now, by channel:ts. */
    final Map<String, JsonObject> messages = new HashMap<>();
    /** What people were told who pressed. */
    final List<String> whispers = new ArrayList<>();

    private int count;

    FakeSlack(Vertx vertx) throws Exception {
        super(vertx);
    }

    @Override
    synchronized void hear(HttpServerRequest request, Buffer bytes) {
        if (request.path().startsWith("/actions/")) {
            JsonObject said = new JsonObject(bytes);
            if ("ephemeral".equals(said.getString("response_type")) && !said.getBoolean("replace_original", true)) {
                whispers.add(said.getString("text"));
            }
            request.response().end("ok");
            return;
        }
        String method = request.path().substring("/api/".length());
        String fault = ("Bearer " + TOKEN).equals(request.getHeader("Authorization"))
                ? fault(method, new JsonObject(bytes))
                : "invalid_auth";
        if (fault != null) {
            say(request, 200, new JsonObject().put("ok", false).put("error", fault));
            return;
        }
        JsonObject body = new JsonObject(bytes);
        String channel = body.getString("channel");
        boolean update = method.equals("chat.update");
        // a message to a person stands in the application's conversation with them
        String place = channel.startsWith("U") ? "D" + channel.substring(1) : channel;
        String ts =
                update ? body.getString("ts") : Instant.now().getEpochSecond() + "." + String.format("%06d", ++count);
        messages.put(place + ":" + ts, body);
        calls.add(new Call(method, body));
        say(request, 200, new JsonObject().put("ok", true).put("channel", place).put("ts", ts));
    }

    private @Nullable String fault(String method, JsonObject body) {
        String channel = body.getString("channel", "");
        boolean update = method.equals("chat.update");
        if (!update && !method.equals("chat.postMessage")) {
            return "unknown_method";
        }
        if (!channel.matches("[CDU]0[A-Z0-9]+")) {
            return "channel_not_found";
        }
        if (update && !messages.containsKey(channel + ":" + body.getString("ts"))) {
            return "message_not_found";
        }
        String thread = body.getString("thread_ts");
        if (thread != null && messages.keySet().stream().noneMatch(key -> key.endsWith(":" + thread))) {
            return "cannot_reply_to_message";
        }
        for (Object one : body.getJsonArray("blocks", new JsonArray())) {
            JsonObject block = (JsonObject) one;
            int most = block.getString("type").equals("header") ? 150 : 3000;
            if (block.getJsonObject("text", new JsonObject())
                            .getString("text", "")
                            .length()
                    > most) {
                return "invalid_blocks";
            }
            for (Object element : block.getJsonArray("elements", new JsonArray())) {
                if (((JsonObject) element).getString("value", "").length() > 2000) {
                    return "invalid_blocks";
                }
            }
        }
        return body.getString("text", "").isBlank() ? "no_text" : null;
    }

    static String value(JsonObject message) {
        JsonArray blocks = message.getJsonArray("blocks");
        return blocks.getJsonObject(blocks.size() - 1)
                .getJsonArray("elements")
                .getJsonObject(0)
                .getString("value", "");
    }

    /** The form of a press, as it is posted. */
    String pressed(String message, String user, String value) {
        String[] place = message.split(":");
        JsonObject payload = new JsonObject()
                .put("type", "block_actions")
                .put("user", new JsonObject().put("id", user))
                .put(
                        "container",
                        new JsonObject()
                                .put("type", "message")
                                .put("channel_id", place[0])
                                .put("message_ts", place[1]))
                .put("response_url", url() + "/actions/T0/1/x")
                .put(
                        "actions",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("action_id", "take")
                                        .put("value", value)
                                        .put("action_ts", Instant.now().getEpochSecond() + "." + ++count)));
        return "payload=" + URLEncoder.encode(payload.encode(), StandardCharsets.UTF_8);
    }

    static HttpResponse<String> bring(String address, String form, long seconds, String signing) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(signing.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signed = mac.doFinal(("v0:" + seconds + ":" + form).getBytes(StandardCharsets.UTF_8));
        return post(
                address,
                form,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Slack-Request-Timestamp",
                String.valueOf(seconds),
                "X-Slack-Signature",
                "v0=" + HexFormat.of().formatHex(signed));
    }
}
