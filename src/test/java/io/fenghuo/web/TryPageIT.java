package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Post;
import io.fenghuo.web.guard.Cidr;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page 试词 over real HTTP, with the shipped watchlists. */
class TryPageIT {
    private static final String LIST = """
            brand: 云朵家
            rules:
              - { id: shade, level: L2, category: 色差, any: [色差] }
            """;

    private Served served;
    private Served.Reader reader;

    @BeforeEach
    void serve() throws Exception {
        served = new Served(Cidr.LOOPBACK, null, WebSettings.MAX_BODY);
        reader = served.reader();
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private HttpResponse<String> ask(Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return served.form(
                "/try", body + "&csrf=" + URLEncoder.encode(reader.csrf(), StandardCharsets.UTF_8), reader.cookie());
    }

    private void keep(String id, String text, Duration ago) {
        Post post = Post.builder("shop", id, text, Instant.now().minus(ago)).build();
        served.store.write(tx -> tx.posts().save(post)).toCompletableFuture().join();
    }

    @Test
    void aTextIsExplainedWithItsFoldingItsHitsAndWhatAlmostFired() throws Exception {
        HttpResponse<String> page = ask(Map.of("do", "explain", "text", "騙.子！这不是假货", "role", "customer"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<mark title=\"骗子\">騙.子</mark>", "欺诈", "三级", "「騙」", "差一点命中", "counterfeit");
        assertThat(ask(Map.of("do", "explain", "text", "亲，把验证码发我", "role", "agent"))
                        .body())
                .contains("账号安全");
        assertThat(ask(Map.of("do", "explain", "text", "亲，把验证码发我", "role", "customer"))
                        .body())
                .contains("没有命中任何规则");
    }

    @Test
    void whoWouldBeToldIsSaidInOrderOfTime() throws Exception {
        String body = ask(Map.of("do", "explain", "text", "用了脸上红肿刺痛，去医院了", "role", "customer"))
                .body();
        assertThat(body).contains("若现在发出、又没人处理，会通知", "值班");
        assertThat(ask(Map.of("do", "explain", "text", "挺好的", "role", "customer"))
                        .body())
                .doesNotContain("会通知");
    }

    @Test
    void whatIsTooMuchIsCutOrRefused() throws Exception {
        assertThat(ask(Map.of("do", "explain", "text", "长".repeat(Trying.TEXT + 1)))
                        .statusCode())
                .isEqualTo(422);
        assertThat(ask(Map.of("do", "explain", "text", "长".repeat(Trying.TEXT))).statusCode())
                .isEqualTo(200);

        served.store
                .write(tx -> {
                    for (int i = 0; i <= Trying.POSTS; i++) {
                        tx.posts()
                                .save(Post.builder(
                                                "shop",
                                                "p" + i,
                                                "好",
                                                Instant.now().minusSeconds(60))
                                        .build());
                    }
                    return true;
                })
                .toCompletableFuture()
                .join();
        Map<String, String> draft = Map.of("do", "compare", "name", "draft.yaml", "list", LIST);
        // Once more should the one have been answered before the other was heard.
        await().untilAsserted(() -> {
            CompletableFuture<HttpResponse<String>> other = CompletableFuture.supplyAsync(() -> {
                try {
                    return ask(draft);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            HttpResponse<String> one = ask(draft);
            assertThat(one.body() + other.join().body()).contains("50,000 条帖子", "别人正在对比");
        });
    }

    @Test
    void aDraftIsComparedOverTheLastDaysAndTheCorpusAndNothingIsWritten() throws Exception {
        keep("1", "色差有点大", Duration.ofDays(1));
        keep("2", "色差色差", Duration.ofDays(30));
        keep("3", "<script>色差</script>", Duration.ofHours(1));

        HttpResponse<String> page = ask(Map.of("do", "compare", "name", "draft.yaml", "list", LIST));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("最近 7 天收到的帖子", "2 条帖子：现在命中 0 条，改后 2 条；新命中 2 条", "试词语料", "二级")
                .contains("&lt;script&gt;<mark title=\"色差\">色差</mark>")
                .doesNotContain("<script>色差");
        assertThat(Path.of("watchlists/draft.yaml")).doesNotExist();
    }

    @Test
    void aPresentFileIsOpenedAndWhatItLosesIsTold() throws Exception {
        String opened =
                ask(Map.of("do", "open", "name", "core-complaints.yaml")).body();
        assertThat(opened).contains("id: counterfeit");

        String text = Files.readString(Path.of("watchlists/core-complaints.yaml"));
        String same = ask(Map.of("do", "compare", "name", "core-complaints.yaml", "list", text))
                .body();
        assertThat(same).contains("没有变化");

        String less = ask(Map.of(
                        "do",
                        "compare",
                        "name",
                        "core-complaints.yaml",
                        "list",
                        text.replace("any: [骗子, 骗人,", "any: [")))
                .body();
        assertThat(less).contains("不再命中").contains("<bdi>fraud</bdi>");
    }

    @Test
    void aBrokenListIsToldByFileAndLineAndNotCompared() throws Exception {
        String broken = LIST + "  - { id: b, level: L3, category: 甲, when: '骗子 AND (' }\n";

        HttpResponse<String> page = ask(Map.of("do", "compare", "name", "draft.yaml", "list", broken));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("watchlists/draft.yaml:4:", "error:").doesNotContain("试词语料（");
        assertThat(ask(Map.of("do", "explain", "text", "骗子", "name", "draft.yaml", "list", broken))
                        .body())
                .contains("watchlists/draft.yaml:4:");
    }

    @Test
    void whatCannotBeAskedIsSaidAndStrangersAreTurnedAway() throws Exception {
        assertThat(ask(Map.of("do", "explain")).statusCode()).isEqualTo(422);
        assertThat(ask(Map.of("do", "compare", "name", "a.yaml")).statusCode()).isEqualTo(422);
        assertThat(ask(Map.of("do", "compare", "name", "../a.yaml", "list", LIST))
                        .statusCode())
                .isEqualTo(422);
        assertThat(ask(Map.of("do", "compare", "name", "sources.yaml", "list", LIST))
                        .statusCode())
                .isEqualTo(422);
        assertThat(ask(Map.of("do", "open", "name", "sources.yaml")).statusCode())
                .isEqualTo(422);
        assertThat(ask(Map.of("do", "open", "name", "gone.yaml")).statusCode()).isEqualTo(422);
        assertThat(ask(Map.of("do", "compare", "name", "a.yaml", "list", "#".repeat(Trying.LIST + 1)))
                        .body())
                .contains("太长");
        assertThat(served.form("/try", "do=explain&text=x&csrf=forged", reader.cookie())
                        .statusCode())
                .isEqualTo(403);
        assertThat(served.get("/try", "X-Forwarded-For", "203.0.113.9").statusCode())
                .isEqualTo(403);
        assertThat(served.get("/try").headers().firstValue("Content-Security-Policy"))
                .contains(Gate.POLICY);
    }
}
