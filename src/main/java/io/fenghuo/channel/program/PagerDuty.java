package io.fenghuo.channel.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.exchange.Replies;
import io.fenghuo.channel.exchange.Robots;
import io.fenghuo.channel.wording.Budget;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Draft;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.channel.wording.Sheet;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PagerDuty's Events API v2 (developer.pagerduty.com, "Events API v2", "Rate Limits"). Every incident is one alert there, known by its
 * {@code dedup_key}: told first it triggers, taken it is acknowledged, ended it is resolved; what changes meanwhile updates it. {@code secret}
 * is the integration key, put into the body at each attempt; {@code url} another address, such as that of the EU.
 */
public final class PagerDuty implements Channel {
    static final int SUMMARY = 1_024;
    /** The vendor takes 512 KB; nobody reads as much. */
    static final int BODY_BYTES = 60_000;

    private static final String ADDRESS = "https://events.pagerduty.com/v2/enqueue";
    private static final String CLIENT = "Fenghuo";
    private static final Budget MOST = new Budget(4000, 5, 200);
    /** About 120 calls a minute and key; after a 429 "a backoff of a few minutes". */
    private static final Duration PAUSE = Duration.ofMinutes(2);

    private static final Limits LIMITS =
            new Limits(120, 20, 6, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ZERO, false);
    private static final Map<Severity, String> SEVERITY =
            Map.of(Severity.L1, "critical", Severity.L2, "error", Severity.L3, "warning");

    @Override
    public String type() {
        return "pagerduty";
    }

    @Override
    public Secret address(ChannelSpec spec) {
        Secret url = spec.url();
        return url == null ? Secret.of(ADDRESS) : url;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        List<Reason> problems = new ArrayList<>(Robots.optionalAddressProblems(spec));
        Secret key = spec.secret();
        if (key == null) {
            problems.add(Reason.of("routing.missing"));
        } else if (!key.reveal().strip().matches("[A-Za-z0-9]{32}")) {
            problems.add(Reason.of("routing.format"));
        }
        return problems;
    }

    /** One event, of a digest one for each incident in it. A test is resolved as soon as it was triggered, so that nobody works on it. */
    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        if (message.digest().size() > 1) {
            return message.digest().stream()
                    .flatMap(item -> render(alone(message, item), spec, now).stream())
                    .toList();
        }
        Composer composer = new Composer(message, now);
        boolean test = message.notice().why().code().equals("test");
        String action = action(message);
        Outgoing event = event(composer, message, action);
        return test ? List.of(event, event(composer, message, "resolve")) : List.of(event);
    }

    private static Message alone(Message digest, Message.Item item) {
        return new Message(
                digest.key(),
                item.notice(),
                null,
                null,
                List.of(),
                digest.recipient(),
                digest.links(),
                0,
                digest.zone(),
                digest.demo(),
                List.of(item));
    }

    @Override
    public boolean keyed() {
        return true;
    }

    @Override
    public boolean edits() {
        return true;
    }

    /** The incident it is about; also the only one of a digest. */
    static @Nullable Incident about(Message message) {
        return message.digest().size() == 1 ? message.digest().get(0).incident() : message.incident();
    }

    private static String action(Message message) {
        Incident incident = about(message);
        Notice notice = message.notice();
        if (incident == null || incident.state() == State.OPEN) {
            return "trigger";
        }
        if (incident.state().ended()) {
            return "resolve";
        }
        boolean change = notice.manner() == Notice.Manner.EDIT || notice.reason() == NoticeReason.TAKEN;
        return change ? "acknowledge" : "trigger";
    }

    private static Outgoing event(Composer composer, Message message, String action) {
        return Outgoing.Http.json(Budget.fit(
                MOST, budget -> json(composer, message, action, budget), json -> Plain.bytes(json) <= BODY_BYTES));
    }

    private static String json(Composer composer, Message message, String action, Budget budget) {
        Incident incident = about(message);
        Map<String, Object> event =
                Json.map("event_action", action, "dedup_key", key(message, incident), "client", CLIENT);
        if (!action.equals("resolve")) {
            Draft draft = composer.draft(budget);
            event.put("payload", payload(composer, message, incident, draft));
            String link = link(message, draft);
            if (link != null) {
                event.put("client_url", link);
                event.put("links", List.of(Json.map("href", link, "text", draft.linkLabel())));
            }
        }
        return Json.write(event);
    }

    private static @Nullable String link(Message message, Draft draft) {
        return message.digest().size() == 1 ? message.digest().get(0).link() : draft.link();
    }

    /** At most 255 characters, the same for everything that is told of one incident. */
    private static String key(Message message, @Nullable Incident incident) {
        if (incident != null) {
            return "fenghuo/" + incident.id();
        }
        Reason why = message.notice().why();
        return Plain.line("fenghuo/service/" + why.code() + "/" + String.join("/", why.args()), 250);
    }

    private static Map<String, Object> payload(
            Composer composer, Message message, @Nullable Incident incident, Draft draft) {
        Severity level = incident == null ? message.notice().level() : incident.level();
        String title = incident == null ? draft.title() : composer.mark() + composer.title(incident);
        Map<String, Object> payload = Json.map(
                "summary",
                Plain.clip(Medium.CHAT.text(title), SUMMARY),
                "source",
                incident == null ? CLIENT : word(incident.brand()),
                "severity",
                incident == null ? "info" : SEVERITY.get(level),
                "timestamp",
                message.notice().at().toString(),
                "custom_details",
                details(composer, draft));
        if (incident != null) {
            payload.put("component", word(incident.family()));
            payload.put("class", word(incident.category()));
            payload.put("group", word(incident.brand()));
        }
        return payload;
    }

    private static String word(String any) {
        return Medium.CHAT.text(Plain.line(any, 80));
    }

    private static Map<String, Object> details(Composer composer, Draft draft) {
        Sheet sheet = new Sheet(Medium.CHAT, composer.words());
        Map<String, Object> details = Json.map();
        int more = 0;
        for (Draft.Part part : draft.parts()) {
            String label = sheet.label(part);
            String name = label.isEmpty() || details.containsKey(label) ? label + " " + ++more : label;
            details.put(name.strip(), sheet.value(part));
        }
        return details;
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        if (!(rendered instanceof Outgoing.Http http)) {
            return rendered;
        }
        Secret key = spec.secret();
        Outgoing.Http out = http.to(address(spec));
        return key == null
                ? out
                : out.with(Json.first(http.body(), "routing_key", key.reveal().strip()));
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        if (reply.failure() == null && reply.status() == 429) {
            return Outcome.throttled(
                    now.plus(Replies.retryAfter(reply, now, PAUSE)), Replies.detail(spec, "HTTP 429 " + reply.text()));
        }
        Outcome early = Replies.transport(reply, spec, now);
        if (early != null) {
            return early;
        }
        JsonNode body = Replies.object(reply);
        String status = body == null ? "" : Replies.words(body, "status");
        if (body == null || status.isEmpty()) {
            return Replies.unreadable(reply, spec);
        }
        String said = Replies.words(body, "message") + " " + body.path("errors").toString();
        String detail = Replies.detail(spec, "HTTP " + reply.status() + " " + status + " " + said);
        if (reply.status() == 202) {
            return status.equals("success") ? Outcome.delivered(detail) : Outcome.ambiguous(detail);
        }
        String lower = said.toLowerCase(Locale.ROOT);
        boolean key = lower.contains("routing") || lower.contains("integration key") || lower.contains("service key");
        if (key || reply.status() == 401 || reply.status() == 403) {
            return Outcome.dead(detail, "cure.routing");
        }
        return reply.status() < 300 ? Outcome.ambiguous(detail) : Outcome.rejected(detail, "cure.request");
    }
}
