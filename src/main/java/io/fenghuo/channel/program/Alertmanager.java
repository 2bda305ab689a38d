package io.fenghuo.channel.program;

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
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus Alertmanager (its {@code api/v2/openapi.yaml}, {@code POST /api/v2/alerts}). An incident is an alert with the labels alertname,
 * incident, brand, family, category and severity; one that is raised becomes an alert of the graver severity while the other ends, and when the
 * incident ends so does its alert. It keeps nothing over a restart and forgets what nobody repeats, so an alert says itself how long it lasts.
 */
public final class Alertmanager implements Channel {
    private static final String PATH = "/api/v2/alerts";
    /** How long an alert lasts that nobody ends or changes. */
    private static final Duration LASTS = Duration.ofDays(7);

    private static final Duration SERVICE = Duration.ofHours(1);
    private static final Budget MOST = new Budget(2000, 3, 200);
    private static final Limits LIMITS =
            new Limits(0, 0, 6, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ZERO, false);
    private static final Map<Severity, String> SEVERITY =
            Map.of(Severity.L1, "critical", Severity.L2, "warning", Severity.L3, "info");

    @Override
    public String type() {
        return "alertmanager";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        return Robots.addressProblems(spec, null);
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
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(message, now);
        Draft draft = composer.draft(MOST);
        List<Object> alerts = new ArrayList<>();
        Incident incident = message.incident();
        if (incident != null) {
            for (Severity level : Severity.values()) {
                alerts.add(alert(composer, incident, level, text(composer, draft), draft.link(), now));
            }
        }
        for (Message.Item item : message.digest()) {
            Incident one = item.incident();
            if (one != null) {
                alerts.add(alert(composer, one, one.level(), why(composer, item), item.link(), now));
            } else {
                service(alerts, item.notice().why(), why(composer, item), now);
            }
        }
        if (alerts.isEmpty()) {
            service(alerts, message.notice().why(), Medium.CHAT.text(draft.title()), now);
        }
        return List.of(Outgoing.Http.json(Json.write(alerts)));
    }

    /** The alert an incident is at one severity: it fires at the present one and has ended at the others. */
    private static Map<String, Object> alert(
            Composer composer, Incident incident, Severity level, String text, @Nullable String link, Instant now) {
        boolean fires = level == incident.level() && !incident.state().ended();
        Instant start = incident.openedAt();
        Instant end = fires ? now.plus(LASTS) : now;
        Map<String, Object> alert = Json.map(
                "labels",
                Json.map(
                        "alertname", "FenghuoIncident",
                        "incident", incident.id(),
                        "brand", label(incident.brand()),
                        "family", label(incident.family()),
                        "category", label(incident.category()),
                        "severity", SEVERITY.get(level)),
                "annotations",
                Json.map(
                        "summary",
                        Medium.CHAT.text(composer.mark() + composer.title(incident)),
                        "description",
                        fires ? text : ""),
                "startsAt",
                start.toString(),
                "endsAt",
                (end.isAfter(start) ? end : start.plusSeconds(1)).toString());
        if (link != null) {
            alert.put("generatorURL", link);
        }
        return alert;
    }

    private static void service(List<Object> alerts, Reason why, String text, Instant now) {
        alerts.add(Json.map(
                "labels",
                Json.map(
                        "alertname",
                        "FenghuoService",
                        "reason",
                        label(why.code()),
                        "about",
                        label(String.join(" ", why.args())),
                        "severity",
                        "warning"),
                "annotations",
                Json.map("summary", text),
                "startsAt",
                now.toString(),
                "endsAt",
                now.plus(SERVICE).toString()));
    }

    private static String text(Composer composer, Draft draft) {
        return String.join("\n", new Sheet(Medium.CHAT, composer.words()).lines(draft));
    }

    private static String why(Composer composer, Message.Item item) {
        return Medium.CHAT.text(composer.why(item.notice()));
    }

    private static String label(String any) {
        return Medium.CHAT.text(Plain.line(any, 120));
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        Secret url = spec.url();
        if (!(rendered instanceof Outgoing.Http http) || url == null) {
            return rendered;
        }
        String server = Robots.server(spec, "");
        return Webhook.ownHeaders(http.to(Secret.of(server.endsWith(PATH) ? server : server + PATH)), spec);
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        Outcome early = Replies.transport(reply, spec, now);
        if (early != null) {
            return early;
        }
        // it says yes with an empty body, and why not as a JSON text
        return reply.status() == 200 && reply.text().isBlank()
                ? Outcome.delivered("HTTP 200")
                : Replies.unreadable(reply, spec);
    }
}
