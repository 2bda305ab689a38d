package io.fenghuo.vendor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An application of Slack (docs.slack.dev/reference/methods/chat.postMessage, chat.update; reference/block-kit; interactivity/handling-user-interaction,
 * authentication/verifying-requests-from-slack).
 */
public final class FakeSlackApp extends FakeVendor {
    private final String token;
    private final String signing;
    private final Map<String, JsonObject> messages = new ConcurrentHashMap<>();
    private final List<String> whispers = new CopyOnWriteArrayList<>();
    private int count;

    /** An application with this token, whose calls are signed with {@code signing}. */
    public FakeSlackApp(InstantSource clock, String token, String signing) {
        super(clock);
        this.token = token;
        this.signing = signing;
    }

    /** Messages as they stand now, by channel:ts. */
    public Map<String, JsonObject> messages() {
        return messages;
    }

    /** What people were told who pressed. */
    public List<String> whispers() {
        return whispers;
    }

    @Override
    protected Answer answer(Request request) {
        JsonObject body = request.json();
        if (request.path().startsWith("/actions/")) {
            if ("ephemeral".equals(body.getString("response_type")) && !body.getBoolean("replace_original", true)) {
                whispers.add(body.getString("text"));
            }
            return Answer.of(200, "ok");
        }
        String method = request.path().substring("/api/".length());
        String fault =
                ("Bearer " + token).equals(request.header("authorization")) ? fault(method, body) : "invalid_auth";
        if (fault != null) {
            return Answer.no(200, new JsonObject().put("ok", false).put("error", fault), fault);
        }
        String channel = body.getString("channel");
        // a message to a person stands in the application's conversation with them
        String place = channel.startsWith("U") ? "D" + channel.substring(1) : channel;
        String ts = method.equals("chat.update")
                ? body.getString("ts")
                : clock().instant().getEpochSecond() + "." + String.format(Locale.ROOT, "%06d", ++count);
        messages.put(place + ":" + ts, body);
        called(method, body);
        return Answer.of(new JsonObject().put("ok", true).put("channel", place).put("ts", ts));
    }

    private @Nullable String fault(String method, JsonObject body) {
        String channel = body.getString("channel", "");
        boolean update = method.equals("chat.update");
        if (!update && !method.equals("chat.postMessage")) {
            return "unknown_method";
        }
        if (!channel.matches("[CDGU][A-Z0-9]+")) {
            return "channel_not_found";
        }
        if (update && !messages.containsKey(channel + ":" + body.getString("ts"))) {
            return "message_not_found";
        }
        String thread = body.getString("thread_ts");
        if (thread != null && messages.keySet().stream().noneMatch(key -> key.endsWith(":" + thread))) {
            return "cannot_reply_to_message";
        }
        JsonArray blocks = body.getJsonArray("blocks", new JsonArray());
        if (!FakeSlackWebhook.sound(blocks) || !values(blocks)) {
            return "invalid_blocks";
        }
        return body.getString("text", "").isBlank() ? "no_text" : null;
    }

    private static boolean values(JsonArray blocks) {
        return blocks.stream()
                .flatMap(block -> ((JsonObject) block).getJsonArray("elements", new JsonArray()).stream())
                .allMatch(one -> ((JsonObject) one).getString("value", "").length() <= 2000);
    }

    /** What the message's first button says back; empty when it has none. */
    public static String value(JsonObject message) {
        JsonArray blocks = message.getJsonArray("blocks");
        return blocks.getJsonObject(blocks.size() - 1)
                .getJsonArray("elements")
                .getJsonObject(0)
                .getString("value", "");
    }

    /** The form of a press, as it is posted. */
    public String pressed(String message, String user, String value) {
        String[] place = message.split(":", 2);
        JsonObject payload = new JsonObject()
                .put("type", "block_actions")
                .put("user", new JsonObject().put("id", user))
                .put(
                        "container",
                        new JsonObject()
                                .put("type", "message")
                                .put("channel_id", place[0])
                                .put("message_ts", place[1]))
                .put("response_url", url("/actions/T0/1/x"))
                .put(
                        "actions",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("action_id", "take")
                                        .put("value", value)
                                        .put("action_ts", clock().instant().getEpochSecond() + "." + ++count)));
        return "payload=" + URLEncoder.encode(payload.encode(), StandardCharsets.UTF_8);
    }

    /** The call that brings a form, signed at {@code seconds}. */
    public Knock bring(String form, long seconds) {
        return bring(form, seconds, signing);
    }

    /** The same signed with another secret. */
    public static Knock bring(String form, long seconds, String signing) {
        byte[] signed = Signatures.hmac(Signatures.bytes(signing), "v0:" + seconds + ":" + form);
        return new Knock(
                "",
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "X-Slack-Request-Timestamp",
                        String.valueOf(seconds),
                        "X-Slack-Signature",
                        "v0=" + Signatures.hex(signed)),
                form);
    }
}
