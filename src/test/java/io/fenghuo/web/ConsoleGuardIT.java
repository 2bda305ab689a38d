package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.web.guard.Cidr;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is turned away, over real HTTP. */
class ConsoleGuardIT {
    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = new Served(Cidr.LOOPBACK, URI.create("https://alarm.example"), WebSettings.MAX_BODY);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/incidents/i-01injury",
                "/sources",
                "/deliveries",
                "/report",
                "/api/incidents",
                "/i/i-01injury?t=good-token",
                "/health/live",
                "/static/app.css",
                "/nowhere"
            })
    void everyAnswerHoldsTheBrowserToTheRules(String path) throws Exception {
        HttpResponse<String> response = served.get(path, "Accept", "text/html");
        assertThat(response.headers().firstValue("content-security-policy")).hasValue(Gate.POLICY);
        assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("cross-origin-opener-policy")).hasValue("same-origin");
        assertThat(response.headers().firstValue("permissions-policy")).isPresent();
        assertThat(response.headers().firstValue("referrer-policy"))
                .hasValue(path.startsWith("/i/") ? "no-referrer" : "same-origin");
        assertThat(response.body()).doesNotContain("<script>", "style=\"", "onclick");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "evil.example:80", "0.0.0.0"})
    void aForeignHostIsRefusedEverywhere(String host) throws Exception {
        for (String path :
                List.of("/", "/api/incidents", "/i/i-01injury?t=good-token", "/health/live", "/static/app.js")) {
            assertThat(served.get(path, "Host", host).statusCode()).as(path).isEqualTo(403);
        }
    }

    @Test
    void ourOwnNamesAreServed() throws Exception {
        assertThat(served.get("/", "Host", "localhost:1").statusCode()).isEqualTo(200);
        assertThat(served.get("/", "Host", "alarm.example").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "X-Forwarded-Anything", "Forwarded", "Via", "x-real-ip"})
    void aForwardedRequestIsNoLoopback(String header) throws Exception {
        assertThat(served.get("/", header, "127.0.0.1").statusCode()).isEqualTo(403);
        assertThat(served.get("/api/incidents", header, "127.0.0.1").statusCode())
                .isEqualTo(403);
        assertThat(served.get("/metrics", header, "127.0.0.1").statusCode()).isEqualTo(403);
        assertThat(served.get("/health/live", header, "127.0.0.1").statusCode()).isEqualTo(200);
        assertThat(served.get("/i/i-01injury?t=good-token", header, "127.0.0.1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void pathTricksDoNotOpenTheDoor() throws Exception {
        for (String path : List.of(
                "/i/../", "/static/../sources", "/health/..%2F..%2Fsources", "/i/%2e%2e/sources", "//i/../sources")) {
            int status = served.get(path, "Via", "proxy").statusCode();
            assertThat(status).as(path).isNotEqualTo(200);
        }
        for (String path :
                List.of("/static/..%2fmessages.properties", "/static/%2e%2e/openapi.json", "/static/app.css.map")) {
            assertThat(served.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void onlyTrustedAddressesOpenTheConsole() throws Exception {
        try (Served other = new Served(Cidr.list("10.9.9.9"), null, 1 << 20)) {
            assertThat(other.get("/").statusCode()).isEqualTo(403);
            assertThat(other.json("/api/posts?source=s", "{\"id\":\"1\",\"text\":\"x\"}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(other.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(other.get("/i/i-01injury?t=good-token").statusCode()).isEqualTo(200);
            assertThat(other.console.ingested).isEmpty();
        }
    }

    @Test
    void aForeignPageChangesNothing() throws Exception {
        Served.Reader reader = served.reader();
        String take = "action=take&csrf=" + reader.csrf();
        for (String[] foreign :
                List.of(new String[] {"Origin", "https://evil.example"}, new String[] {"Origin", "null"}, new String[] {
                    "Sec-Fetch-Site", "cross-site"
                })) {
            assertThat(served.form("/incidents/i-01injury/actions", take, reader.cookie(), foreign)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(served.json("/api/incidents/i-01injury/actions", "{\"action\":\"take\"}", foreign)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(served.json("/api/posts?source=s", "{\"id\":\"1\",\"text\":\"x\"}", foreign)
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(served.console.dossiers.get("i-01injury").incident().owner()).isNull();
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() throws Exception {
        Served.Reader reader = served.reader();
        Served.Reader other = served.reader();
        for (String body : List.of("action=take", "action=take&csrf=x", "action=take&csrf=" + other.csrf())) {
            for (String path : List.of("/incidents/i-01injury/actions", "/settings", "/report")) {
                assertThat(served.form(path, body, reader.cookie()).statusCode())
                        .as(path)
                        .isEqualTo(403);
            }
        }
        assertThat(served.form("/incidents/i-01injury/actions", "action=take&csrf=" + reader.csrf(), "a=b")
                        .statusCode())
                .isEqualTo(403);
        assertThat(served.console.dossiers.get("i-01injury").incident().owner()).isNull();
    }

    @Test
    void cookiesAreShutToScriptsAndForeignPages() throws Exception {
        assertThat(served.get("/").headers().allValues("set-cookie"))
                .allMatch(line -> line.contains("HTTPOnly") && line.contains("SameSite=Lax"));
        assertThat(served.get("/", "Host", "alarm.example").headers().allValues("set-cookie"))
                .allMatch(line -> line.contains("Secure"));
    }

    @Test
    void noRedirectLeavesTheHouse() throws Exception {
        Served.Reader reader = served.reader();
        for (String back : List.of("https://evil.example", "//evil.example", "/\\evil.example", "/incidents/../../x")) {
            HttpResponse<String> response = served.form(
                    "/settings",
                    "lang=en&csrf=" + reader.csrf() + "&back="
                            + java.net.URLEncoder.encode(back, java.nio.charset.StandardCharsets.UTF_8),
                    reader.cookie());
            assertThat(response.statusCode()).isEqualTo(303);
            assertThat(response.headers().firstValue("location")).hasValue("/");
        }
    }

    @Test
    void otherMethodsAndBigHeadersAreRefused() throws Exception {
        for (String method : List.of("PUT", "DELETE", "OPTIONS", "PATCH", "TRACE")) {
            assertThat(served.send(method, "/", null).statusCode()).as(method).isIn(405, 501);
        }
        assertThat(served.send("POST", "/sources", "x").statusCode()).isEqualTo(405);
        assertThat(served.get("/", "X-Long", "x".repeat(20_000)).statusCode()).isEqualTo(431);
        assertThat(served.get("/?x=" + "x".repeat(10_000)).statusCode()).isEqualTo(414);
    }

    @Test
    void anErrorSaysNothingOfOurInside() throws Exception {
        HttpResponse<String> page = served.get("/incidents/%00%ff", "Accept", "text/html");
        assertThat(page.statusCode()).isBetween(400, 404);
        assertThat(page.body()).doesNotContain("io.fenghuo", "Exception", "at java");
        HttpResponse<String> api = served.get("/api/incidents/none");
        assertThat(api.statusCode()).isEqualTo(404);
        assertThat(api.body()).startsWith("{\"error\":");
    }
}
