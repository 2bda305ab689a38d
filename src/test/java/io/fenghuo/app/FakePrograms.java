package io.fenghuo.app;

import io.fenghuo.app.FakeVendor.Answer;
import io.fenghuo.app.FakeVendor.Rate;
import io.fenghuo.app.FakeVendor.Request;
import io.fenghuo.app.FakeVendor.Rules;
import io.fenghuo.channel.Conformance;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Programs that are told of incidents: a receiver of Standard Webhooks, PagerDuty's Events API v2, Prometheus Alertmanager. */
final class FakePrograms {
    private FakePrograms() {}

    /** Verifies as Standard Webhooks 1.0.0 says; keeps what came under each id. */
    static final class Receiver implements Rules {
        final Map<String, String> byId = new ConcurrentHashMap<>();

        @Override
        public Answer answer(Request request) {
            String id = request.headers().getOrDefault("webhook-id", "");
            String stamp = request.headers().getOrDefault("webhook-timestamp", "0");
            boolean late = Math.abs(request.at().getEpochSecond() - Long.parseLong(stamp)) > 300;
            String wanted = "v1," + hmac(id + "." + stamp + "." + request.body());
            boolean signed = Arrays.asList(request.headers()
                            .getOrDefault("webhook-signature", "")
                            .split(" ", -1))
                    .contains(wanted);
            if (id.isEmpty() || late || !signed) {
                return Answer.of(401, "{\"error\":\"signature\"}");
            }
            if (request.bytes() > 20 * 1024) {
                return Answer.of(413, "{\"error\":\"too large\"}");
            }
            byId.put(id, request.body());
            return Answer.of(200, "{\"ok\":true}");
        }

        private static String hmac(String text) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                byte[] key = Base64.getDecoder().decode(Conformance.WHSEC.substring("whsec_".length()));
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** The alerts of one service; after a resolve, acknowledging or resolving again is dropped, as documented. */
    static final class PagerDuty implements Rules {
        private final Rate rate = new Rate(120, Duration.ofMinutes(1));
        /** triggered, acknowledged or resolved, and the severity, by dedup_key. */
        final Map<String, String> alerts = new ConcurrentHashMap<>();

        @Override
        public Answer answer(Request request) {
            JsonObject event = request.json();
            String key = event.getString("dedup_key", "");
            String action = event.getString("event_action", "");
            if (!request.path().equals("/v2/enqueue")) {
                return Answer.of(404, "not found");
            }
            if (!Conformance.ROUTING.equals(event.getString("routing_key"))) {
                return invalid("Invalid routing key");
            }
            if (!Set.of("trigger", "acknowledge", "resolve").contains(action)) {
                return invalid("'event_action' is invalid");
            }
            if (key.length() > 255 || key.isEmpty() && !action.equals("trigger")) {
                return invalid("'dedup_key' is invalid");
            }
            JsonObject payload = event.getJsonObject("payload", new JsonObject());
            if (action.equals("trigger")) {
                String summary = payload.getString("summary", "");
                boolean sound = !summary.isEmpty()
                        && summary.length() <= 1024
                        && !payload.getString("source", "").isEmpty()
                        && Set.of("critical", "error", "warning", "info").contains(payload.getString("severity", ""));
                if (!sound || request.bytes() > 512 * 1024) {
                    return invalid("'payload' is invalid");
                }
            }
            if (!rate.takes(request.at())) {
                return Answer.of(429, "Request Limit Exceeded");
            }
            move(key, action, payload.getString("severity", ""));
            return Answer.of(
                    202, "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"" + key + "\"}");
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
            return Answer.of(
                    400,
                    "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\"" + why
                            + "\"]}");
        }
    }

    /** {@code POST /api/v2/alerts}; an alert fires while its end lies ahead. */
    static final class Alertmanager implements Rules {
        /** When each alert ends, by its labels. */
        final Map<String, Instant> ends = new ConcurrentHashMap<>();

        @Override
        public Answer answer(Request request) {
            if (!request.path().equals("/" + Conformance.KEY + "/api/v2/alerts")) {
                return Answer.of(404, "404 page not found");
            }
            JsonArray alerts;
            try {
                alerts = new JsonArray(request.body());
            } catch (DecodeException none) {
                return Answer.of(400, "\"parsing alerts body failed\"");
            }
            for (Object one : alerts) {
                JsonObject alert = (JsonObject) one;
                JsonObject labels = alert.getJsonObject("labels", new JsonObject());
                Instant start = Instant.parse(alert.getString("startsAt"));
                Instant end = Instant.parse(alert.getString("endsAt"));
                if (labels.isEmpty()
                        || labels.stream()
                                .anyMatch(label ->
                                        String.valueOf(label.getValue()).isEmpty())) {
                    return Answer.of(400, "\"invalid label set\"");
                }
                if (end.isBefore(start)) {
                    return Answer.of(400, "\"start time must be before end time\"");
                }
                ends.put(labels.getString("incident", "") + " " + labels.getString("severity"), end);
            }
            return Answer.of(200, "");
        }

        boolean fires(String incident, String severity, Instant at) {
            return ends.getOrDefault(incident + " " + severity, Instant.MIN).isAfter(at);
        }
    }
}
