package io.fenghuo.channel.feishu;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.Tokens;
import io.fenghuo.channel.exchange.Api;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.exchange.Repeats;
import io.fenghuo.channel.exchange.Replies;
import io.fenghuo.channel.wording.Budget;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Draft;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An application of Feishu or Lark (open.feishu.cn/document: im/v1/messages create, reply, patch; auth/v3/tenant_access_token/internal): a card of
 * schema 2.0 with a button to take the incident, which is changed when somebody has; what follows answers to it. {@code app-id} and
 * {@code secret} say whose it is, {@code chat} the group; a person is reached by their {@code feishu} open_id. {@code uuid} keeps copies out for an
 * hour, so the same bytes may be sent again.
 */
public final class FeishuApp implements Channel {
    static final String VENDOR = "https://open.feishu.cn";
    /** A card may have 30 KB. */
    static final int CARD_BYTES = 30 * 1024;

    private static final String MESSAGES = "im/v1/messages";
    private static final int UUID_LENGTH = 50;
    private static final Limits LIMITS =
            new Limits(100, 10, 3, Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ZERO, true).inASecond(5);
    private static final Budget MOST = new Budget(1000, 3, 60);
    private final Tokens tokens = new FeishuTokens();
    private final Buttons buttons = new FeishuButtons();

    @Override
    public String type() {
        return "feishu-app";
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
    public boolean keyed() {
        return true;
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
    public Tokens tokens() {
        return tokens;
    }

    @Override
    public Buttons buttons() {
        return buttons;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        List<Reason> problems = new ArrayList<>(Api.problems(spec, "app-id", "secret"));
        String chat = Api.option(spec, "chat");
        if (chat.isEmpty() && !spec.levels().isEmpty()) {
            problems.add(Reason.of("app.chat"));
        }
        if (!chat.isEmpty() && !chat.matches("oc_[A-Za-z0-9]{1,64}")) {
            problems.add(Reason.of("feishu.chat", chat));
        }
        if (!Api.option(spec, "encrypt-key").isEmpty()
                && Api.option(spec, "verification").isEmpty()) {
            problems.add(Reason.of("feishu.verification"));
        }
        return problems;
    }

    /** Whether its buttons can call us. */
    private static boolean calls(ChannelSpec spec) {
        return !Api.option(spec, "verification").isEmpty();
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        if (Api.edit(message)) {
            return message.cards().isEmpty() ? List.of() : List.of(change(message.whole(), spec, now));
        }
        boolean group = message.recipient().person() == null;
        String to = group ? Api.option(spec, "chat") : Api.person(message, "feishu", "ou_[A-Za-z0-9]{1,64}");
        if (to == null || to.isEmpty()) {
            return List.of();
        }
        Map<String, Object> body = Json.map("msg_type", "interactive", "content", card(message, spec, now));
        body.put("uuid", key(message.key()));
        String root = Api.root(message);
        if (root != null) {
            return List.of(Api.call("POST", MESSAGES + "/" + root + "/reply", body));
        }
        body.put("receive_id", to);
        return List.of(Api.call("POST", MESSAGES + "?receive_id_type=" + (group ? "chat_id" : "open_id"), body));
    }

    /** At most 50 characters that are the delivery's alone. */
    private static String key(String delivery) {
        return delivery.length() <= UUID_LENGTH
                ? delivery
                : Api.hex("SHA-256", delivery).substring(0, UUID_LENGTH);
    }

    private static Outgoing change(Message message, ChannelSpec spec, Instant now) {
        return Api.call(
                "PATCH", MESSAGES + "/" + message.cards().get(0), Json.map("content", card(message, spec, now)));
    }

    private static String card(Message message, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(message, now);
        return Budget.fit(MOST, budget -> card(composer, message, spec, budget), FeishuApp::fits);
    }

    /** The card is JSON inside JSON, so what it takes is counted as it is written there. */
    private static boolean fits(String card) {
        return Plain.bytes(Json.write(Map.of("content", card))) <= CARD_BYTES - 2 * Repeats.ROOM - 400;
    }

    private static String card(Composer composer, Message message, ChannelSpec spec, Budget budget) {
        Draft draft = composer.draft(budget);
        String take = Api.takeable(message) && calls(spec) ? Buttons.TAKE + message.key() : null;
        return Json.write(FeishuCard.of(composer, message, spec, draft, take));
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(digest, now);
        return Budget.lines(digest, MOST, one -> card(composer, digest, spec, one), FeishuApp::fits);
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        return rendered instanceof Outgoing.Http http ? Api.to(http, address(spec, Api.path(http))) : rendered;
    }

    static String address(ChannelSpec spec, String call) {
        return Api.base(spec, VENDOR) + "/open-apis/" + call;
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        JsonNode body = reply.failure() == null ? Replies.object(reply) : null;
        Long code = body == null ? null : Replies.number(body, "code");
        boolean coded = code != null && code != 0;
        Outcome early = Replies.transport(reply, spec, now);
        // Feishu answers 400, 429 or 500 with a code in the body, which says more
        if (early != null && !(coded && reply.status() >= 400)) {
            return early;
        }
        if (body == null || code == null) {
            return Replies.unreadable(reply, spec);
        }
        String said = Replies.words(body, "msg");
        String detail = Replies.detail(spec, "code " + code + " " + said);
        if (code == 0) {
            return reply.status() < 300
                    ? new Outcome(
                            Outcome.Kind.DELIVERED, null, detail, null, Api.card(Api.text(body, "/data/message_id")))
                    : Outcome.rejected(detail, "cure.request");
        }
        return refused(code, said.toLowerCase(Locale.ROOT), detail, reply, now);
    }

    private static Outcome refused(long code, String said, String detail, Reply reply, Instant now) {
        Instant pause = now.plus(Replies.retryAfter(reply, now, Replies.THROTTLE));
        return switch ((int) Math.max(-1, Math.min(code, Integer.MAX_VALUE))) {
            case 99991400, 230020, 11232, 11233 -> Outcome.throttled(Feishu.offTheHalfHour(pause), detail);
            case 9499 ->
                said.contains("too many") ? Outcome.throttled(pause, detail) : Outcome.rejected(detail, "cure.request");
            case 99991403 -> new Outcome(Outcome.Kind.THROTTLED, Feishu.nextMonth(now), detail, "cure.quota");
            case 10003, 10014, 99991543, 99991661, 99991663, 99991664, 99991665, 99991671 ->
                Outcome.dead(detail, "cure.feishu.secret");
            case 99991672, 99991679, 230006, 230027, 230018 -> Outcome.dead(detail, "cure.feishu.scope");
            case 99991401 -> Outcome.dead(detail, "cure.ip");
            case 230002, 230013, 230029, 230034, 230035, 230053 -> Outcome.rejected(detail, "cure.feishu.chat");
            case 2200, 230049, 1000004, 1000005, 55001 -> Outcome.retry(null, detail);
            default ->
                reply.status() == 429
                        ? Outcome.throttled(pause, detail)
                        : reply.status() >= 500
                                ? Outcome.retry(null, detail)
                                : Outcome.rejected(detail, "cure.request");
        };
    }
}
