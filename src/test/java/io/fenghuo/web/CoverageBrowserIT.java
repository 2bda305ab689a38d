package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.web.guard.Cidr;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;

/** The page of platforms in a real browser, on the desk and on a phone, in both languages. */
@EnabledIf("io.fenghuo.web.Browser#available")
class CoverageBrowserIT {
    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = new Served(Cidr.LOOPBACK, null, WebSettings.MAX_BODY);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void whatCanBeHeardFitsTheDeskAndThePhone() {
        for (int width : new int[] {1280, 390}) {
            try (Browser browser = new Browser(width, 850)) {
                browser.driver.get(served.base() + "/sources");
                browser.driver
                        .findElement(By.cssSelector("a[href='/coverage']"))
                        .click();
                await().untilAsserted(() -> assertThat(browser.text("h1")).isEqualTo("能听到哪里"));
                assertThat(browser.text("main")).contains("能听到", "需授权", "听不到", "小红书笔记和评论", "代替办法 专业号后台导出后推送");
                assertThat(browser.js("return document.documentElement.scrollWidth <= window.innerWidth"))
                        .isEqualTo(true);
                browser.shot("coverage-" + width);
                browser.driver.findElement(By.cssSelector("button[name=lang]")).click();
                await().untilAsserted(() ->
                        assertThat(browser.text("main")).contains("Xiaohongshu notes", "Instead Push what"));
                assertThat(browser.js("return document.documentElement.scrollWidth <= window.innerWidth"))
                        .isEqualTo(true);
                browser.shot("coverage-en-" + width);
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }
}
