package io.fenghuo.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.exchange.Api;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.exchange.Repeats;
import io.fenghuo.channel.exchange.Replies;
import io.fenghuo.channel.wording.Budget;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Draft;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bot of Telegram (core.telegram.org/bots/api): a message with a button to take the incident, which is changed when somebody has; what
 * follows answers to it. {@code secret} is the bot's token, {@code chat} the group it speaks to; a person is reached by their {@code telegram}
 * id, once they have written to the bot.
 */
public final class Telegram implements Channel {
    static final String TYPE = "telegram";
    static final String VENDOR = "https://api.telegram.org";
    /** Characters of a text once its markup is read. */
    static final int TEXT = 4096;

    private static final int VALUE = 64;
    private static final Limits LIMITS =
            new Limits(20, 3, 3, Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ZERO, true);
    private static final Budget MOST = new Budget(1000, 3, 60);
    private final Buttons buttons = new TelegramButtons();

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Secret address(ChannelSpec spec) {
        return Secret.of(Api.base(spec, VENDOR));
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public boolean edits() {
        return true;
    }

    @Override
    public boolean cards() {
        return true;
    }

    @Override
    public Buttons buttons() {
        return buttons;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        List<Reason> problems = new ArrayList<>(Api.problems(spec, "secret"));
        String token = Api.secret(spec);
        if (!token.isEmpty() && !token.matches("\\d{3,20}:[A-Za-z0-9_-]{20,100}")) {
            problems.add(Reason.of("telegram.token"));
        }
        String chat = Api.option(spec, "chat");
        if (chat.isEmpty() && !spec.levels().isEmpty()) {
            problems.add(Reason.of("app.chat"));
        }
        if (!chat.isEmpty() && !chat.matches("-?\\d{1,20}|@[A-Za-z0-9_]{4,64}")) {
            problems.add(Reason.of("telegram.chat", chat));
        }
        String callback = Api.option(spec, "callback");
        if (!callback.isEmpty() && !callback.equals("poll") && !callback.equals("webhook")) {
            problems.add(Reason.of("telegram.callback", callback));
        }
        return problems;
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        if (Api.edit(message)) {
            return message.cards().isEmpty()
                    ? List.of()
                    : List.of(change(message.whole(), message.cards().get(0), now));
        }
        String chat = message.recipient().person() == null
                ? Api.option(spec, "chat")
                : Api.person(message, TYPE, "\\d{1,20}");
        if (chat == null || chat.isEmpty()) {
            return List.of();
        }
        Map<String, Object> body = Json.map("chat_id", chat);
        content(body, message, now);
        String root = Api.root(message);
        if (root != null) {
            body.put("reply_parameters", Json.map("message_id", number(root), "allow_sending_without_reply", true));
        }
        return List.of(Api.call("POST", "sendMessage", body));
    }

    private static Outgoing change(Message message, String card, Instant now) {
        Map<String, Object> body =
                Json.map("chat_id", card.substring(0, card.indexOf(':')), "message_id", number(card));
        content(body, message, now);
        return Api.call("POST", "editMessageText", body);
    }

    private static long number(String card) {
        return Long.parseLong(card.substring(card.indexOf(':') + 1));
    }

    private static void content(Map<String, Object> body, Message message, Instant now) {
        Composer composer = new Composer(message, now);
        body.put(
                "text",
                Budget.fit(
                        MOST,
                        budget -> Api.sheet(message, composer, Medium.TELEGRAM, budget),
                        text -> text.length() <= TEXT - Repeats.ROOM));
        body.put("parse_mode", "HTML");
        body.put("link_preview_options", Json.map("is_disabled", true));
        List<Object> row = new ArrayList<>();
        Words words = composer.words();
        String value = Buttons.TAKE + message.key();
        if (Api.takeable(message) && Plain.bytes(value) <= VALUE) {
            row.add(Json.map("text", words.get("action.take"), "callback_data", value));
        }
        Draft draft = composer.draft(new Budget(0, 0, 0));
        if (draft.link() != null) {
            row.add(Json.map(
                    "text", row.isEmpty() ? draft.linkLabel() : words.get("action.open"), "url", draft.link()));
        }
        body.put("reply_markup", Json.map("inline_keyboard", row.isEmpty() ? List.of() : List.of(row)));
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(digest, now);
        return Budget.lines(
                digest,
                MOST,
                one -> Api.sheet(digest, composer, Medium.TELEGRAM, one),
                text -> text.length() <= TEXT - Repeats.ROOM);
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        return rendered instanceof Outgoing.Http http ? Api.to(http, address(spec, Api.path(http))) : rendered;
    }

    static String address(ChannelSpec spec, String call) {
        return Api.base(spec, VENDOR) + "/bot" + Api.secret(spec) + "/" + call;
    }

    @Override
    public Outgoing repeated(Outgoing rendered, String mark) {
        boolean change =
                rendered instanceof Outgoing.Http http && Api.path(http).startsWith("edit");
        return change ? rendered : Repeats.mark(rendered, mark, new Repeats.Place("", "text"));
    }

    /** "can't parse entities": the house's own words may hold a sign that is markup to Telegram. Without {@code parse_mode} nothing is. */
    @Override
    public @Nullable Outgoing plainer(Outgoing prepared, Reply reply) {
        JsonNode said = reply.failure() == null && reply.status() == 400 ? Replies.object(reply) : null;
        boolean unread = said != null
                && Replies.words(said, "description").toLowerCase(Locale.ROOT).contains("can't parse entities");
        return unread && prepared instanceof Outgoing.Http http ? TelegramText.plain(http) : null;
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        JsonNode body = reply.failure() == null ? Replies.object(reply) : null;
        boolean told = body != null && body.path("ok").isBoolean();
        Outcome early = Replies.transport(reply, spec, now);
        if (early != null && !(told && reply.status() == 429)) {
            return early;
        }
        if (body == null || !told) {
            return Replies.unreadable(reply, spec);
        }
        if (body.path("ok").asBoolean()) {
            return reply.status() < 300
                    ? new Outcome(Outcome.Kind.DELIVERED, null, "ok", null, card(body.path("result")))
                    : Replies.unreadable(reply, spec);
        }
        Long code = Replies.number(body, "error_code");
        String said = Replies.words(body, "description");
        String detail = Replies.detail(spec, (code == null ? "HTTP " + reply.status() : code) + " " + said);
        return refused(code == null ? reply.status() : code, said.toLowerCase(Locale.ROOT), detail, body, now);
    }

    /** {@code chat:message}; null when the result is none of a message. */
    private static @Nullable String card(JsonNode result) {
        Long message = Replies.number(result, "message_id");
        Long chat = Replies.number(result.path("chat"), "id");
        return message == null || chat == null ? null : chat + ":" + message;
    }

    private static Outcome refused(long code, String said, String detail, JsonNode body, Instant now) {
        Long moved = Replies.number(body.path("parameters"), "migrate_to_chat_id");
        if (moved != null) {
            return Outcome.dead(detail + ", new chat " + moved, "cure.telegram.moved");
        }
        if (code == 429) {
            Long wait = Replies.number(body.path("parameters"), "retry_after");
            Duration pause = wait == null ? Replies.THROTTLE : Duration.ofSeconds(Math.max(1, Math.min(wait, 86_400)));
            return Outcome.throttled(now.plus(pause), detail);
        }
        if (said.contains("message is not modified")) {
            return Outcome.delivered(detail);
        }
        if (code == 401 || code == 404) {
            return Outcome.dead(detail, "cure.telegram.token");
        }
        if (code == 403) {
            return said.contains("kicked") || said.contains("not a member") || said.contains("group")
                    ? Outcome.dead(detail, "cure.telegram.chat")
                    : Outcome.rejected(detail, "cure.telegram.person");
        }
        if (code >= 500) {
            return Outcome.retry(null, detail);
        }
        return Outcome.rejected(detail, said.contains("chat not found") ? "cure.telegram.chat" : "cure.request");
    }
}
