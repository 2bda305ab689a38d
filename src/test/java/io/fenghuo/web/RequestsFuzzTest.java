package io.fenghuo.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.Patience;
import io.fenghuo.app.importing.ImportDesk;
import io.fenghuo.incident.Contacts;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Reason;
import io.fenghuo.model.SamePerson;
import io.fenghuo.model.Secret;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.web.guard.Cidr;
import io.fenghuo.web.guard.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Whatever a program, a browser or a stranger sends: done, or refused in words; and what is kept of it every store can keep. */
class RequestsFuzzTest {
    private static final String OWN = "127.0.0.1";
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final String COOKIE = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final String FORM_COOKIE = "Cookie: fh_form=" + COOKIE + "; fh_me=li\r\n";
    private static final String CSRF = new Tokens(Secret.of("key")).token(Desk.CSRF_COOKIE, COOKIE);
    private static final String BORDER = "b";
    private static final String MULTIPART =
            "Content-Type: multipart/form-data; boundary=" + BORDER + "\r\n" + FORM_COOKIE;
    private static final List<String> PROGRAMS = List.of(
            "/api/posts?source=s",
            "/api/incidents/i-01injury/actions",
            "/api/incidents/i-01injury/statement",
            "/api/incidents/i-01injury/evidence",
            "/api/deliveries/d-1/retry",
            "/api/deliveries/d-1/drop",
            "/api/demo",
            "/api/drills",
            "/api/persons/forget",
            "/api/persons/same",
            "/api/persons/apart",
            "/api/links",
            "/api/links/revoke",
            "/api/rota/swaps",
            "/api/pauses",
            "/api/pauses/z-1/lift",
            "/api/measures/m-1/done",
            "/api/refinements/r-1/accept");
    private static final List<String> FORMS = List.of(
            "/incidents/i-01injury/actions",
            "/incidents/i-01injury/steps",
            "/incidents/i-01injury/check",
            "/incidents/i-01injury/statement",
            "/incidents/i-01injury/same",
            "/deliveries/d-1",
            "/words",
            "/handover",
            "/people",
            "/drills",
            "/settings",
            "/pauses",
            "/measures/m-1/done",
            "/refinements",
            "/import/im-1");
    private static final List<String> LINES = List.of(
            "Host", "Origin", "Sec-Fetch-Site", "Cookie", "X-Forwarded-For", "Accept", "Authorization", "HX-Request");

    private static final Vertx VERTX = Vertx.vertx();
    private static final MemoryConsole CONSOLE = new MemoryConsole(InstantSource.fixed(NOW));
    private static final List<String> KEPT = new ArrayList<>();
    private static Path folder = Path.of("");
    private static int port;

    @BeforeAll
    static void serve() throws Exception {
        folder = Files.createTempDirectory("uploads");
        new Samples(NOW).fill(CONSOLE);
        CONSOLE.pauses = new KeptPauses();
        CONSOLE.imports = new ImportDesk(new ImportDesk.Parts(
                VERTX,
                new HandTime(NOW),
                new Ids(new Random(1)),
                folder,
                ZoneId.of("Asia/Shanghai"),
                Locale.ENGLISH,
                () -> Contacts.NONE,
                ingest -> Future.succeededFuture(new Console.Receipt(
                        ingest.posts().size(), ingest.posts().size(), 0, 0)),
                (type, json) -> Future.succeededFuture()));
        CONSOLE.revoking = (link, actor) -> {
            KEPT.addAll(List.of(link, actor.by()));
            return Future.succeededFuture(Optional.empty());
        };
        WebSettings settings = new WebSettings(
                OWN,
                0,
                URI.create("https://alerts.example"),
                Cidr.LOOPBACK,
                Secret.of("key"),
                ZoneId.of("Asia/Shanghai"),
                Locale.ENGLISH,
                1 << 20);
        port = WebServer.start(VERTX, settings, CONSOLE)
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
    }

    @AfterAll
    static void end() throws IOException {
        await("nothing of an upload is left behind but what was taken, and that was dropped")
                .atMost(Patience.USUAL)
                .until(() -> {
                    try (Stream<Path> left = Files.list(folder)) {
                        return left.findAny().isEmpty();
                    }
                });
        VERTX.close().toCompletionStage().toCompletableFuture().join();
        Files.delete(folder);
    }

    /** Said by each fuzz test itself: a fuzzer forgets what was said before it. */
    private static void toThatServerOnly() {
        BugDetectors.allowNetworkConnections((host, to) -> to == port);
    }

    /** JSON, to every address that takes some. */
    @FuzzTest(maxDuration = "65s")
    void programs(byte[] bytes) throws IOException {
        toThatServerOnly();
        for (String path : PROGRAMS) {
            Answer answer = post(path, "Content-Type: application/json\r\n", bytes);
            told(answer, path);
            new JsonObject(answer.text());
        }
        for (SamePerson one : CONSOLE.cases.persons) {
            KEPT.addAll(List.of(one.source(), one.author(), one.asSource(), one.as(), one.by()));
        }
        CONSOLE.passes.values().forEach(pass -> KEPT.add(pass.person()));
        CONSOLE.ingested.forEach(one -> one.posts().forEach(post -> KEPT.addAll(List.of(post.id(), post.text()))));
        sound();
    }

    /** The fields of a form, to every address that takes some. */
    @FuzzTest(maxDuration = "65s")
    void forms(byte[] bytes) throws IOException {
        toThatServerOnly();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("csrf=" + CSRF + "&").getBytes(UTF_8));
        body.writeBytes(bytes);
        for (String path : FORMS) {
            String form = "Content-Type: application/x-www-form-urlencoded\r\n" + FORM_COOKIE;
            told(post(path, form, body.toByteArray()), path);
            assertThat(post(path, "Content-Type: application/x-www-form-urlencoded\r\n", bytes)
                            .status())
                    .as("without a token")
                    .isBetween(400, 499);
        }
        CONSOLE.proposals.forEach(one -> KEPT.add(one.id()));
        sound();
    }

    /** Forms with files: a table is taken and shown, anything else is refused in words. */
    @FuzzTest(maxDuration = "65s")
    void uploads(byte[] bytes) throws IOException {
        toThatServerOnly();
        String token = "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + CSRF + "\r\n";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(token.getBytes(UTF_8));
        body.writeBytes(bytes);
        told(post("/report", MULTIPART, body.toByteArray()), "/report");
        assertThat(post("/import", MULTIPART, bytes).status())
                .as("without a token")
                .isBetween(400, 499);
        Answer answer = post("/import", MULTIPART, body.toByteArray());
        told(answer, "/import");
        if (answer.status() == 303) {
            String place = answer.headers().get("Location");
            assertThat(place).matches("/import/im-[0-9a-z]{26}");
            Answer page = send("GET " + place + " HTTP/1.1\r\nHost: " + OWN + "\r\n" + FORM_COOKIE, new byte[0]);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).doesNotContain("<script>").doesNotContainPattern("[\u0000-\u0008\u202a-\u202e]");
            String form = "Content-Type: application/x-www-form-urlencoded\r\n" + FORM_COOKIE;
            assertThat(post(place, form, ("do=drop&csrf=" + CSRF).getBytes(UTF_8))
                            .status())
                    .isEqualTo(303);
        }
        sound();
    }

    /** A line for each of {@link #LINES}, then path and query. */
    @FuzzTest(maxDuration = "65s")
    void heads(byte[] bytes) throws IOException {
        toThatServerOnly();
        String[] lines = new String(bytes, ISO_8859_1).split("[\r\n]+", LINES.size() + 1);
        StringBuilder head = new StringBuilder();
        for (int at = 0; at < Math.min(lines.length, LINES.size()); at++) {
            if (!lines[at].isEmpty()) {
                head.append(LINES.get(at)).append(": ").append(lines[at]).append("\r\n");
            }
        }
        String path = lines.length > LINES.size() ? lines[LINES.size()].replaceAll("[^!-~]", "") : "";
        for (String method : List.of("GET", "POST")) {
            Answer answer = send(method + " /" + path + " HTTP/1.1\r\n" + head + "Content-Length: 0\r\n", new byte[0]);
            told(answer, path);
            boolean ours = lines[0].strip()
                    .matches("(?i)(localhost|127\\.0\\.0\\.1|alerts\\.example)\\.?(:\\d*)?|\\[[0-9a-f:.]+](:\\d*)?");
            if (!ours) {
                assertThat(answer.status()).isBetween(400, 499);
            }
            String goes = answer.headers().getOrDefault("location", "/");
            assertThat(goes).startsWith("/").doesNotStartWith("//").doesNotContain("\\");
        }
    }

    private static Answer post(String path, String head, byte[] body) throws IOException {
        String first = "POST " + path + " HTTP/1.1\r\nHost: " + OWN + "\r\nAccept: application/json\r\n";
        return send(first + head + "Content-Length: " + body.length + "\r\n", body);
    }

    private static Answer send(String head, byte[] body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName(OWN), port)) {
            socket.setTcpNoDelay(true);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes((head + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
            request.writeBytes(body);
            socket.getOutputStream().write(request.toByteArray());
            return Answer.of(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        }
    }

    /** An answer; the bytes of its body as characters. */
    private record Answer(int status, Map<String, String> headers, String body) {
        static Answer of(String all) {
            int end = all.indexOf("\r\n\r\n");
            assertThat(end).as(all).isPositive();
            String[] lines = all.substring(0, end).split("\r\n");
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (int at = 1; at < lines.length; at++) {
                String[] parts = lines[at].split(": ", 2);
                assertThat(parts).as(lines[at]).hasSize(2);
                headers.put(parts[0], parts[1]);
            }
            return new Answer(Integer.parseInt(lines[0].substring(9, 12)), headers, all.substring(end + 4));
        }

        String text() {
            return new String(body.getBytes(ISO_8859_1), UTF_8);
        }
    }

    private static void told(Answer answer, String path) {
        assertThat(answer.status()).as(path + " " + answer.body()).isBetween(200, 499);
        answer.headers()
                .values()
                .forEach(value -> assertThat(value.chars().noneMatch(Character::isISOControl))
                        .isTrue());
        assertThat(answer.body()).doesNotContain("io.fenghuo", "Exception");
        boolean refused = answer.status() >= 400 && !answer.body().isEmpty();
        if (refused && answer.headers().getOrDefault("Content-Type", "").startsWith("application/json")) {
            JsonObject json = new JsonObject(answer.text());
            assertThat(json.getString("error")).isNotBlank();
            assertThat(json.getString("message")).as(answer.text()).isNotNull();
        }
    }

    private static void sound() {
        for (String text : KEPT) {
            assertThat(text).doesNotContain("\0");
            assertThat(new String(text.getBytes(UTF_8), UTF_8)).isEqualTo(text);
        }
        KEPT.clear();
        CONSOLE.cases.persons.clear();
        CONSOLE.passes.clear();
        CONSOLE.ingested.clear();
        CONSOLE.proposals.clear();
        CONSOLE.journal.clear();
    }

    /** Pauses that are refused, and what was said with them. */
    private static final class KeptPauses implements PauseDesk {
        @Override
        public Future<List<Line>> list(int limit) {
            return Future.succeededFuture(List.of());
        }

        @Override
        public Future<Answer> add(Wish wish) {
            KEPT.addAll(List.of(
                    wish.rule(),
                    wish.brand(),
                    wish.until(),
                    wish.reason(),
                    wish.actor().by()));
            return Future.succeededFuture(new Answer(null, Reason.of("pause.notadmin")));
        }

        @Override
        public Future<Answer> lift(String id, Console.Actor actor) {
            KEPT.addAll(List.of(id, actor.by()));
            return Future.succeededFuture(new Answer(null, Reason.of("pause.over")));
        }
    }
}
