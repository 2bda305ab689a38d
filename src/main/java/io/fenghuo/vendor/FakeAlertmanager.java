package io.fenghuo.vendor;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prometheus Alertmanager ({@code POST /api/v2/alerts} of its api/v2/openapi.yaml): labels that are there and not empty, an end behind the start; an
 * alert fires while its end lies ahead.
 */
public final class FakeAlertmanager extends FakeVendor {
    private final String path;
    private final Map<String, Instant> ends = new ConcurrentHashMap<>();

    /** One whose API begins at this path, without a slash at its end. */
    public FakeAlertmanager(InstantSource clock, String path) {
        super(clock);
        this.path = path + "/api/v2/alerts";
    }

    /** Whether an incident's alert of this severity fires. */
    public boolean fires(String incident, String severity, Instant at) {
        return ends.getOrDefault(incident + " " + severity, Instant.MIN).isAfter(at);
    }

    @Override
    protected Answer answer(Request request) {
        if (!request.path().equals(path)) {
            return Answer.no(404, "404 page not found", "page not found");
        }
        JsonArray alerts;
        try {
            alerts = new JsonArray(request.body());
        } catch (DecodeException none) {
            return invalid("parsing alerts body failed");
        }
        for (Object one : alerts) {
            JsonObject alert = (JsonObject) one;
            JsonObject labels = alert.getJsonObject("labels", new JsonObject());
            Instant start = Instant.parse(alert.getString("startsAt"));
            Instant end = Instant.parse(alert.getString("endsAt"));
            boolean empty = labels.stream()
                    .anyMatch(label -> String.valueOf(label.getValue()).isEmpty());
            if (labels.isEmpty() || empty) {
                return invalid("invalid label set");
            }
            if (end.isBefore(start)) {
                return invalid("start time must be before end time");
            }
            ends.put(labels.getString("incident", "") + " " + labels.getString("severity"), end);
        }
        return Answer.of(200, "");
    }

    private static Answer invalid(String why) {
        return Answer.no(400, '"' + why + '"', why);
    }
}
