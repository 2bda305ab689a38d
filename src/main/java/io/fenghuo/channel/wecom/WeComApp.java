package io.fenghuo.channel.wecom;

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
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.channel.wording.Sheet;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.State;
import io.fenghuo.wire.WeComCrypt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An application of WeCom's own (developer.work.weixin.qq.com, documents 90236 message/send, 91039 gettoken, 94945 update_template_card): a
 * card with a button to take the incident. {@code secret} is the application's, {@code corpid} and {@code agentid} say whose it is; a person is
 * reached by their {@code wecom} id, a group as {@code users}, {@code party} or {@code tag}. The vendor keeps a copy out by itself within 30
 * minutes (enable_duplicate_check), so the same bytes may be sent again.
 */
public final class WeComApp implements Channel {
    static final String VENDOR = "https://qyapi.weixin.qq.com";
    static final int MARKDOWN_BYTES = 2048;

    private static final String MESSENGER = "wecom";
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}";
    /** One member gets no more than 30 a minute; what goes beyond vanishes with errcode 0 (document 90454). */
    private static final Limits LIMITS =
            new Limits(30, 5, 3, Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ZERO, true).forEach();

    private static final Budget CARD = new Budget(100, 1, 0);
    private static final Budget MARKDOWN = new Budget(600, 3, 60);
    private static final int SAME_FOR_SECONDS = 1800;
    private final Tokens tokens = new WeComTokens();
    private final Buttons buttons = new WeComButtons();

    @Override
    public String type() {
        return "wecom-app";
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
    public boolean changesOnce() {
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
        List<Reason> problems = new ArrayList<>(Api.problems(spec, "secret", "corpid", "agentid"));
        if (!Api.option(spec, "agentid").matches("\\d{0,12}")) {
            problems.add(Reason.of("wecom.agentid", Api.option(spec, "agentid")));
        }
        boolean token = !Api.option(spec, "token").isEmpty();
        String key = Api.option(spec, "aes-key");
        if (token == key.isEmpty()) {
            problems.add(Reason.of("wecom.callback"));
        } else if (token && !WeComCrypt.key(key)) {
            problems.add(Reason.of("wecom.key"));
        }
        if (!spec.levels().isEmpty() && group(spec).isEmpty()) {
            problems.add(Reason.of("wecom.group"));
        }
        return problems;
    }

    /** Whether its buttons can call us: without that a card with one is refused by the vendor. */
    static boolean calls(ChannelSpec spec) {
        return !Api.option(spec, "token").isEmpty() && WeComCrypt.key(Api.option(spec, "aes-key"));
    }

    /** Whom a message to the group goes to; empty when the entry names nobody. */
    private static Map<String, Object> group(ChannelSpec spec) {
        Map<String, Object> to = Json.map();
        Stream.of("touser users", "toparty party", "totag tag")
                .map(pair -> pair.split(" "))
                .forEach(pair -> {
                    List<String> ids = Api.options(spec, pair[1]).stream()
                            .filter(id -> id.matches(ID))
                            .toList();
                    if (!ids.isEmpty()) {
                        to.put(pair[0], String.join("|", ids));
                    }
                });
        return to;
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        if (Api.edit(message)) {
            return change(message, spec, now);
        }
        String user = Api.person(message, MESSENGER, ID);
        Map<String, Object> body =
                message.recipient().person() == null ? group(spec) : user == null ? Map.of() : Json.map("touser", user);
        if (body.isEmpty()) {
            return List.of();
        }
        Composer composer = new Composer(message, now);
        Draft draft = composer.draft(CARD);
        Incident incident = message.incident();
        boolean button = Api.takeable(message) && calls(spec);
        if (incident != null && message.digest().isEmpty() && button) {
            body.putAll(WeComCard.button(composer, message, incident, draft));
        } else if (incident != null && message.digest().isEmpty() && draft.link() != null) {
            body.putAll(WeComCard.of(composer, message, incident, draft, ""));
        } else {
            String content = Budget.fit(MARKDOWN, budget -> markdown(composer, budget), WeComApp::fits);
            body.putAll(Json.map("msgtype", "markdown", "markdown", Map.of("content", content)));
        }
        body.put("agentid", agent(spec));
        body.put("enable_duplicate_check", 1);
        body.put("duplicate_check_interval", SAME_FOR_SECONDS);
        return List.of(Api.call("POST", "message/send", body));
    }

    /** What stands where the button was; while nobody has it, the button stays, since the vendor lets a card be changed but once. */
    private static List<Outgoing> change(Message message, ChannelSpec spec, Instant now) {
        Incident incident = message.incident();
        if (incident == null
                || incident.state() == State.OPEN
                || message.cards().isEmpty()) {
            return List.of();
        }
        Composer composer = new Composer(message, now);
        String card = message.cards().get(message.cards().size() - 1);
        String state = Medium.CHAT.text(composer.state(incident)) + " "
                + composer.words().moment(message.notice().at(), now, message.zone());
        Map<String, Object> body = Json.map("agentid", agent(spec), "response_code", card);
        String user = Api.person(message, MESSENGER, ID);
        if (user == null) {
            body.put("atall", 1);
        } else {
            body.put("userids", List.of(user));
        }
        body.put("button", Map.of("replace_name", Plain.clip(state, 30)));
        return List.of(Api.call("POST", "message/update_template_card", body));
    }

    static long agent(ChannelSpec spec) {
        String agent = Api.option(spec, "agentid");
        return agent.matches("\\d{1,12}") ? Long.parseLong(agent) : 0;
    }

    private static boolean fits(String markdown) {
        return Plain.bytes(markdown) <= MARKDOWN_BYTES - Repeats.ROOM;
    }

    private static String markdown(Composer composer, Budget budget) {
        Draft draft = composer.draft(budget);
        List<String> lines = new Sheet(Medium.MARKDOWN, composer.words()).lines(draft);
        if (draft.link() != null) {
            lines.add(Medium.MARKDOWN.link(draft.linkLabel(), draft.link()));
        }
        return "**" + Medium.MARKDOWN.text(draft.title()) + "**\n" + String.join("\n", lines);
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(digest, now);
        return Budget.lines(digest, MARKDOWN, one -> markdown(composer, one), WeComApp::fits);
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        return rendered instanceof Outgoing.Http http ? Api.to(http, address(spec, Api.path(http))) : rendered;
    }

    static String address(ChannelSpec spec, String call) {
        return Api.base(spec, VENDOR) + "/cgi-bin/" + call;
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        Outcome early = Replies.transport(reply, spec, now);
        if (early != null) {
            return early;
        }
        JsonNode body = Replies.object(reply);
        Long code = body == null ? null : Replies.number(body, "errcode");
        if (body == null || code == null) {
            return Replies.unreadable(reply, spec);
        }
        String detail = Replies.detail(spec, "errcode " + code + " " + Replies.words(body, "errmsg"));
        if (code == 0) {
            return taken(body, detail, spec);
        }
        return switch ((int) Math.max(Math.min(code, 1_000_000), -2)) {
            case -1, 6000 -> Outcome.retry(null, detail);
            case 45033 -> Outcome.retry(now.plusSeconds(3), detail);
            case 45009 -> Outcome.throttled(now.plus(Replies.THROTTLE), detail);
            // the interface may be called so often a day and no more
            case 45011 -> Outcome.throttled(now.plus(Replies.THROTTLE), detail);
            case 40001, 40013, 40014, 40091, 41002, 41004, 42001 -> Outcome.dead(detail, "cure.wecom.secret");
            case 40056, 301002, 60011, 48002 -> Outcome.dead(detail, "cure.wecom.agent");
            case 60020 -> Outcome.dead(detail, "cure.wecom.ip");
            case 81013, 40003, 60111 -> Outcome.rejected(detail, "cure.wecom.user");
            default -> Outcome.rejected(detail, "cure.request");
        };
    }

    /** With errcode 0 some of those it was for may still not get it, and perhaps nobody does. */
    private static Outcome taken(JsonNode body, String detail, ChannelSpec spec) {
        if (detail.toLowerCase(Locale.ROOT).contains("wrong json format")) {
            return Outcome.rejected(detail, "cure.request");
        }
        List<String> without = new ArrayList<>();
        for (String name : List.of("invaliduser", "invalidparty", "invalidtag", "unlicenseduser")) {
            String who = Replies.words(body, name);
            if (!who.isBlank()) {
                without.add(name + " " + who);
            }
        }
        String kept = Api.card(Replies.words(body, "response_code"));
        return without.isEmpty()
                ? new Outcome(Outcome.Kind.DELIVERED, null, detail, null, kept)
                : new Outcome(
                        Outcome.Kind.DELIVERED,
                        null,
                        Replies.detail(spec, detail + ", " + String.join(", ", without)),
                        "cure.wecom.user",
                        kept);
    }
}
