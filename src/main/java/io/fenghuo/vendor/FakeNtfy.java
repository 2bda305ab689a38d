package io.fenghuo.vendor;

import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** ntfy (docs.ntfy.sh/publish, "Publish as JSON" and "Limitations"): topics, priorities, 4,096 bytes, 60 at once; behind an access token or open. */
public final class FakeNtfy extends FakeVendor {
    private static final int MOST = 4096;

    private final String path;
    private final String login;
    private final Rate burst = new Rate(60, Rate.MINUTE);
    private final List<String> topics = new CopyOnWriteArrayList<>();

    /**
     * A server.
     *
     * @param path where it takes messages, with a slash at its end
     * @param login the Authorization header it wants, {@code Bearer …} or {@code Basic …}; empty = none
     */
    public FakeNtfy(InstantSource clock, String path, String login) {
        super(clock);
        this.path = path;
        this.login = login;
    }

    /** Topics it published to. */
    public List<String> topics() {
        return List.copyOf(topics);
    }

    @Override
    protected Answer answer(Request request) {
        if (!request.path().equals(path)) {
            return no(404, 40401, "page not found");
        }
        String shown = request.header("authorization");
        if (!login.isEmpty() && !shown.equals(login)) {
            return shown.isEmpty() ? no(403, 40301, "forbidden") : no(401, 40101, "unauthorized");
        }
        JsonObject body = request.json();
        String topic = body.getString("topic", "");
        if (!topic.matches("[-_A-Za-z0-9]{1,64}")) {
            return no(400, 40009, "invalid request: topic invalid");
        }
        int priority = body.getInteger("priority", 3);
        if (priority < 1 || priority > 5) {
            return no(400, 40007, "invalid priority parameter");
        }
        if (Request.bytes(body.getString("message", "")) > MOST) {
            return no(413, 41303, "JSON body too large");
        }
        if (!burst.takes(request.at())) {
            return no(429, 42901, "limit reached: too many requests");
        }
        topics.add(topic);
        return Answer.of(new JsonObject()
                .put("id", "sPs71M8A2T")
                .put("time", request.at().getEpochSecond())
                .put("event", "message")
                .put("topic", topic));
    }

    private static Answer no(int status, int code, String words) {
        JsonObject body = new JsonObject().put("code", code).put("http", status).put("error", words);
        return Answer.no(status, body, code + " " + words);
    }
}
