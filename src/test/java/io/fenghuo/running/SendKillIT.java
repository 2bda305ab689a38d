package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Delivery;
import io.fenghuo.running.SteppedVendor.Got;
import io.fenghuo.running.SteppedVendor.Step;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service is killed with SIGKILL at each step of a send, to three vendors at once: a robot that has no keys, a receiver that knows a
 * copy by its id, an application whose vendor compares bytes. After a restart every message is there; of each that was on its way there is at most
 * one copy, which says so or is known to its vendor for what it is.
 */
class SendKillIT {
    private static final String MARK = "【可能重复】";
    private static final String OK = "{\"errcode\":0,\"errmsg\":\"ok\"}";

    /** Injuries told so differently that none passes for a copy of another. */
    private static final Map<Step, String> STORIES = Map.of(
            Step.BEFORE_WRITE, "敷完脸红肿刺痛，孩子在旁边直哭",
            Step.HEADERS_READ, "昨天晚上刚拆封，今早胳膊上一片红肿",
            Step.HALF_READ, "医生看了我妈的眼皮红肿，开了两支药膏",
            Step.AFTER_WRITE, "双十一囤了三盒，用到第二盒手背红肿起泡",
            Step.ANSWERED, "店里电话打不通，脖子红肿得没法上班");

    @TempDir
    Path folder;

    @Test
    void atEveryStepNothingIsLostAndACopySaysSo() throws Exception {
        try (SteppedVendor robot = new SteppedVendor(OK, false);
                SteppedVendor hook = new SteppedVendor(OK, false);
                SteppedVendor app = new SteppedVendor(OK, true);
                Service service = new Service(folder, Map.of())) {
            writeHome(service, robot, hook, app);
            service.start();
            for (Step step : Step.values()) {
                List<SteppedVendor> vendors = List.of(robot, hook, app);
                vendors.forEach(vendor -> vendor.arm(step));
                killAt(step, service, vendors);
                robot(step, robot, toldBy(service, "robot", step));
                hook(step, hook, toldBy(service, "hook", step));
                app(step, app, toldBy(service, "app", step));
            }
        }
    }

    /** Kills while all three stand at the step, starts again and waits until everything is sent. */
    private static void killAt(Step step, Service service, List<SteppedVendor> vendors) throws Exception {
        vendors.forEach(vendor -> vendor.got.clear());
        CompletableFuture<Void> post = CompletableFuture.runAsync(() -> post(service, step));
        for (SteppedVendor vendor : vendors) {
            vendor.awaitStep();
        }
        if (step == Step.ANSWERED) {
            service.freeze(true);
            for (SteppedVendor vendor : vendors) {
                vendor.answer();
            }
        }
        service.kill();
        vendors.forEach(SteppedVendor::forgive);
        post.get(60, TimeUnit.SECONDS);
        service.start();
        Awaitility.await("all is sent after " + step)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> pending(service) == 0);
    }

    /** Its own answer is lost when the process dies first: what was told was stored before. */
    private static void post(Service service, Step step) {
        JsonObject post = new JsonObject()
                .put("id", step.name())
                .put("thread", step.name())
                .put("author", new JsonObject().put("id", "u-" + step).put("name", "证人"))
                .put("subject", new JsonObject().put("product", "p-" + step))
                .put("text", STORIES.get(step));
        try {
            service.post("/api/posts?source=crm", post.encode());
        } catch (IOException killedFirst) {
            assertThat(killedFirst).isNotNull();
        }
    }

    private static long pending(Service service) throws IOException {
        long pending = 0;
        for (var one : service.json("/api/deliveries?limit=1000").path("deliveries")) {
            pending += one.path("state").asText().equals("pending") ? 1 : 0;
        }
        return pending;
    }

    /** What went by a channel about the newest incident; the attempt the kill cut off is the first of the first and has no end. */
    private static List<Delivery> toldBy(Service service, String channel, Step step) {
        try (Store store = Stores.sqliteReadOnly(service.home().resolve("data/fenghuo.db"))) {
            return store.read(tx -> {
                List<Delivery> newest = tx.outbox().newest(new Outbox.Filter(null, channel, null), 100);
                String incident = newest.get(0).incident();
                List<Delivery> told = newest.stream()
                        .filter(one -> Objects.equals(one.incident(), incident))
                        .sorted(Comparator.comparing(Delivery::createdAt).thenComparing(Delivery::id))
                        .toList();
                assertThat(newest).allMatch(one -> one.state() == Delivery.Status.DELIVERED);
                for (Delivery one : told) {
                    List<Outbox.Attempt> attempts = tx.outbox().attempts(one.id());
                    boolean cut = one == told.get(0);
                    assertThat(attempts)
                            .as("%s of %s at %s", one.id(), channel, step)
                            .hasSize(cut ? 2 : 1);
                    assertThat(attempts.get(0).outcome() == null).isEqualTo(cut);
                }
                return told;
            });
        }
    }

    private static void robot(Step step, SteppedVendor robot, List<Delivery> told) {
        int before = step.arrived() ? 1 : 0;
        assertThat(robot.got).as("the robot at %s", step).hasSize(told.size() + before);
        for (Got one : robot.got) {
            assertThat(one.body().contains(MARK)).as("%s at %s", one, step).isEqualTo(one == robot.got.get(before));
        }
    }

    private static void hook(Step step, SteppedVendor hook, List<Delivery> told) {
        Map<String, List<String>> bodies = new HashMap<>();
        hook.got.forEach(
                one -> bodies.computeIfAbsent(one.id(), id -> new ArrayList<>()).add(one.body()));
        assertThat(bodies.keySet())
                .as("keys at %s", step)
                .containsExactlyInAnyOrderElementsOf(
                        told.stream().map(Delivery::id).toList());
        String cut = told.get(0).id();
        bodies.forEach((id, copies) -> {
            assertThat(copies).as("%s at %s", id, step).hasSize(step.arrived() && id.equals(cut) ? 2 : 1);
            assertThat(copies).allMatch(body -> body.equals(copies.get(0)) && !body.contains(MARK));
        });
    }

    private static void app(Step step, SteppedVendor app, List<Delivery> told) {
        List<String> bodies = app.got.stream().map(Got::body).toList();
        assertThat(bodies).as("the application at %s", step).hasSize(told.size() + (step.arrived() ? 1 : 0));
        assertThat(bodies.stream().distinct()).as("compared byte by byte").hasSize(told.size());
        assertThat(bodies)
                .allMatch(
                        body -> new JsonObject(body).getInteger("enable_duplicate_check") == 1 && !body.contains(MARK));
    }

    private static void writeHome(Service service, SteppedVendor robot, SteppedVendor hook, SteppedVendor app)
            throws IOException {
        service.write("watchlists/yunduo.yaml", """
                brand: 云朵家
                owner: role:brand
                rules:
                  - { id: injury, family: safety, level: L1, category: 人身安全, any: [红肿] }
                """);
        service.write("watchlists/sources.yaml", "sources:\n  - { id: crm, type: push }\n");
        // Nothing falls due while it lasts, however long five starts take: every message is one of the opening.
        service.write("alerts/policy.yaml", """
                levels:
                  L1:
                    clocks: { acknowledge: 30m, respond: 1h }
                    ladder:
                      - { tell: [role:duty, role:legal, role:supervisor] }
                """);
        service.write("alerts/channels.yaml", """
                channels:
                  - id: robot
                    type: wecom-robot
                    url: http://127.0.0.1:%d/cgi-bin/webhook/send?key=0123456789
                    allow-private: true
                    levels: [L1]
                  - id: hook
                    type: webhook
                    url: http://127.0.0.1:%d/hook
                    secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                    allow-private: true
                    levels: [L1]
                  - id: app
                    type: wecom-app
                    url: http://127.0.0.1:%d
                    secret: app-secret-0123456789abcdefghij
                    corpid: ww0123456789abcdef
                    agentid: 1000002
                    users: [zhangsan]
                    allow-private: true
                    levels: [L1]
                  - { id: screen, type: terminal, levels: [] }
                """.formatted(robot.port(), hook.port(), app.port()));
        service.write("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, via: [screen] }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], safety: [zhang], admin: [zhang] }
                """);
    }
}
