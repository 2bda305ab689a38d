package io.fenghuo.running;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A shop's evening for tests that break things: numbered posts, every fifth an injury that opens an incident of its own, brought until they
 * are acknowledged. Threadsafe.
 */
final class Shop {
    static final int GRAVE_EVERY = 5;
    private static final int AT_ONCE = 5;

    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** Files of a home whose every person is reached by {@code hook}. */
    static void writeHome(Service service, Hook hook) throws IOException {
        service.write("watchlists/yunduo.yaml", """
                brand: 云朵家
                owner: role:brand
                rules:
                  - { id: injury, family: safety, level: L1, category: 人身安全, any: [红肿] }
                """);
        service.write("watchlists/sources.yaml", """
                sources:
                  - id: crm
                    type: push
                """);
        service.write("alerts/policy.yaml", """
                levels:
                  L1:
                    clocks: { acknowledge: 3m, respond: 15m }
                """);
        service.write("alerts/channels.yaml", """
                channels:
                  - id: hook
                    type: webhook
                    url: %s
                    secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                    allow-private: true
                    levels: []
                """.formatted(hook.url()));
        service.write("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, via: [hook] }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], safety: [zhang], admin: [zhang] }
                """);
    }

    /** How many posts were acknowledged. */
    int acknowledged() {
        return next.get();
    }

    /** How often a request was answered 503 or not at all. */
    int refused() {
        return refused.get();
    }

    /** Brings posts up to number {@code until} to whichever of {@code services} takes them, a few at a time. */
    void bring(int until, Service... services) {
        for (int turn = 0; next.get() < until; turn++) {
            int from = next.get();
            int to = Math.min(until, from + AT_ONCE);
            if (taken(services[turn % services.length], from, to)) {
                next.set(to);
            } else {
                refused.incrementAndGet();
                pause();
            }
        }
    }

    private static boolean taken(Service service, int from, int to) {
        JsonArray posts = new JsonArray();
        for (int number = from; number < to; number++) {
            posts.add(post(number));
        }
        try {
            HttpResponse<String> answer = service.post("/api/posts?source=crm", posts.encode());
            if (answer.statusCode() != 202 && answer.statusCode() != 503) {
                throw new AssertionError("POST answered " + answer.statusCode() + " " + answer.body());
            }
            return answer.statusCode() == 202;
        } catch (IOException down) {
            return false;
        }
    }

    private static JsonObject post(int number) {
        boolean grave = number % GRAVE_EVERY == 0;
        return new JsonObject()
                .put("id", "p" + number)
                .put("thread", "t" + number)
                .put("author", new JsonObject().put("id", "u" + number))
                .put("subject", new JsonObject().put("product", "p" + number))
                .put("text", grave ? "红肿" + number : "好看，第" + number + "个");
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The incidents people were told of as opened. */
    static Set<String> told(Hook hook) {
        return hook.received().stream()
                .map(message -> new JsonObject(message.body()).getJsonObject("data"))
                .filter(data -> data.containsKey("incident"))
                .map(data -> data.getJsonObject("incident").getString("id"))
                .collect(Collectors.toSet());
    }

    /** How many messages came more than once, under the same key; a copy that differs by a byte is an error. */
    static int copies(Hook hook) {
        Map<String, Set<String>> bodies = new HashMap<>();
        for (Hook.Received message : hook.received()) {
            bodies.computeIfAbsent(message.id(), id -> new HashSet<>()).add(message.body());
        }
        List<String> differing = new ArrayList<>();
        bodies.forEach((id, different) -> {
            if (different.size() > 1) {
                differing.add(id);
            }
        });
        if (!differing.isEmpty()) {
            throw new AssertionError("copies that differ: " + differing);
        }
        return hook.received().size() - bodies.size();
    }
}
