package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.Caller;
import io.fenghuo.model.Post;
import io.fenghuo.web.guard.Cidr;
import io.fenghuo.web.guard.Presses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 人工上报 by link and with pictures, over real HTTP. */
class ReportLinkIT {
    private Served served;
    private Console.Pass pass;
    private String path;

    @BeforeEach
    void serve() throws Exception {
        served = new Served(Cidr.LOOPBACK, URI.create("https://alarm.example"), WebSettings.MAX_BODY);
        served.hold();
        pass = served.console.issue(Console.Errand.REPORT, "小王", Duration.ofDays(1));
        path = "/link/report?t=" + pass.token();
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private static String in(HttpResponse<String> page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page.body());
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    /** A form as a browser sends it with files. */
    private HttpResponse<String> multipart(
            String to, Map<String, String> fields, List<byte[]> files, String cookie, String... headers)
            throws IOException, InterruptedException {
        String boundary = "----ofthetest";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        for (byte[] file : files) {
            body.writeBytes(("--" + boundary
                            + "\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"../../x.html\"\r\n"
                            + "Content-Type: text/html\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(served.base() + to))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("Cookie", cookie)
                .header("Via", "1.1 proxy")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Caller.client().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> open() throws Exception {
        return served.get(path, "Via", "1.1 proxy");
    }

    private Map<String, String> filled(HttpResponse<String> page, String... more) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("nonce", in(page, "name=\"nonce\" value=\"([^\"]+)\""));
        fields.put("press", in(page, "data-press=\"([^\"]+)\""));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return fields;
    }

    /** Sends the form once it counts as read by somebody. */
    private HttpResponse<String> sent(Map<String, String> fields, List<byte[]> files, String cookie)
            throws IOException, InterruptedException {
        served.pass(Presses.SOONEST);
        HttpResponse<String> answer = multipart(path, fields, files, cookie);
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer;
    }

    @Test
    void aReportWithPicturesIsFiledInTheNameOfTheLink() throws Exception {
        HttpResponse<String> page = open();
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(page.headers().firstValue("referrer-policy")).hasValue("no-referrer");
        assertThat(page.body())
                .contains("这个链接发给了 小王", "enctype=\"multipart/form-data\"")
                .doesNotContain("csrf", "/people");
        byte[] png = PictureTest.made("png", 30, 40);
        byte[] jpeg = PictureTest.made("jpg", 30, 40);
        Map<String, String> fields = filled(
                page,
                "text",
                "脸肿了",
                "level",
                "L1",
                "product",
                "面膜",
                "when",
                "2026-06-18T20:01",
                "link",
                "https://v.example/1");
        HttpResponse<String> done = sent(fields, List.of(png, jpeg), Served.cookie(page));
        assertThat(done.headers().firstValue("location").orElse("")).startsWith("/link/report?done=1&t=");
        assertThat(served.get(done.headers().firstValue("location").orElseThrow(), "Via", "p")
                        .body())
                .contains("已收到")
                .doesNotContain("href=\"/\"");
        Ingest kept = served.console.ingested.get(0);
        Post post = kept.posts().get(0);
        assertThat(post.text()).isEqualTo("脸肿了");
        assertThat(post.attributes()).containsEntry("reportedBy", "小王").containsEntry("grade", "L1");
        assertThat(post.subject().product()).isEqualTo("面膜");
        assertThat(post.publishedAt()).isEqualTo(Instant.parse("2026-06-18T12:01:00Z"));
        assertThat(post.attachments()).extracting(one -> one.type()).containsExactly("image/png", "image/jpeg");
        assertThat(kept.evidence().get(0).bytes()).isEqualTo(png);

        multipart(path, fields, List.of(png, jpeg), Served.cookie(page));
        assertThat(served.console.ingested).hasSize(2);
        assertThat(served.console.ingested.get(1).posts().get(0).id())
                .as("sent twice is one post")
                .isEqualTo(post.id());

        String picture = "/evidence/" + kept.evidence().get(0).sha256();
        assertThat(served.get(picture, "Via", "p").statusCode()).isEqualTo(403);
        HttpResponse<String> shown = served.get(picture);
        assertThat(shown.headers().firstValue("content-type")).hasValue("image/png");
        assertThat(shown.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(shown.headers().firstValue("content-security-policy")).hasValue("default-src 'none'; sandbox");
        assertThat(shown.headers().firstValue("content-disposition").orElse("")).startsWith("attachment; filename=\"");
        assertThat(served.get("/evidence/" + "0".repeat(64)).statusCode()).isEqualTo(404);
        assertThat(served.get("/evidence/..%2fx").statusCode()).isEqualTo(404);
    }

    @Test
    void aPictureAloneIsAReport() throws Exception {
        HttpResponse<String> page = open();
        sent(filled(page), List.of(PictureTest.made("gif", 5, 5)), Served.cookie(page));
        assertThat(served.console.ingested.get(0).posts().get(0).text()).isEqualTo("截图上报，内容见截图");
    }

    @Test
    void whatIsNoPictureIsRefusedAndNothingTypedIsLost() throws Exception {
        HttpResponse<String> page = open();
        byte[] page2 = "<!doctype html><script>alert(document.domain)</script> and more of it"
                .getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> refused =
                multipart(path, filled(page, "text", "脸肿了<b>"), List.of(page2), Served.cookie(page));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("不是能显示的图片", "脸肿了&lt;b&gt;");
        for (String[] wrong : List.of(
                new String[] {"text", "x", "when", "2999-01-01T00:00"},
                new String[] {"text", "x", "when", "yesterday"},
                new String[] {"link", "javascript:alert(1)"},
                new String[] {"product", "only a product"})) {
            assertThat(multipart(path, filled(page, wrong), List.of(), Served.cookie(page))
                            .statusCode())
                    .isEqualTo(422);
        }
        assertThat(served.console.ingested).isEmpty();
    }

    @Test
    void whatIsTooMuchIsCutOff() throws Exception {
        HttpResponse<String> page = open();
        byte[] large = new byte[(Uploads.FILE_MB << 20) + 1];
        assertThat(multipart(path, filled(page, "text", "x"), List.of(large), Served.cookie(page))
                        .statusCode())
                .isEqualTo(413);
        byte[] small = PictureTest.made("png", 9, 9);
        HttpResponse<String> many = multipart(
                path, filled(page, "text", "x"), List.of(small, small, small, small, small), Served.cookie(page));
        assertThat(many.statusCode()).isEqualTo(413);
        assertThat(served.console.ingested).isEmpty();
        assertThat(open().statusCode()).isEqualTo(200);
    }

    @Test
    void aFormNobodyPressedFilesNothing() throws Exception {
        HttpResponse<String> page = open();
        Map<String, String> fields = filled(page, "text", "脸肿了");
        fields.remove("press");
        HttpResponse<String> asked = multipart(path, fields, List.of(), Served.cookie(page));
        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(asked.body()).contains("三位数字", "脸肿了");
        Map<String, String> next = filled(asked, "text", "脸肿了", "code", in(asked, "class=\"digits\"[^>]*>(\\d{3})<"));
        next.remove("press");
        assertThat(served.console.ingested).isEmpty();
        sent(next, List.of(), Served.cookie(page));
        assertThat(served.console.ingested).hasSize(1);
    }

    @Test
    void aLinkThatDoesNotHoldOpensNothing() throws Exception {
        HttpResponse<String> page = open();
        Map<String, String> fields = filled(page, "text", "x");
        served.console.passes.put(
                "old",
                new Console.Pass(
                        Console.Errand.REPORT, "li", "李四", Instant.now().minusSeconds(1), "old"));
        for (String token : List.of("", "forged", "old")) {
            String other = "/link/report?t=" + token;
            assertThat(served.get(other).statusCode()).isEqualTo(410);
            assertThat(multipart(other, fields, List.of(), Served.cookie(page)).statusCode())
                    .isEqualTo(410);
        }
        assertThat(multipart(path, fields, List.of(), "a=b").statusCode())
                .as("a browser without cookies is asked for digits")
                .isEqualTo(422);
        assertThat(multipart(path, fields, List.of(), Served.cookie(page), "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(served.console.ingested).isEmpty();
    }

    @Test
    void oneLinkCannotFlood() throws Exception {
        for (int i = 0; i < ReportLink.BURST; i++) {
            HttpResponse<String> page = open();
            sent(filled(page, "text", "x" + i), List.of(), Served.cookie(page));
        }
        HttpResponse<String> page = open();
        Map<String, String> fields = filled(page, "text", "one too many");
        served.pass(Presses.SOONEST);
        HttpResponse<String> answer = multipart(path, fields, List.of(), Served.cookie(page));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(served.console.ingested).hasSize(ReportLink.BURST);
    }

    @Test
    void linksAreMadeInTheConsoleAndByTheInterface() throws Exception {
        Served.Reader reader = served.reader();
        assertThat(served.get("/people").body()).contains("张三", "name=\"for\" value=\"zhang\"");
        HttpResponse<String> made = served.form("/people", "for=zhang&days=30&csrf=" + reader.csrf(), reader.cookie());
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(made.body()).contains("https://alarm.example/link/report?t=pass-1");
        assertThat(served.form("/people", "for=zhang&days=30", reader.cookie()).statusCode())
                .isEqualTo(403);
        assertThat(served.form("/people", "for=&days=30&csrf=" + reader.csrf(), reader.cookie())
                        .statusCode())
                .isEqualTo(422);
        HttpResponse<String> answer = served.json("/api/links", "{\"kind\":\"report\",\"for\":\"小李\",\"days\":7}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("https://alarm.example/link/report?t=pass-2", "小李");
        for (String body : List.of(
                "{}", "{\"for\":\"a|b\"}", "{\"for\":\"x\",\"days\":0}", "{\"for\":\"x\",\"kind\":\"admin\"}", "[]")) {
            assertThat(served.json("/api/links", body).statusCode()).as(body).isBetween(400, 422);
        }
        assertThat(served.json("/api/links", "{\"for\":\"x\"}", "Via", "p").statusCode())
                .isEqualTo(403);
    }
}
