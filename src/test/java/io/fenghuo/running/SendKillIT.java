package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service is killed with SIGKILL at each step of a send, once to a vendor that knows copies by their key and once to one that does
 * not: when the connection is open and nothing is written, when half is written, when all is written, and when the answer is there and not yet
 * recorded. Nothing is lost; a copy is under the same key, or says that it may be one.
 */
class SendKillIT {
    private static final String MARK = "【可能重复】";

    @TempDir
    Path home;

    /** When the process is killed. */
    private enum Step {
        BEFORE_WRITE,
        DURING_WRITE,
        AFTER_WRITE,
        BEFORE_RECORD
    }

    @Test
    void atEveryStepNothingIsLostAndACopySaysSo() throws Exception {
        try (Service service = new Service(home, Map.of());
                Vendor robot = new Vendor("{\"errcode\":0,\"errmsg\":\"ok\"}");
                Vendor hook = new Vendor("")) {
            writeHome(service, robot, hook);
            service.start();
            int number = 0;
            for (Step step : Step.values()) {
                for (Vendor victim : List.of(robot, hook)) {
                    number++;
                    victim.killAt(step, service);
                    assertThat(service.post("/api/posts?source=crm", post(number))
                                    .statusCode())
                            .isEqualTo(202);
                    Awaitility.await("killed " + step)
                            .atMost(Duration.ofSeconds(20))
                            .pollInterval(Duration.ofMillis(10))
                            .until(victim::killed);
                    service.start();
                    toldOnce(robot, number, victim == robot ? step : null);
                    toldOnce(hook, number, victim == hook ? step : null);
                }
            }
            keyed(hook);
            service.stop();
        }
    }

    /** Injuries told so differently that none passes for a copy of another. */
    private static String story(int number) {
        String[] how = {"敷完脸红肿刺痛", "用了两天开始脱皮", "戴上就起疹", "涂完第二天皮肤溃烂", "洗完脸一片红疹"};
        String[] when = {"昨天晚上刚拆封", "出差回来才打开", "给妈妈买的那瓶", "双十一囤了三盒", "朋友推荐才下单"};
        String[] where = {"客服让我等通知", "快递员说不归他管", "店里电话打不通", "医生开了两支药膏", "邻居看见都吓一跳"};
        String[] what = {"孩子在旁边直哭", "请假在家躺了一天", "照片都留着呢", "镜子都不敢照", "明天还要去面试"};
        int turn = number / 5;
        return String.join(
                "，",
                when[(number + turn) % 5],
                how[number % 5],
                where[(number + 2 * turn) % 5],
                what[(number + 3 * turn) % 5]);
    }

    private static String person(int number) {
        return "证人" + number + "号";
    }

    private static String post(int number) {
        return new JsonObject()
                .put("id", "c-" + number)
                .put("thread", "t-" + number)
                .put("author", new JsonObject().put("id", "u-" + number).put("name", person(number)))
                .put("subject", new JsonObject().put("product", "p-" + number))
                .put("text", story(number))
                .encode();
    }

    /**
     * The first message about it comes once; twice only when the first was on its way when the process died, and then it says so. The other
     * vendor's may have been on its way at that moment, too.
     */
    private static void toldOnce(Vendor vendor, int number, @Nullable Step step) {
        String person = person(number);
        Awaitility.await(person + " is told")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> vendor.first(person).stream().anyMatch(one -> one.answered));
        List<Vendor.Got> whole = vendor.first(person);
        boolean arrived = step == Step.AFTER_WRITE || step == Step.BEFORE_RECORD;
        List<Vendor.Got> plain =
                whole.stream().filter(one -> !one.body.contains(MARK)).toList();
        if (step == null) {
            assertThat(whole).as("%s at the other vendor", person).hasSizeLessThanOrEqualTo(2);
            assertThat(plain).hasSizeLessThanOrEqualTo(vendor.keyed() ? whole.size() : 1);
            assertThat(whole).noneMatch(one -> vendor.keyed() && one.body.contains(MARK));
            return;
        }
        assertThat(whole).as("%s at %s", person, step).hasSize(arrived ? 2 : 1);
        if (!vendor.keyed()) {
            assertThat(whole.get(whole.size() - 1).body)
                    .as("%s at %s", person, step)
                    .contains(MARK);
            assertThat(plain).hasSize(arrived ? 1 : 0);
        } else {
            assertThat(whole).noneMatch(one -> one.body.contains(MARK));
        }
    }

    private static void keyed(Vendor hook) {
        for (Vendor.Got one : hook.got) {
            for (Vendor.Got other : hook.got) {
                if (one.id.equals(other.id)) {
                    assertThat(one.body).as("the same key, the same bytes").isEqualTo(other.body);
                }
            }
        }
    }

    private static void writeHome(Service service, Vendor robot, Vendor hook) throws IOException {
        service.copy("watchlists");
        service.write("watchlists/sources.yaml", """
                sources:
                  - id: crm
                    type: push
                """);
        service.write("alerts/channels.yaml", """
                channels:
                  - id: night
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
                  - id: screen
                    type: terminal
                    levels: []
                """.formatted(robot.port(), hook.port()));
        service.write("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, via: [screen] }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], safety: [zhang], admin: [zhang] }
                """);
    }

    /** A vendor that reads byte by byte, so that it can kill its customer between any two of them. */
    private static final class Vendor implements AutoCloseable {
        final List<Got> got = new CopyOnWriteArrayList<>();
        private final ServerSocket server;
        private final String answer;
        private final AtomicReference<@Nullable Plan> plan = new AtomicReference<>();
        private volatile boolean killed;

        private record Plan(Step step, Service service) {}

        /** A whole request. */
        static final class Got {
            final String id;
            final String body;
            volatile boolean answered;

            Got(String id, String body) {
                this.id = id;
                this.body = body;
            }
        }

        Vendor(String answer) throws IOException {
            this.answer = answer;
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(this::serve, "vendor");
            thread.setDaemon(true);
            thread.start();
        }

        boolean keyed() {
            return answer.isEmpty();
        }

        int port() {
            return server.getLocalPort();
        }

        void killAt(Step step, Service service) {
            killed = false;
            plan.set(new Plan(step, service));
        }

        boolean killed() {
            return killed;
        }

        /** The requests that open the matter of this person: without the text that rings and what came later. */
        List<Got> first(String person) {
            List<Got> first = new ArrayList<>();
            for (Got one : got) {
                boolean opens = one.body.contains(person)
                        && (keyed() ? one.body.contains("incident.opened") : one.body.contains("markdown"));
                if (opens) {
                    first.add(one);
                }
            }
            return first;
        }

        private void serve() {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    hear(socket);
                } catch (SocketException gone) {
                    // closed, or the customer is dead
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
        }

        private void hear(Socket socket) throws IOException {
            if (kill(Step.BEFORE_WRITE)) {
                return;
            }
            InputStream in = socket.getInputStream();
            String head = head(in);
            int length = Integer.parseInt(header(head, "content-length"));
            byte[] body = new byte[length];
            int half = in.readNBytes(body, 0, length / 2);
            if (kill(Step.DURING_WRITE)) {
                return;
            }
            in.readNBytes(body, half, length - half);
            Got one = new Got(header(head, "webhook-id"), new String(body, StandardCharsets.UTF_8));
            got.add(one);
            if (kill(Step.AFTER_WRITE)) {
                return;
            }
            Plan now = plan.get();
            boolean last = now != null && now.step() == Step.BEFORE_RECORD;
            if (last) {
                freeze(now.service());
            }
            byte[] said = answer.getBytes(StandardCharsets.UTF_8);
            String status = said.length == 0 ? "204 No Content" : "200 OK";
            socket.getOutputStream()
                    .write(("HTTP/1.1 " + status + "\r\nContent-Length: " + said.length
                                    + "\r\nConnection: close\r\n\r\n" + answer)
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            if (!kill(Step.BEFORE_RECORD)) {
                one.answered = true;
            }
        }

        private static void freeze(Service service) {
            try {
                service.freeze(true);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean kill(Step step) {
            Plan now = plan.get();
            if (now == null || now.step() != step) {
                return false;
            }
            plan.set(null);
            now.service().kill();
            killed = true;
            return true;
        }

        private static String head(InputStream in) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            String end = "\r\n\r\n";
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
                int next = in.read();
                if (next < 0) {
                    throw new SocketException("the customer hung up");
                }
                head.write(next);
            }
            return head.toString(StandardCharsets.ISO_8859_1);
        }

        private static String header(String head, String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
