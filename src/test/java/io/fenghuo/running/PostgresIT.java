package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.web.guard.Presses;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service over a real PostgreSQL: it works, it survives being killed, and it survives the database going away. */
class PostgresIT {
    private static final int KILLS = Integer.getInteger("fenghuo.kills", 8);
    private static final int MANY = 20_000;
    private static final int BATCH = 500;
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir
    Path directory;

    private Postgres database;
    private Hook hook;
    private Service service;

    @BeforeEach
    void begin() throws IOException {
        database = new Postgres(directory);
        database.start();
        hook = new Hook(30);
        Map<String, String> environment = new HashMap<>();
        service = new Service(directory.resolve("home"), environment);
        environment.putAll(Map.of(
                "FENGHUO_LANG", "en",
                "FENGHUO_DATABASE_URL", database.url(),
                "FENGHUO_PUBLIC_URL", service.uri("").toString()));
        Shop.writeHome(service, hook);
    }

    @AfterEach
    void end() throws IOException {
        if (service != null) {
            service.close();
            hook.close();
            database.close();
        }
    }

    @Test
    void worksFromPostToTakenIncidentAndByCommand() throws Exception {
        Shop shop = new Shop();
        service.start();
        shop.bring(40, service);
        awaitTold(8);
        String incident = database.ask("SELECT id FROM incidents ORDER BY id LIMIT 1");
        take(incident);
        assertThat(service.json("/api/incidents/" + incident).path("state").asText())
                .isEqualTo("taken");
        commands("with the service", incident);
        assertThat(service.stop()).as("exit code of a stop").isIn(0, 143);
        commands("without the service", incident);
        service.start();
        checkKept(shop);
        assertThat(service.json("/api/incidents/" + incident).path("owner").asText())
                .isEqualTo("zhang");
    }

    /** Takes the incident by the link zhang was sent, as a phone would. */
    private void take(String incident) throws IOException, InterruptedException {
        String link = hook.received().stream()
                .map(message -> new JsonObject(message.body()).getJsonObject("data"))
                .filter(data -> data.getJsonObject("incident").getString("id").equals(incident))
                .map(data -> data.getString("link"))
                .findFirst()
                .orElseThrow();
        HttpClient phone = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
        String page = phone.send(HttpRequest.newBuilder(URI.create(link)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher nonce = Pattern.compile("name=\"nonce\" value=\"([^\"]+)\"").matcher(page);
        assertThat(nonce.find()).as(page).isTrue();
        Matcher press = Pattern.compile("data-press=\"([^\"]+)\"").matcher(page);
        assertThat(press.find()).as(page).isTrue();
        Awaitility.await("nobody presses sooner")
                .pollDelay(Presses.SOONEST.multipliedBy(2))
                .until(() -> true);
        HttpResponse<String> taken = phone.send(
                HttpRequest.newBuilder(URI.create(link))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", service.uri("").toString())
                        .POST(HttpRequest.BodyPublishers.ofString("t="
                                + link.substring(link.indexOf("t=") + 2) + "&nonce="
                                + URLEncoder.encode(nonce.group(1), StandardCharsets.UTF_8) + "&press="
                                + URLEncoder.encode(press.group(1), StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(303);
    }

    private void commands(String how, String incident) throws InterruptedException {
        Map<String[], String> expected = Map.of(
                new String[] {"incident", "list"}, incident,
                new String[] {"incident", "show", incident}, "红肿",
                new String[] {"outbox", "list"}, "hook",
                new String[] {"source", "list"}, "crm",
                new String[] {"channel", "list"}, "hook",
                new String[] {"oncall"}, "zhang",
                new String[] {"doctor"}, "store");
        expected.forEach((command, words) -> {
            try {
                Service.Ended ended = service.run(command);
                assertThat(ended.output())
                        .as("%s %s", String.join(" ", command), how)
                        .contains(words);
                if (!command[0].equals("doctor")) {
                    assertThat(ended.code())
                            .as("%s %s: %s", String.join(" ", command), how, ended.output())
                            .isZero();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Says how fast; how fast is fast enough depends on the machine. */
    @Test
    void takesTwentyThousandPostsInBatches() throws Exception {
        service.start();
        long start = System.nanoTime();
        for (int from = 0; from < MANY; from += BATCH) {
            JsonArray posts = new JsonArray();
            for (int number = from; number < from + BATCH; number++) {
                posts.add(new JsonObject()
                        .put("id", "m" + number)
                        .put("author", new JsonObject().put("id", "u" + number % 5_000))
                        .put("text", number % 1_000 == 0 ? "红肿" + number : "发货快，包装完整，第" + number + "次买了"));
            }
            assertThat(service.post("/api/posts?source=crm", posts.encode()).statusCode())
                    .isEqualTo(202);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("PostgreSQL: %d posts in %.1f s, %.0f a second%n", MANY, seconds, MANY / seconds);
        assertThat(database.count("posts")).isEqualTo(MANY);
        assertThat(database.count("hits")).isEqualTo(MANY / 1_000);
    }

    @Test
    void nothingIsLostOverKills() throws Exception {
        Shop shop = new Shop();
        service.start();
        Thread crawler = new Thread(() -> shop.bring(600, service), "crawler");
        crawler.start();
        Random random = new Random(20_261_122);
        for (int kill = 0; kill < KILLS; kill++) {
            Thread.sleep(20 + random.nextInt(500));
            service.kill();
            service.start();
        }
        crawler.join(240_000);
        assertThat(shop.acknowledged()).isEqualTo(600);
        awaitTold(120);
        checkKept(shop);
        assertThat(Shop.copies(hook)).as("copies, at most one for each kill").isLessThanOrEqualTo(KILLS);
    }

    @Test
    void aRestartOfTheDatabaseIsSurvived() throws Exception {
        Shop shop = new Shop();
        service.start();
        shop.bring(50, service);
        Thread crawler = new Thread(() -> shop.bring(300, service), "crawler");
        crawler.start();
        Thread.sleep(300);
        database.stop();
        HttpResponse<String> refused = service.post(
                "/api/posts?source=crm",
                new JsonObject().put("id", "x").put("text", "x").encode());
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(service.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
        for (String page : List.of(
                "/",
                "/cases",
                "/deliveries",
                "/pauses",
                "/api/incidents",
                "/api/cases",
                "/api/rota",
                "/api/deliveries")) {
            assertThat(service.get(page).statusCode()).as(page).isEqualTo(503);
        }
        Thread.sleep(2_000);
        database.start();
        crawler.join(120_000);
        assertThat(shop.acknowledged()).isEqualTo(300);
        awaitTold(60);
        checkKept(shop);
        Awaitility.await("ready again").until(() -> service.get("/health/ready").statusCode() == 200);
        assertThat(Shop.copies(hook)).as("copies, at most one for the outage").isLessThanOrEqualTo(1);
    }

    private void awaitTold(int incidents) {
        Awaitility.await("everybody is told of " + incidents)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(Shop.told(hook)).hasSize(incidents));
    }

    private void checkKept(Shop shop) throws IOException, SQLException {
        Set<String> posts = new HashSet<>();
        service.events().stream()
                .filter(event -> event.path("type").asText().equals("post"))
                .forEach(event -> assertThat(
                                posts.add(event.path("data").path("id").asText()))
                        .as("told once: %s", event)
                        .isTrue());
        assertThat(posts).hasSize(shop.acknowledged());
        assertThat(database.count("posts")).isEqualTo(shop.acknowledged());
        int grave = shop.acknowledged() / Shop.GRAVE_EVERY;
        assertThat(database.count("hits")).isEqualTo(grave);
        assertThat(database.count("incidents")).isEqualTo(grave);
        assertThat(database.count("incidents WHERE ended = 0 AND NOT EXISTS"
                        + " (SELECT 1 FROM deadlines d WHERE d.incident = incidents.id)"))
                .as("open incidents with nothing left to do")
                .isZero();
        assertThat(service.incidents().stream()
                        .map(one -> one.path("id").asText())
                        .collect(Collectors.toSet()))
                .isEqualTo(Shop.told(hook));
    }
}
