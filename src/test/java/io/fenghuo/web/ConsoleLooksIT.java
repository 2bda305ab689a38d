package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.app.importing.ImportDesk;
import io.fenghuo.app.importing.ImportPages;
import io.fenghuo.incident.Contacts;
import io.fenghuo.model.Attachment;
import io.fenghuo.model.CaseFile;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Measure;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.verticle.Time;
import io.fenghuo.web.guard.Cidr;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/**
 * How every page looks, in light and dark, Chinese and English, on the desk and the phone: nothing runs over, everything can be read (WCAG 2.1
 * AA contrast), touched (44 px) and named by a screen reader. With {@code -Dfenghuo.shots=DIR} it leaves pictures to be looked at.
 */
@EnabledIf("io.fenghuo.web.Browser#available")
class ConsoleLooksIT {
    private static final List<String> HOSTILE = List.of(
            "哈".repeat(300),
            "A".repeat(200) + "-without-a-space",
            "\u202Egnp.exe <script>alert(1)</script> & \"quotes\" 'single'",
            "مرحبا هذا المنتج سيئ جدا ولا أنصح به",
            "🔥🔥🔥💣💣💣👨‍👩‍👧‍👦👨‍👩‍👧‍👦" + "Z̷̢̛̼a̴l̸g̵o̶",
            "https://very.long.example/" + "path/".repeat(40) + "?q=1");

    private static final String CONTRAST = """
            const lum = c => { const f = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4); });
              return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
            const parse = s => (s.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
            const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
              if (c.length < 4 || c[3] > 0.99) return c; } return [255, 255, 255]; };
            const bad = [];
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            for (let n; n = walk.nextNode();) {
              const e = n.parentElement; const s = getComputedStyle(e);
              if (!n.data.trim() || !e.offsetParent && s.position !== 'fixed' || e.closest('.sr,script,noscript,:disabled') || s.visibility === 'hidden') continue;
              const a = lum(parse(s.color)), b = lum(ground(e));
              const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
              const size = parseFloat(s.fontSize), large = size >= 24 || size >= 18.66 && Number(s.fontWeight) >= 700;
              if (ratio < (large ? 3 : 4.5)) bad.push(e.className + ' ' + ratio.toFixed(2) + ' ' + n.data.trim().slice(0, 20));
            }
            return [...new Set(bad)];
            """;
    private static final String SMALL = """
            const inline = e => e.tagName === 'A' && e.closest('p, li, .to, td, dd, h1') && getComputedStyle(e).display === 'inline';
            return [...document.querySelectorAll('a[href], button, select, summary, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), label.pick, label.check')]
              .filter(e => e.offsetParent && !inline(e)).filter(e => { const b = (e.closest('.row .title') ? e.closest('.row') : e).getBoundingClientRect(); return b.height < 43.5 || b.width < 43.5; })
              .map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().width) + 'x' + Math.round(e.getBoundingClientRect().height)
                + ' ' + (e.innerText || e.name || '').slice(0, 20));
            """;
    private static final String NAMELESS = """
            const named = e => e.labels && e.labels.length || e.getAttribute('aria-label') || (e.textContent || '').trim() || e.title || e.querySelector('img[alt]');
            const bad = [...document.querySelectorAll('a[href], button, select, textarea, input:not([type=hidden])')].filter(e => !named(e)).map(e => e.outerHTML.slice(0, 80));
            document.querySelectorAll('img:not([alt])').forEach(e => bad.push(e.outerHTML));
            if (document.querySelectorAll('h1').length !== 1) bad.push('h1: ' + document.querySelectorAll('h1').length);
            if (document.querySelectorAll('main').length !== 1) bad.push('main');
            const ids = [...document.querySelectorAll('[id]')].map(e => e.id); if (new Set(ids).size !== ids.length) bad.push('ids twice');
            if ([...document.querySelectorAll('[tabindex]')].some(e => e.tabIndex > 0)) bad.push('tabindex');
            return bad;
            """;
    private static final String CLIPPED = """
            return [...document.querySelectorAll('time, .left, button, .grade, .tag, .nav a, .dot')].filter(e => e.offsetParent)
              .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline'
                || e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.filter')).map(e => e.className + ' ' + e.innerText.slice(0, 30));
            """;
    private static final Map<String, String> CHECKS =
            Map.of("contrast", CONTRAST, "under 44 px", SMALL, "nameless", NAMELESS, "clipped", CLIPPED);

    private final List<String> faults = new ArrayList<>();
    private Served served;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws Exception {
        served = new Served(Cidr.LOOPBACK, null, WebSettings.MAX_BODY);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private void crowd() {
        Instant now = Instant.now();
        Samples samples = new Samples(now);
        Severity[] levels = Severity.values();
        State[] states = {State.OPEN, State.TAKEN, State.ANSWERED, State.SETTLED};
        for (int i = 0; i < 60; i++) {
            String title = HOSTILE.get(i % HOSTILE.size());
            Clock clock = new Clock(
                    i % 2 == 0 ? Clocks.GOLDEN : Clocks.SETTLE,
                    null,
                    now.minus(Duration.ofMinutes(i * 37L)),
                    now.minus(Duration.ofMinutes(i * 37L)).plus(Duration.ofHours(i % 2 == 0 ? 2 : 72)),
                    Clock.Phase.RUNNING,
                    null);
            Incident incident = samples.incident("i-many" + i, levels[i % 3], states[i % 4], title, List.of(clock))
                    .with()
                    .brand(i % 7 == 0 ? HOSTILE.get(1) : "云朵家")
                    .owner(i % 4 == 0 ? null : i % 5 == 0 ? "somebody-with-a-very-long-identifier-indeed" : "zhang")
                    .build();
            Post post = samples.post("m-" + i, HOSTILE.get((i + 2) % HOSTILE.size()), title, now)
                    .with()
                    .attachments(
                            i == 0 ? List.of(new Attachment("evidence:" + "a".repeat(64), "image/png")) : List.of())
                    .build();
            List<Console.DeliveryLine> deliveries = new ArrayList<>();
            deliveries.add(samples.delivery(
                    "d-many" + i,
                    incident.id(),
                    "night-group",
                    HOSTILE.get(i % HOSTILE.size()),
                    io.fenghuo.model.Delivery.Status.FAILED,
                    HOSTILE.get(1),
                    12));
            served.console.put(new Console.Dossier(
                    incident, List.of(new Console.PostLine(post, true, i % 2 == 0)), List.of(), List.of(), deliveries));
        }
        byte[] png = PictureTest.made("png", 400, 800);
        served.console.ingested.add(new Ingest(
                "manual",
                List.of(),
                null,
                "",
                png,
                "li",
                List.of(new Console.Evidence("a".repeat(64), "image/png", png))));
        served.console.people.add(new Console.Person("x", HOSTILE.get(0)));
    }

    private void look(Browser browser, String page, String name, int width) {
        browser.driver.get(served.base() + page);
        see(browser, name, width);
    }

    private void see(Browser browser, String name, int width) {
        browser.shot(name);
        Number wide = (Number) browser.js("return document.documentElement.scrollWidth");
        if (wide.intValue() > width) {
            faults.add(name + " runs over: " + wide);
        }
        CHECKS.forEach((what, script) ->
                ((List<?>) browser.js(script)).forEach(fault -> faults.add(name + " " + what + ": " + fault)));
    }

    private void everywhere(Map<String, String> pages) {
        for (int width : new int[] {1280, 390}) {
            for (String theme : List.of("light", "dark")) {
                try (Browser browser = new Browser(width, 844, theme.equals("dark"))) {
                    assertThat(browser.js("return matchMedia('(prefers-color-scheme: " + theme + ")').matches"))
                            .isEqualTo(true);
                    boolean both = theme.equals("light");
                    for (String lang : both ? List.of("zh", "en") : List.of(width == 390 ? "zh" : "en")) {
                        browser.driver.get(served.base() + "/health/live");
                        browser.js("document.cookie = 'fh_lang=" + lang + "; path=/'");
                        pages.forEach((name, page) ->
                                look(browser, page, name + "-" + lang + "-" + theme + "-" + width, width));
                        String said = String.valueOf(browser.js("return document.documentElement.lang"));
                        assertThat(said).startsWith(lang);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void anEmptyHouseLooksWell() {
        served.console.dossiers.clear();
        served.console.sources.clear();
        served.console.channels.clear();
        served.console.people.clear();
        everywhere(Map.of(
                "empty-board",
                "/",
                "empty-sources",
                "/sources",
                "empty-deliveries",
                "/deliveries",
                "empty-people",
                "/people",
                "empty-try",
                "/try"));
    }

    @Test
    void aHouseFullOfHostileWordsLooksWell() {
        crowd();
        String link = "/link/report?t="
                + served.console
                        .issue(Console.Errand.REPORT, HOSTILE.get(0), Duration.ofDays(1))
                        .token();
        everywhere(Map.of(
                "full-board", "/",
                "full-incident", "/incidents/i-many0",
                "incident", "/incidents/i-01injury",
                "full-sources", "/sources",
                "full-deliveries", "/deliveries",
                "report", "/report",
                "report-link", link,
                "take", "/i/i-01injury?t=good-token",
                "take-group", "/i/i-01injury?t=group-token",
                "people", "/people"));
    }

    @Test
    void casesAndWhatTheyTeachLookWell() {
        crowd();
        Instant now = Instant.now();
        for (int i = 0; i < 8; i++) {
            String hostile = HOSTILE.get(i % HOSTILE.size());
            served.console.cases.files.add(new CaseFile(
                    "i-case" + i,
                    "云朵家",
                    "质量",
                    "质量",
                    null,
                    Severity.values()[i % 3],
                    hostile,
                    now,
                    now,
                    null,
                    now,
                    "zhang",
                    "物流",
                    hostile,
                    new CaseFile.Told(hostile, "zhang", now, "无", hostile, hostile, null),
                    new Incident.Counts(12, 9),
                    List.of("标签", hostile),
                    List.of(hostile),
                    false));
            served.console.cases.measures.add(new Measure(
                    "m-" + i,
                    "i-case" + i,
                    "云朵家",
                    "质量",
                    "质量",
                    null,
                    Severity.L2,
                    "物流",
                    "某承运商",
                    hostile,
                    "zhang",
                    now.minus(Duration.ofDays(i - 2L)),
                    now,
                    "zhang",
                    null,
                    null,
                    null,
                    false));
        }
        Casebook.Repeat repeat = new Casebook.Repeat("云朵家", "质量", "物流", "某承运商", 3, 90);
        served.console.cases.notes = new Casebook.Notes(8, 2, List.of(repeat));
        Post reply = new Samples(now).post("r-1", "客服小云", HOSTILE.get(3), now);
        served.console.cases.beside = new Casebook.Beside(List.of(repeat), reply, "", List.of("某承运商"));
        served.console.cases.refinements.add(new Refining.Refinement(
                "r-1", "own", "burst", "炸裂剧情", 0, List.of("i-case0"), 1, 2100, 3, List.of(HOSTILE.get(0))));
        everywhere(Map.of(
                "cases", "/cases",
                "case", "/cases/i-case0",
                "refinements", "/refinements",
                "close-link", "/i/i-01injury/close?t=good-token",
                "board-notes", "/",
                "incident-hints", "/incidents/i-01injury"));
    }

    /** The answers of the page 试词 come from a form: they are asked for, then looked at. */
    @Test
    void whatWasTriedLooksWell() {
        String hostile = "这家就是騙 子，用了三天脸上红肿刺痛 " + String.join(" ", HOSTILE) + " 我以前去投诉过";
        served.store
                .write(tx -> tx.posts()
                        .save(new Samples(Instant.now()).post("t-1", "谁", "这条色差太大了 " + HOSTILE.get(1), Instant.now())))
                .toCompletableFuture()
                .join();
        String list = "brand: 云朵家\nrules:\n  - { id: " + "shade-".repeat(10)
                + "x, level: L2, category: 色差, any: [色差, 颜色] }\n";
        for (int width : new int[] {1280, 390}) {
            for (String lang : List.of("zh", "en")) {
                try (Browser browser = new Browser(width, 844, lang.equals("en"))) {
                    browser.driver.get(served.base() + "/health/live");
                    browser.js("document.cookie = 'fh_lang=" + lang + "; path=/'");
                    browser.complaints();
                    tried(browser, "explain", hostile, "", "", "try-explain-" + lang + "-" + width, width);
                    tried(browser, "compare", "", "new-list.yaml", list, "try-compare-" + lang + "-" + width, width);
                    tried(
                            browser,
                            "compare",
                            "",
                            "new-list.yaml",
                            list + "  - { id: b, level: L9 }\n",
                            "try-broken-" + lang + "-" + width,
                            width);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void importsLookWell() throws Exception {
        Vertx vertx = Vertx.vertx();
        ImportDesk desk = new ImportDesk(new ImportDesk.Parts(
                vertx,
                new SteadyTime(),
                new Ids(new Random(1)),
                folder,
                ZoneId.of("Asia/Shanghai"),
                Locale.CHINESE,
                () -> Contacts.NONE,
                ingest -> ingest.source().equals("broken")
                        ? Future.failedFuture("the disk is full")
                        : served.console.ingest(ingest),
                (type, json) -> Future.succeededFuture()));
        served.console.imports = desk;
        everywhere(Map.of("imports-empty", "/import"));
        ImportPages pages = new ImportPages(URI.create(served.base()), "");
        StringBuilder csv = new StringBuilder("评论内容,用户昵称,评价时间,商品,");
        HOSTILE.forEach(
                name -> csv.append('"').append(name.replace("\"", "\"\"")).append("\","));
        csv.append("备注\n");
        for (int row = 0; row < 40; row++) {
            String said = HOSTILE.get(row % HOSTILE.size()).replace("\"", "\"\"");
            csv.append(row % 9 == 4 ? "," : "\"" + said + "\",")
                    .append("小雨,2026-06-18 20:0")
                    .append(row % 10)
                    .append(",\"")
                    .append(said)
                    .append("\",\"")
                    .append(said)
                    .append("\"\n");
        }
        byte[] file = csv.toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> pagesToSee = new TreeMap<>();
        pagesToSee.put("imports", "/import");
        pagesToSee.put("import-draft", ImportPages.place(pages.upload("评价导出.csv", file)));
        String unclear = "编号,说了什么,客户,时刻\nt-1,敷完脸红肿,小雨,18/06/2020 20:01\n";
        pagesToSee.put(
                "import-unclear",
                ImportPages.place(pages.upload(HOSTILE.get(1) + ".csv", unclear.getBytes(StandardCharsets.UTF_8))));
        for (String source : List.of("tickets", "broken")) {
            String place = ImportPages.place(pages.upload("工单.csv", file));
            pages.press(place, "start", Map.of("source", source));
            await().until(() -> !pages.get(place).body().contains("every 2s"));
            pagesToSee.put("import-" + source, place);
        }
        everywhere(pagesToSee);
        assertThat(pages.get(pagesToSee.get("import-broken")).body()).contains("中断了", "接着导入");
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private void tried(Browser browser, String what, String text, String name, String list, String shot, int width) {
        browser.driver.get(served.base() + "/try");
        browser.driver.executeScript(
                "const f = document.querySelector('.tryform'); f.text.value = arguments[0]; "
                        + "f.querySelector('[name=name]').value = arguments[1]; f.list.value = arguments[2]; "
                        + "f.querySelector('[value=' + arguments[3] + ']').click()",
                text,
                name,
                list,
                what);
        await().until(() ->
                !browser.driver.findElements(By.cssSelector("section.try")).isEmpty());
        see(browser, shot, width);
        assertThat(browser.complaints()).isEmpty();
    }

    /** The time of day; nothing here waits. */
    private static final class SteadyTime implements Time {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            throw new UnsupportedOperationException();
        }
    }
}
