package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Secret;
import io.fenghuo.web.guard.Cidr;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The console in a real browser, under its own strict policy. */
@EnabledIf("io.fenghuo.web.Browser#available")
class ConsoleBrowserIT {
    private final Vertx vertx = Vertx.vertx();
    private MemoryConsole console;
    private String base;

    @BeforeEach
    void serve() throws Exception {
        console = new MemoryConsole(InstantSource.system());
        new Samples(Instant.now()).fill(console);
        HttpServer server = WebServer.start(
                        vertx,
                        new WebSettings(
                                "127.0.0.1",
                                0,
                                null,
                                Cidr.LOOPBACK,
                                Secret.of("a key of the tests"),
                                ZoneId.of("Asia/Shanghai"),
                                Locale.CHINESE,
                                WebSettings.MAX_BODY),
                        console)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        base = "http://127.0.0.1:" + server.actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void theBoardTicksAndIsTakenByOnePress() {
        try (Browser browser = new Browser(1280, 900)) {
            browser.driver.get(base + "/");
            String before = clock(browser);
            await().until(() -> !clock(browser).equals(before));
            browser.js("window.stillHere = true");
            browser.press("#take-i-01injury");
            await().untilAsserted(() -> assertThat(browser.driver.findElements(By.id("take-i-01injury")))
                    .isEmpty());
            assertThat(console.dossiers.get("i-01injury").incident().owner()).isEqualTo("console");
            assertThat(browser.js("return window.stillHere")).isEqualTo(true);
            assertThat(browser.driver.getPageSource()).doesNotContain("下次呼叫");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void theBoardFollowsTheEventStream() {
        console.dossiers.clear();
        try (Browser browser = new Browser(1280, 900)) {
            browser.driver.get(base + "/");
            assertThat(browser.text(".empty")).contains("一切平静");
            browser.shot("board-empty-1280");
            await().until(() -> console.listening() == 1);
            console.put(new Samples(Instant.now()).injury());
            console.publish("incident.opened", "{}");
            await().untilAsserted(() -> assertThat(browser.driver.findElements(By.cssSelector(".row.l1")))
                    .hasSize(1));
            await().untilAsserted(() -> assertThat(
                            browser.driver.findElement(By.id("said")).getDomProperty("textContent"))
                    .contains("已更新"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void anAnswerThatLacksItsWordsIsRefusedAndThenTaken() {
        try (Browser browser = new Browser(1280, 900)) {
            browser.driver.get(base + "/incidents/i-02crowd");
            WebElement form = browser.driver.findElement(By.cssSelector(".deed.primary form"));
            form.findElement(By.tagName("button")).click();
            await().untilAsserted(() -> assertThat(browser.text(".flash")).isEqualTo("还缺：内容或链接"));
            browser.shot("incident-refused-1280");
            WebElement again = browser.driver.findElement(By.cssSelector(".deed.primary form"));
            again.findElement(By.name("text")).sendKeys("我们已联系每一位反馈的用户，全部免费退换。");
            again.findElement(By.tagName("button")).click();
            await().untilAsserted(() -> assertThat(browser.text("#head .state")).contains("已回复"));
            // The browser itself notes the 422 of the refusal; nothing else may be noted.
            assertThat(browser.complaints()).allMatch(line -> line.contains("422"));
        }
    }

    @Test
    void everyPageFitsTheDeskAndThePhone() {
        console.demo = new Console.DemoPanel(
                "400 条 → 5 个事件 → 6 条消息",
                List.of(
                        new Console.ScriptLine("0:15", "评论页出现一句“騙.子”", true, "三级：不呼叫任何人"),
                        new Console.ScriptLine("0:45", "红肿刺痛", true, "一级，值班手机响"),
                        new Console.ScriptLine("1:05", "37 人说同一件事", false, "")),
                new Console.Card(
                        "night-group",
                        "【演示】一级",
                        "【演示】一级云朵家 人身安全",
                        "新事件",
                        "剩 13 分",
                        "首次回应时限",
                        "敷完面膜脸【红肿刺痛】…",
                        List.of(List.of("规模", "1 条，1 人")),
                        "接手",
                        "i-01injury"),
                List.of("1. 换成你的监测词库"));
        List<String> pages = List.of(
                "/",
                "/incidents/i-01injury",
                "/incidents/i-03fraud",
                "/incidents/i-04settled",
                "/sources",
                "/deliveries",
                "/report",
                "/report?done=1",
                "/i/i-01injury?t=good-token",
                "/i/i-01injury?t=group-token",
                "/i/i-01injury?t=bad");
        for (int width : new int[] {1280, 390}) {
            try (Browser browser = new Browser(width, 844)) {
                for (String page : pages) {
                    browser.driver.get(base + page);
                    Number wide = (Number) browser.js("return document.documentElement.scrollWidth");
                    assertThat(wide.intValue()).as(page + " at " + width).isLessThanOrEqualTo(width);
                    assertThat(smallButtons(browser))
                            .as("buttons under 44 px on " + page)
                            .isEmpty();
                    browser.shot((page.equals("/") ? "board" : page.substring(1).replaceAll("[^a-z0-9]+", "-")) + "-"
                            + width);
                }
                assertThat(browser.complaints()).allMatch(line -> line.contains("410"));
            }
            console.demo = null;
        }
    }

    @Test
    void theLanguageSwitchStaysOnThePage() {
        try (Browser browser = new Browser(1280, 900)) {
            browser.driver.get(base + "/sources");
            browser.driver.findElement(By.cssSelector("button[name=lang]")).click();
            await().untilAsserted(() -> assertThat(browser.text("h1")).isEqualTo("Sources"));
            browser.driver.get(base + "/");
            assertThat(browser.text(".nav")).contains("Board");
            browser.shot("board-en-1280");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void theSignedLinkIsTakenOnThePhone() {
        try (Browser browser = new Browser(390, 844)) {
            browser.driver.get(base + "/i/i-01injury?t=good-token");
            assertThat(browser.text(".issued")).contains("李四");
            assertThat(console.dossiers.get("i-01injury").incident().owner()).isNull();
            browser.driver.findElement(By.cssSelector("button.take")).click();
            await().untilAsserted(() -> assertThat(browser.text(".verdict")).isEqualTo("你已接手"));
            browser.shot("taken-390");
            assertThat(console.dossiers.get("i-01injury").incident().owner()).isEqualTo("li");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** What scanners of links do to find out where a page leads: send its forms, press its buttons, all from scripts. */
    @Test
    void aScannerThatRunsScriptsCannotTake() {
        List<String> tricks = List.of(
                "document.querySelector('main form').submit()",
                "document.querySelector('main form').requestSubmit()",
                "document.querySelector('main form button').click()",
                "document.querySelector('main form button').dispatchEvent("
                        + "new MouseEvent('click', {bubbles: true, cancelable: true}))",
                "['pointerdown', 'pointerup', 'click'].forEach(t => document.querySelector('main form button')"
                        + ".dispatchEvent(new PointerEvent(t, {bubbles: true, cancelable: true, isPrimary: true})))",
                "const b = document.querySelector('main form button'); b.focus();"
                        + "b.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})); b.click()");
        try (Browser browser = new Browser(390, 844)) {
            for (String trick : tricks) {
                browser.driver.get(base + "/i/i-01injury?t=good-token");
                awaitRead(browser);
                browser.js(trick);
                await().until(() -> !browser.text(".digits").isEmpty());
                browser.js(
                        "document.querySelectorAll('main input').forEach(i => { if (i.type !== 'hidden') i.value = '1'; });"
                                + "document.querySelector('main form').submit()");
                await().until(() -> browser.text(".flash").contains("数字不对"));
                assertThat(console.dossiers.get("i-01injury").incident().owner())
                        .as(trick)
                        .isNull();
            }
            browser.shot("take-asked-390");
            String digits = browser.text(".digits");
            browser.driver.findElement(By.name("code")).sendKeys(digits);
            awaitRead(browser);
            browser.driver.findElement(By.cssSelector("button.take")).click();
            await().untilAsserted(() -> assertThat(browser.text(".verdict")).isEqualTo("你已接手"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void theKeyboardTakesTheSignedLink() {
        try (Browser browser = new Browser(1280, 900)) {
            browser.driver.get(base + "/i/i-01injury?t=good-token");
            browser.driver.findElement(By.cssSelector("button.take")).sendKeys(org.openqa.selenium.Keys.ENTER);
            await().untilAsserted(() -> assertThat(browser.text(".verdict")).isEqualTo("你已接手"));
        }
    }

    /** Until the page counts as read by somebody, however long it was on its way. */
    private static void awaitRead(Browser browser) {
        String since = "return performance.now() - performance.getEntriesByType('navigation')[0].responseEnd";
        await().until(() -> ((Number) browser.js(since)).doubleValue() > 700);
    }

    private static String clock(Browser browser) {
        return browser.text(".row.l1 .clock .left");
    }

    private static List<?> smallButtons(Browser browser) {
        return (List<?>)
                browser.js(
                        "return [...document.querySelectorAll('main button, main a.plainbtn, main summary')]"
                                + ".filter(b => b.offsetParent && b.getBoundingClientRect().height < 43.5).map(b => b.textContent)");
    }
}
