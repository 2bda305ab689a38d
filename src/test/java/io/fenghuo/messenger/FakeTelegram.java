package io.fenghuo.messenger;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** core.telegram.org/bots/api, as far as a bot with buttons uses it. */
final class FakeTelegram extends FakeVendor {
    static final String TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";
    private static final Pattern TAG = Pattern.compile("</?([a-z]+)(?: [^<>]*)?>");
    private static final Set<String> TAGS = Set.of("b", "strong", "i", "em", "u", "s", "a", "code", "pre");

    /** Chats the bot may write to. */
    final Set<String> chats = new HashSet<>();
    /** Messages as they stand now, by chat:number. */
    final Map<String, JsonObject> messages = new HashMap<>();
    /** What people were told who pressed. */
    final List<String> answers = new ArrayList<>();

    private final Vertx vertx;
    private final Map<String, Deque<Instant>> sent = new HashMap<>();
    private final Set<String> queries = new HashSet<>();
    private final List<JsonObject> updates = new ArrayList<>();
    private @Nullable HttpServerRequest waiting;
    private @Nullable String webhook;
    private long number = 100;
    private long update = 9_000;

    FakeTelegram(Vertx vertx) throws Exception {
        super(vertx);
        this.vertx = vertx;
    }

    @Override
    synchronized void hear(HttpServerRequest request, Buffer bytes) {
        String start = "/bot" + TOKEN + "/";
        if (!request.path().startsWith(start)) {
            refuse(request, request.path().startsWith("/bot") ? 401 : 404, "Unauthorized");
            return;
        }
        JsonObject body = new JsonObject(bytes.length() == 0 ? Buffer.buffer("{}") : bytes);
        String method = request.path().substring(start.length());
        switch (method) {
            case "sendMessage" -> send(request, body);
            case "editMessageText" -> edit(request, body);
            case "answerCallbackQuery" -> answer(request, body);
            case "getUpdates" -> updates(request, body);
            case "setWebhook" -> {
                webhook = body.getString("url");
                calls.add(new Call(method, body));
                done(request, true);
            }
            default -> refuse(request, 404, "Not Found");
        }
    }

    private static void refuse(HttpServerRequest request, int status, String why) {
        say(
                request,
                status,
                new JsonObject().put("ok", false).put("error_code", status).put("description", why));
    }

    private static void done(HttpServerRequest request, Object result) {
        say(request, 200, new JsonObject().put("ok", true).put("result", result));
    }

    /** Why a text or keyboard is refused; null when it is right. */
    private static @Nullable String fault(JsonObject body) {
        String text = body.getString("text", "");
        if ("HTML".equals(body.getString("parse_mode"))) {
            Deque<String> open = new ArrayDeque<>();
            Matcher tag = TAG.matcher(text);
            while (tag.find()) {
                if (!TAGS.contains(tag.group(1))) {
                    return "Bad Request: can't parse entities: Unsupported start tag";
                }
                if (!tag.group().startsWith("</")) {
                    open.push(tag.group(1));
                } else if (open.isEmpty() || !open.pop().equals(tag.group(1))) {
                    return "Bad Request: can't parse entities: unexpected end tag";
                }
            }
            text = TAG.matcher(text).replaceAll("");
            if (!open.isEmpty() || text.contains("<") || text.matches("(?s).*&(?!lt;|gt;|amp;|quot;|#\\d+;).*")) {
                return "Bad Request: can't parse entities";
            }
            text = text.replaceAll("&(?:lt|gt|amp|quot|#\\d+);", "x");
        }
        if (text.isBlank()) {
            return "Bad Request: message text is empty";
        }
        if (text.length() > 4096) {
            return "Bad Request: message is too long";
        }
        for (Object row :
                body.getJsonObject("reply_markup", new JsonObject()).getJsonArray("inline_keyboard", new JsonArray())) {
            for (Object one : (JsonArray) row) {
                JsonObject button = (JsonObject) one;
                String data = button.getString("callback_data");
                if (data != null && (data.isEmpty() || data.getBytes(StandardCharsets.UTF_8).length > 64)) {
                    return "Bad Request: BUTTON_DATA_INVALID";
                }
                if (data == null && !button.getString("url", "").startsWith("http")) {
                    return "Bad Request: BUTTON_URL_INVALID";
                }
            }
        }
        return null;
    }

    private void send(HttpServerRequest request, JsonObject body) {
        String chat = body.getString("chat_id", "");
        if (!chats.contains(chat)) {
            refuse(request, 400, "Bad Request: chat not found");
            return;
        }
        Deque<Instant> recent = sent.computeIfAbsent(chat, one -> new ArrayDeque<>());
        recent.removeIf(at -> at.isBefore(Instant.now().minus(Duration.ofMinutes(1))));
        if (recent.size() >= 20) {
            say(
                    request,
                    429,
                    new JsonObject()
                            .put("ok", false)
                            .put("error_code", 429)
                            .put("description", "Too Many Requests: retry after 34")
                            .put("parameters", new JsonObject().put("retry_after", 34)));
            return;
        }
        String fault = fault(body);
        if (fault != null) {
            refuse(request, 400, fault);
            return;
        }
        recent.add(Instant.now());
        String id = chat + ":" + ++number;
        messages.put(id, body);
        calls.add(new Call("sendMessage", body));
        done(request, message(chat, number));
    }

    private static JsonObject message(String chat, long id) {
        return new JsonObject().put("message_id", id).put("chat", new JsonObject().put("id", Long.parseLong(chat)));
    }

    private void edit(HttpServerRequest request, JsonObject body) {
        String chat = body.getString("chat_id", "");
        String id = chat + ":" + body.getLong("message_id");
        JsonObject old = messages.get(id);
        String fault = old == null ? "Bad Request: message to edit not found" : fault(body);
        if (old != null
                && fault == null
                && old.getString("text").equals(body.getString("text"))
                && Objects.equals(old.getJsonObject("reply_markup"), body.getJsonObject("reply_markup"))) {
            fault =
                    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same";
        }
        if (fault != null) {
            refuse(request, 400, fault);
            return;
        }
        messages.put(id, body);
        calls.add(new Call("editMessageText", body));
        done(request, message(chat, body.getLong("message_id")));
    }

    private void answer(HttpServerRequest request, JsonObject body) {
        if (!queries.remove(body.getString("callback_query_id", ""))) {
            refuse(request, 400, "Bad Request: query is too old and response timeout expired or query ID is invalid");
            return;
        }
        if (body.getString("text", "").length() > 200) {
            refuse(request, 400, "Bad Request: MESSAGE_TOO_LONG");
            return;
        }
        answers.add(body.getString("text", ""));
        calls.add(new Call("answerCallbackQuery", body));
        done(request, true);
    }

    private void updates(HttpServerRequest request, JsonObject body) {
        if (webhook != null) {
            refuse(request, 409, "Conflict: can't use getUpdates method while webhook is active");
            return;
        }
        if (waiting != null && !waiting.response().ended()) {
            refuse(waiting, 409, "Conflict: terminated by other getUpdates request");
        }
        long offset = body.getLong("offset", 0L);
        updates.removeIf(one -> one.getLong("update_id") < offset);
        waiting = request;
        vertx.setTimer(Math.max(1, body.getInteger("timeout", 0) * 1000L), late -> flush(request));
        if (!updates.isEmpty()) {
            flush(request);
        }
    }

    private synchronized void flush(@Nullable HttpServerRequest request) {
        if (request != null && !request.response().ended()) {
            done(request, new JsonArray(new ArrayList<>(updates)));
        }
    }

    /** Somebody presses the first button with data under the message; returns the update. */
    synchronized JsonObject press(String message, long user) {
        String data = messages.get(message)
                .getJsonObject("reply_markup")
                .getJsonArray("inline_keyboard")
                .getJsonArray(0)
                .getJsonObject(0)
                .getString("callback_data");
        return press(message, user, data);
    }

    synchronized JsonObject press(String message, long user, String data) {
        String query = "q" + ++update;
        queries.add(query);
        String[] parts = message.split(":");
        JsonObject one = new JsonObject()
                .put("update_id", update)
                .put(
                        "callback_query",
                        new JsonObject()
                                .put("id", query)
                                .put("from", new JsonObject().put("id", user).put("first_name", "x"))
                                .put("message", message(parts[0], Long.parseLong(parts[1])))
                                .put("data", data));
        if (webhook == null) {
            updates.add(one);
            flush(waiting);
        }
        return one;
    }
}
