package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power cut is no excuse: an evening of posts is brought in while the process is killed with SIGKILL at random moments. Whatever was
 * acknowledged is there afterwards, and everybody who had to be told was told, at most once more than there were interruptions.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("fenghuo.kills", 50);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    @Test
    void nothingIsLostOverManyKills() throws Exception {
        try (Hook hook = new Hook();
                Service service = new Service(home, Map.of("FENGHUO_LANG", "en"))) {
            writeHome(hook);
            service.start();
            Random random = new Random(20_261_122);
            AtomicBoolean done = new AtomicBoolean();
            List<String> acknowledged = new ArrayList<>();
            Thread crawler = new Thread(() -> bring(service, acknowledged, done), "crawler");
            crawler.start();
            for (int kill = 0; kill < KILLS; kill++) {
                Thread.sleep(20 + random.nextInt(700));
                service.kill();
                service.start();
            }
            done.set(true);
            crawler.join(60_000);
            check(service, hook, acknowledged);
        }
    }

    /** Brings posts one after another, each again and again until it is acknowledged, as a crawler with a queue would. */
    private static void bring(Service service, List<String> acknowledged, AtomicBoolean done) {
        for (int number = 0; !done.get() || number % 10 != 0; number++) {
            String post = post(number);
            while (true) {
                try {
                    if (service.post("/api/posts?source=crm", post).statusCode() == 202) {
                        acknowledged.add("k" + number);
                        break;
                    }
                } catch (IOException down) {
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String post(int number) {
        String text = switch (number % 10) {
            case 3 -> "敷完脸红肿刺痛，" + story(number);
            case 7 -> "这家是騙.子，" + story(number);
            default -> "今晚的直播几点开始呀";
        };
        return "{\"id\":\"k" + number + "\",\"thread\":\"t" + number + "\",\"author\":{\"id\":\"u" + number
                + "\"},\"subject\":{\"product\":\"p" + number + "\"},\"text\":\"" + text + "，单号" + number + "完\"}";
    }

    /** A tale of its own for each number, so that no two complaints pass for copies of one. */
    private static String story(int number) {
        String[] when = {"昨天晚上刚拆封", "出差回来才打开", "给妈妈买的那瓶", "双十一囤了三盒", "朋友推荐才下单"};
        String[] where = {"客服让我等通知", "快递员说不归他管", "店里电话打不通", "医生开了两支药膏", "邻居看见都吓一跳"};
        String[] what = {"孩子在旁边直哭", "请假在家躺了一天", "照片都留着呢", "镜子都不敢照", "明天还要去面试"};
        int turn = number / 10;
        return when[turn % 5] + "，" + where[turn / 5 % 5] + "，" + what[turn / 25 % 5] + "，第" + turn / 125 + "回";
    }

    private static void check(Service service, Hook hook, List<String> acknowledged) throws IOException {
        Set<String> posts = new HashSet<>();
        Set<String> hits = new HashSet<>();
        readJournal(service, posts, hits);
        assertThat(posts).as("acknowledged posts").containsAll(acknowledged);
        List<String> grave = acknowledged.stream()
                .filter(id -> Integer.parseInt(id.substring(1)) % 10 == 3)
                .toList();
        Set<String> complaints = new HashSet<>(grave);
        acknowledged.stream()
                .filter(id -> Integer.parseInt(id.substring(1)) % 10 == 7)
                .forEach(complaints::add);
        assertThat(hits).as("posts with a hit").containsExactlyInAnyOrderElementsOf(complaints);
        Awaitility.await("the outbox empties")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(toldOf(hook, grave)).isEqualTo(new HashSet<>(grave)));
        Map<String, Integer> copies = new HashMap<>();
        hook.received().forEach(message -> copies.merge(message.id(), 1, Integer::sum));
        int extra = copies.values().stream().mapToInt(count -> count - 1).sum();
        System.out.printf(
                "kill test: %d kills, %d posts acknowledged, %d messages, %d of them second copies%n",
                KILLS, acknowledged.size(), hook.received().size(), extra);
        assertThat(extra).as("second copies, at most one for each interruption").isLessThanOrEqualTo(KILLS);
    }

    private static Set<String> toldOf(Hook hook, List<String> grave) {
        Set<String> told = new HashSet<>();
        for (Hook.Received message : hook.received()) {
            grave.stream()
                    .filter(id -> message.body().contains("单号" + id.substring(1) + "完"))
                    .forEach(told::add);
        }
        return told;
    }

    private static void readJournal(Service service, Set<String> posts, Set<String> hits) throws IOException {
        long after = 0;
        while (true) {
            JsonNode page =
                    JSON.readTree(service.get("/api/events?after=" + after).body());
            JsonNode events = page.isArray() ? page : page.path("events");
            if (events.isEmpty()) {
                return;
            }
            for (JsonNode event : events) {
                after = event.path("seq").asLong();
                if ("post".equals(event.path("type").asText())) {
                    posts.add(event.path("data").path("id").asText());
                } else if ("hit".equals(event.path("type").asText())) {
                    hits.add(event.path("data").path("post").asText());
                }
            }
        }
    }

    private void writeHome(Hook hook) throws IOException {
        write("watchlists/brand.yaml", """
                brand: 云朵家
                rules:
                  - id: skin
                    family: safety
                    level: L1
                    category: 人身安全
                    when: (红肿 OR 刺痛) NEAR/12 (用了 OR 敷)
                  - id: fraud
                    level: L3
                    category: 欺诈
                    any: [骗子]
                """);
        write("watchlists/sources.yaml", """
                sources:
                  - id: crm
                    type: push
                """);
        write("alerts/channels.yaml", """
                channels:
                  - id: hook
                    type: webhook
                    url: %s
                    secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                    allow-private: true
                    levels: []
                """.formatted(hook.url()));
        write("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, via: [hook] }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], admin: [zhang] }
                """);
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
