package io.fenghuo.vendor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bot of Telegram (core.telegram.org/bots/api: "sendMessage", "editMessageText", "answerCallbackQuery", "getUpdates", "setWebhook", "HTML style",
 * "InlineKeyboardButton"; limits from core.telegram.org/bots/faq): twenty messages a minute to one chat, 4,096 characters once markup is read.
 */
public final class FakeTelegram extends FakeVendor {
    private static final Pattern TAG = Pattern.compile("</?([a-z]+)(?: [^<>]*)?>");
    private static final Set<String> TAGS = Set.of("b", "strong", "i", "em", "u", "s", "a", "code", "pre");
    private static final int TEXT = 4096;

    private final String start;
    private final Set<String> chats;
    private final Map<String, JsonObject> messages = new ConcurrentHashMap<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final Map<String, Rate> rates = new HashMap<>();
    private final Set<String> queries = new HashSet<>();
    private final List<JsonObject> updates = new ArrayList<>();
    private @Nullable Promise<Answer> waiting;
    private @Nullable String webhook;
    private long number = 100;
    private long update = 9_000;

    /** A bot that may write to these chats. */
    public FakeTelegram(InstantSource clock, String token, Set<String> chats) {
        super(clock);
        this.start = "/bot" + token + "/";
        this.chats = Set.copyOf(chats);
    }

    /** Messages as they stand now, by chat:number. */
    public Map<String, JsonObject> messages() {
        return messages;
    }

    /** What people were told who pressed. */
    public List<String> answers() {
        return answers;
    }

    @Override
    protected Future<Answer> hear(Vertx vertx, Request request) {
        return request.path().equals(start + "getUpdates")
                ? updates(vertx, request.json())
                : Future.succeededFuture(answer(request));
    }

    @Override
    protected Answer answer(Request request) {
        if (!request.path().startsWith(start)) {
            return no(request.path().startsWith("/bot") ? 401 : 404, "Unauthorized");
        }
        JsonObject body = request.json();
        String method = request.path().substring(start.length());
        return switch (method) {
            case "sendMessage" -> send(body, request.at());
            case "editMessageText" -> edit(body);
            case "answerCallbackQuery" -> pressed(body);
            case "setWebhook" -> {
                webhook = body.getString("url");
                called(method, body);
                yield done(true);
            }
            default -> no(404, "Not Found");
        };
    }

    private static Answer no(int status, String why) {
        JsonObject body =
                new JsonObject().put("ok", false).put("error_code", status).put("description", why);
        return Answer.no(status, body, why);
    }

    private static Answer done(Object result) {
        return Answer.of(new JsonObject().put("ok", true).put("result", result));
    }

    private Answer send(JsonObject body, Instant now) {
        String chat = body.getString("chat_id", "");
        if (!chats.contains(chat)) {
            return no(400, "Bad Request: chat not found");
        }
        String fault = fault(body);
        if (fault != null) {
            return no(400, fault);
        }
        if (!rates.computeIfAbsent(chat, any -> new Rate(20, Rate.MINUTE)).takes(now)) {
            JsonObject wait = new JsonObject()
                    .put("ok", false)
                    .put("error_code", 429)
                    .put("description", "Too Many Requests: retry after 34")
                    .put("parameters", new JsonObject().put("retry_after", 34));
            return Answer.no(429, wait, "Too Many Requests");
        }
        messages.put(chat + ":" + ++number, body);
        called("sendMessage", body);
        return done(message(chat, number));
    }

    private static JsonObject message(String chat, long id) {
        Object name = chat.startsWith("@") ? chat : Long.valueOf(chat);
        return new JsonObject().put("message_id", id).put("chat", new JsonObject().put("id", name));
    }

    private Answer edit(JsonObject body) {
        String chat = body.getString("chat_id", "");
        String id = chat + ":" + body.getLong("message_id");
        JsonObject old = messages.get(id);
        String fault = old == null ? "Bad Request: message to edit not found" : fault(body);
        boolean same = old != null
                && Objects.equals(old.getString("text"), body.getString("text"))
                && Objects.equals(old.getJsonObject("reply_markup"), body.getJsonObject("reply_markup"));
        if (fault == null && same) {
            fault = "Bad Request: message is not modified: specified new message content and reply markup are exactly"
                    + " the same";
        }
        if (fault != null) {
            return no(400, fault);
        }
        messages.put(id, body);
        called("editMessageText", body);
        return done(message(chat, body.getLong("message_id")));
    }

    private Answer pressed(JsonObject body) {
        if (!queries.remove(body.getString("callback_query_id", ""))) {
            return no(400, "Bad Request: query is too old and response timeout expired or query ID is invalid");
        }
        if (body.getString("text", "").length() > 200) {
            return no(400, "Bad Request: MESSAGE_TOO_LONG");
        }
        answers.add(body.getString("text", ""));
        called("answerCallbackQuery", body);
        return done(true);
    }

    /** Why a text or keyboard is refused; null when it is right. */
    private static @Nullable String fault(JsonObject body) {
        String text = body.getString("text", "");
        if ("HTML".equals(body.getString("parse_mode"))) {
            String fault = markup(text);
            if (fault != null) {
                return "Bad Request: can't parse entities: " + fault;
            }
            text = TAG.matcher(text).replaceAll("").replaceAll("&(?:lt|gt|amp|quot|#\\d+);", "x");
        }
        if (text.isBlank()) {
            return "Bad Request: message text is empty";
        }
        return text.length() > TEXT ? "Bad Request: message is too long" : keyboard(body);
    }

    private static @Nullable String markup(String text) {
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            if (!TAGS.contains(tag.group(1))) {
                return "Unsupported start tag";
            }
            if (!tag.group().startsWith("</")) {
                open.push(tag.group(1));
            } else if (open.isEmpty() || !open.pop().equals(tag.group(1))) {
                return "Unexpected end tag";
            }
        }
        String bare = TAG.matcher(text).replaceAll("");
        boolean stray = bare.contains("<") || bare.matches("(?s).*&(?!lt;|gt;|amp;|quot;|#\\d+;).*");
        return !open.isEmpty() ? "Can't find end tag" : stray ? "Unsupported start tag" : null;
    }

    private static @Nullable String keyboard(JsonObject body) {
        JsonArray rows =
                body.getJsonObject("reply_markup", new JsonObject()).getJsonArray("inline_keyboard", new JsonArray());
        for (Object row : rows) {
            for (Object one : (JsonArray) row) {
                JsonObject button = (JsonObject) one;
                String data = button.getString("callback_data");
                if (data != null && (data.isEmpty() || Request.bytes(data) > 64)) {
                    return "Bad Request: BUTTON_DATA_INVALID";
                }
                if (data == null && !button.getString("url", "").startsWith("http")) {
                    return "Bad Request: BUTTON_URL_INVALID";
                }
            }
        }
        return null;
    }

    private Future<Answer> updates(Vertx vertx, JsonObject body) {
        if (webhook != null) {
            return Future.succeededFuture(no(409, "Conflict: can't use getUpdates method while webhook is active"));
        }
        Promise<Answer> before = waiting;
        if (before != null) {
            before.tryComplete(no(409, "Conflict: terminated by other getUpdates request"));
        }
        long offset = body.getLong("offset", 0L);
        updates.removeIf(one -> one.getLong("update_id") < offset);
        Promise<Answer> next = Promise.promise();
        waiting = next;
        vertx.setTimer(Math.max(1, body.getInteger("timeout", 0) * 1000L), late -> flush(next));
        if (!updates.isEmpty()) {
            flush(next);
        }
        return next.future();
    }

    private synchronized void flush(@Nullable Promise<Answer> asked) {
        if (asked != null) {
            asked.tryComplete(done(new JsonArray(new ArrayList<>(updates))));
        }
    }

    /** Somebody presses the first button with data under the message; gives the update. */
    public JsonObject press(String message, long user) {
        String data = Objects.requireNonNull(messages.get(message), message)
                .getJsonObject("reply_markup")
                .getJsonArray("inline_keyboard")
                .getJsonArray(0)
                .getJsonObject(0)
                .getString("callback_data");
        return press(message, user, data);
    }

    /** Somebody presses a button that says {@code data}; gives the update, which is fetched unless a webhook is set. */
    public synchronized JsonObject press(String message, long user, String data) {
        String query = "q" + ++update;
        queries.add(query);
        String[] parts = message.split(":", 2);
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
