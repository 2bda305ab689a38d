package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.web.guard.Cidr;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Proposing a word on a phone, and deciding about it. */
class WordsBrowserIT {
    @Test
    void aWordIsProposedOnThePhoneAndDecidedInTheConsole() throws Exception {
        Assumptions.assumeTrue(Browser.available());
        try (Served served = new Served(Cidr.LOOPBACK, URI.create("https://alarm.example"), WebSettings.MAX_BODY);
                Browser browser = new Browser(390, 844)) {
            Console.Pass pass = served.console.issue(Console.Errand.WORD, "小王", Duration.ofDays(1));
            browser.driver.get(served.base() + "/link/word?t=" + pass.token());
            assertThat(browser.text(".issued")).contains("小王");
            fits(browser, "word-390");
            browser.driver.findElement(By.name("word")).sendKeys("烂脸霜");
            browser.driver.findElement(By.name("note")).sendKeys("直播间里都这么叫");
            browser.driver.findElement(By.cssSelector("button.take")).click();
            await().untilAsserted(() -> assertThat(browser.text(".card.ok")).contains("已收到"));
            fits(browser, "word-done-390");
            assertThat(served.console.proposals)
                    .singleElement()
                    .satisfies(one -> assertThat(one.by()).isEqualTo("小王"));

            browser.driver.get(served.base() + "/words");
            assertThat(browser.text("main")).contains("烂脸霜", "直播间里都这么叫", "会找到 2 条", "这家的云朵霜烂脸");
            fits(browser, "words-390");
            browser.driver.findElement(By.cssSelector("button[value=accept]")).click();
            await().untilAsserted(() -> assertThat(browser.text(".card.ok")).contains("现在生效"));
            assertThat(served.console.proposals).isEmpty();
            browser.driver.get(served.base() + "/people");
            fits(browser, "people-390");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void fits(Browser browser, String name) {
        Number wide = (Number) browser.js("return document.documentElement.scrollWidth");
        assertThat(wide.intValue()).as(name).isLessThanOrEqualTo(390);
        browser.shot(name);
    }
}
