package io.fenghuo.vendor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The alerts of one service of PagerDuty (developer.pagerduty.com/docs/events-api-v2-overview, "Send an Alert Event"): fields, 512 KB, 120 events a
 * minute; after a resolve, acknowledging or resolving again is dropped.
 */
public final class FakePagerDuty extends FakeVendor {
    private static final int MOST = 512 * 1024;
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");

    private final String routing;
    private final Rate rate = new Rate(120, Rate.MINUTE);
    private final Map<String, String> alerts = new ConcurrentHashMap<>();

    /** A service whose integration has this routing key. */
    public FakePagerDuty(InstantSource clock, String routing) {
        super(clock);
        this.routing = routing;
    }

    /** triggered, acknowledged or resolved, and the severity, by dedup_key. */
    public Map<String, String> alerts() {
        return Map.copyOf(alerts);
    }

    @Override
    protected Answer answer(Request request) {
        JsonObject event = request.json();
        String key = event.getString("dedup_key", "");
        String action = event.getString("event_action", "");
        JsonObject payload = event.getJsonObject("payload", new JsonObject());
        if (!request.path().equals("/v2/enqueue")) {
            return Answer.no(404, "not found", "not found");
        }
        if (!routing.equals(event.getString("routing_key"))) {
            return invalid("Invalid routing key");
        }
        if (!Set.of("trigger", "acknowledge", "resolve").contains(action)) {
            return invalid("'event_action' is invalid");
        }
        if (key.length() > 255 || (key.isEmpty() && !action.equals("trigger"))) {
            return invalid("'dedup_key' is invalid");
        }
        if (request.bytes() > MOST || (action.equals("trigger") && !sound(payload))) {
            return invalid("'payload' is invalid");
        }
        if (!rate.takes(request.at())) {
            return Answer.no(429, "Request Limit Exceeded", "Request Limit Exceeded");
        }
        move(key, action, payload.getString("severity", ""));
        return Answer.of(
                202,
                new JsonObject()
                        .put("status", "success")
                        .put("message", "Event processed")
                        .put("dedup_key", key)
                        .encode());
    }

    private static boolean sound(JsonObject payload) {
        String summary = payload.getString("summary", "");
        return !summary.isEmpty()
                && summary.length() <= 1024
                && !payload.getString("source", "").isEmpty()
                && SEVERITIES.contains(payload.getString("severity", ""));
    }

    private void move(String key, String action, String severity) {
        String now = alerts.getOrDefault(key, "");
        boolean open = now.startsWith("triggered") || now.startsWith("acknowledged");
        if (action.equals("trigger")) {
            alerts.put(key, (now.startsWith("acknowledged") ? "acknowledged " : "triggered ") + severity);
        } else if (open) {
            alerts.put(key, action.equals("resolve") ? "resolved" : "acknowledged");
        }
    }

    private static Answer invalid(String why) {
        JsonObject body = new JsonObject()
                .put("status", "invalid event")
                .put("message", "Event object is invalid")
                .put("errors", new JsonArray().add(why));
        return Answer.no(400, body, why);
    }
}
