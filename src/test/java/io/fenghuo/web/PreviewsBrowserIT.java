package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.web.guard.Cidr;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page of previews in a real browser, on the desk and on a phone, and the form that revokes a link. */
@EnabledIf("io.fenghuo.web.Browser#available")
class PreviewsBrowserIT {
    private static final String HOSTILE = "<script>document.title='x'</script> \u202e倒 " + "很长的话".repeat(80);
    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = new Served(Cidr.LOOPBACK, null, WebSettings.MAX_BODY);
        served.console.previews = (kind, level, lang) -> Future.succeededFuture(List.of(
                new Previewing.Shown(
                        "night-group",
                        "dingtalk",
                        List.of(new Previewing.Part(
                                List.of("markdown.text:", "  【一级】云朵家 人身安全", "  接手时限：剩 3 分，截止 20:18", HOSTILE),
                                List.of(new Previewing.Size("", 1309, 20_000, true))))),
                new Previewing.Shown("mail", "email", List.of())));
        served.console.revoking = (link, actor) -> Future.succeededFuture(
                link.contains("good") ? java.util.Optional.of("li") : java.util.Optional.empty());
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void previewsFitTheDeskAndThePhone() {
        for (int width : new int[] {1280, 390}) {
            try (Browser browser = new Browser(width, 850)) {
                browser.driver.get(served.base() + "/previews?kind=update&level=L2");
                assertThat(browser.text("h1")).isEqualTo("消息预览");
                assertThat(browser.text(".filter a[aria-current]")).isEqualTo("更新");
                assertThat(browser.text("main")).contains("night-group", "截止 20:18", "1,309 / 20,000 字节", "没有可以发给的人");
                assertThat(browser.driver.getTitle()).doesNotContain("x'");
                assertThat(browser.js("return document.documentElement.scrollWidth <= window.innerWidth"))
                        .isEqualTo(true);
                browser.shot("previews-" + width);
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }

    @Test
    void aPastedLinkIsRevoked() throws Exception {
        Served.Reader reader = served.reader();
        String form = "csrf=" + reader.csrf() + "&revoke=";
        assertThat(served.form("/people", form + "https%3A%2F%2Ffh%2Fi%2Fx%3Ft%3Dgood", reader.cookie())
                        .body())
                .contains("已作废", "李四");
        assertThat(served.form("/people", form + "other", reader.cookie()).statusCode())
                .isEqualTo(422);
        assertThat(served.json("/api/links/revoke", "{\"link\":\"good\"}").body())
                .contains("\"for\":\"li\"");
        assertThat(served.json("/api/links/revoke", "{\"link\":\"bad\"}").statusCode())
                .isEqualTo(404);
    }
}
