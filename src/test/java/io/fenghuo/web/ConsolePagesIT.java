package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.web.guard.Cidr;
import io.fenghuo.web.guard.Presses;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages and their forms over real HTTP, without a browser's script. */
class ConsolePagesIT {
    private static final Pattern NONCE = Pattern.compile("name=\"nonce\" value=\"([^\"]+)\"");
    private static final Pattern PRESS = Pattern.compile("data-press=\"([^\"]+)\"");
    private static final Pattern DIGITS = Pattern.compile("class=\"digits\"[^>]*>(\\d{3})<");
    private Served served;

    @BeforeEach
    void serve() throws Exception {
        served = new Served(Cidr.LOOPBACK, null, 1 << 20);
        served.hold();
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private static String nonce(HttpResponse<String> page) {
        Matcher found = NONCE.matcher(page.body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String press(HttpResponse<String> page) {
        Matcher found = PRESS.matcher(page.body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** Sends the form once it counts as read by somebody; what came of it. */
    private HttpResponse<String> sent(String path, String body, String cookie, String... headers) throws Exception {
        served.pass(Presses.SOONEST);
        HttpResponse<String> answer = served.form(path, body, cookie, headers);
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer;
    }

    private Incident incident(String id) {
        return served.console.dossiers.get(id).incident();
    }

    @Test
    void theBoardSaysWhatCounts() throws Exception {
        String page = served.get("/").body();
        assertThat(page).contains("37 人", "2 条消息", "【演示】", "下次呼叫", "已超时", "临期", "失联", "处理中 · <bdi>张三</bdi>");
        assertThat(page.indexOf("i-01injury")).isLessThan(page.indexOf("i-03fraud"));
    }

    @Test
    void htmxGetsThePartThatChanges() throws Exception {
        String part = served.get("/", "HX-Request", "true").body();
        assertThat(part.strip()).startsWith("<div id=\"board\"").doesNotContain("<html");
    }

    @Test
    void formsWorkWithoutScript() throws Exception {
        Served.Reader reader = served.reader();
        HttpResponse<String> taken = served.form(
                "/incidents/i-01injury/actions", "action=take&back=board&csrf=" + reader.csrf(), reader.cookie());
        assertThat(taken.statusCode()).isEqualTo(303);
        assertThat(taken.headers().firstValue("location")).hasValue("/");
        HttpResponse<String> bare = served.form(
                "/incidents/i-01injury/actions", "action=answer&link=&csrf=" + reader.csrf(), reader.cookie());
        assertThat(bare.statusCode()).isEqualTo(422);
        assertThat(bare.body()).contains("还缺：内容或链接");
        HttpResponse<String> stale = served.form(
                "/incidents/i-01injury/actions",
                "action=false_alarm&version=1&text=%E8%AF%AF%3Cb%3E&csrf=" + reader.csrf(),
                reader.cookie());
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("误&lt;b&gt;").doesNotContain("误<b>");
        assertThat(served.form("/incidents/i-01injury/actions", "action=fly&csrf=" + reader.csrf(), reader.cookie())
                        .statusCode())
                .isEqualTo(400);
        assertThat(served.form("/incidents/none/actions", "action=take&csrf=" + reader.csrf(), reader.cookie())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoSomebodySaysTheyAreIsKeptAndUsed() throws Exception {
        Served.Reader reader = served.reader();
        HttpResponse<String> chosen =
                served.form("/settings", "me=zhang&back=/sources&csrf=" + reader.csrf(), reader.cookie());
        assertThat(chosen.headers().firstValue("location")).hasValue("/sources");
        String cookies = reader.cookie() + "; " + Served.cookie(chosen);
        served.form("/incidents/i-01injury/actions", "action=take&csrf=" + reader.csrf(), cookies);
        assertThat(incident("i-01injury").owner()).isEqualTo("zhang");
        served.form(
                "/incidents/i-03fraud/actions",
                "action=take&csrf=" + reader.csrf(),
                reader.cookie() + "; fh_me=nobody");
        assertThat(incident("i-03fraud").owner()).isEqualTo("console");
    }

    @Test
    void theActionsAreThoseOfTheGradeAndState() throws Exception {
        assertThat(served.get("/incidents/i-03fraud").body())
                .contains("name=\"cause\" value=\"质量\"")
                .doesNotContain("name=\"lesson\"");
        assertThat(served.get("/incidents/i-04settled").body()).contains("name=\"lesson\"", "name=\"measureDue\"");
        assertThat(served.get("/incidents/i-01injury").body())
                .doesNotContain("value=\"snooze\"")
                .contains("value=\"lower\"");
        assertThat(served.get("/incidents/none").statusCode()).isEqualTo(404);
    }

    @Test
    void aPostShowsItsMatchesAndWhatBecameOfIt() throws Exception {
        String page = served.get("/incidents/i-01injury").body();
        assertThat(page)
                .contains(
                        "敷完面膜脸<mark title=\"红肿刺痛\">红肿刺痛</mark>，半张脸",
                        "原帖已删除",
                        "已编辑",
                        "rel=\"noopener noreferrer nofollow\"",
                        "550 5.1.1",
                        "第 3 次");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "@all @所有人 **粗** [x](javascript:1)",
                "\u001b[31mred\u0007",
                "\u202Egnp.exe",
                "a\uD800b\uDC00",
                "${31337*3} <%= 31337*3 %> {{31337*3}}"
            })
    void hostileTextIsHarmlessEverywhere(String text) throws Exception {
        Samples samples = new Samples(Instant.now());
        Post post = samples.post("c-1", text, text, Instant.now())
                .with()
                .url("javascript:alert(1)")
                .build();
        Incident incident = samples.incident("i-x", Severity.L1, State.OPEN, text, List.of())
                .with()
                .brand(text)
                .category(text)
                .owner(text)
                .build();
        Console.Dossier dossier = new Console.Dossier(
                incident,
                List.of(new Console.PostLine(post, false, false)),
                List.of(),
                List.of(),
                List.of(samples.delivery("d-x", "i-x", text, text, io.fenghuo.model.Delivery.Status.FAILED, text, 1)));
        served.console.put(dossier);
        served.console.people.add(new Console.Person("p", text));
        served.console.links.put(
                "t",
                new Console.Principal("i-x", "p", text, false, Instant.now().plusSeconds(60)));
        for (String path : List.of("/", "/incidents/i-x", "/deliveries", "/i/i-x?t=t")) {
            String page = served.get(path, "Accept", "text/html").body();
            assertThat(page)
                    .as(path)
                    .doesNotContain("<script>alert", "<img", "href=\"javascript", "\u001b", "\u0007", "94011");
            assertThat(page).as(path).doesNotContain("\u202E");
        }
        HttpResponse<String> json = served.get("/api/incidents/i-x", "Accept", "text/html");
        assertThat(json.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(json.body()).doesNotContain("\u001b", "\u0007");
    }

    @Test
    void aHundredThousandCharactersDoNotFloodThePage() throws Exception {
        Samples samples = new Samples(Instant.now());
        String text = "长".repeat(100_000);
        Incident incident = samples.incident("i-long", Severity.L3, State.OPEN, text, List.of());
        Post post = samples.post("c-1", text, text, Instant.now());
        served.console.put(new Console.Dossier(
                incident, List.of(new Console.PostLine(post, false, false)), List.of(), List.of(), List.of()));
        String page = served.get("/incidents/i-long").body();
        assertThat(page.length()).isLessThan(60_000);
        assertThat(page).contains("全文 100,000 字");
        assertThat(served.get("/").body().length()).isLessThan(60_000);
    }

    @Test
    void whoReportedIsNamedAndDeliveriesComeInParts() throws Exception {
        Samples samples = new Samples(Instant.now());
        Incident incident = samples.incident("i-told", Severity.L2, State.OPEN, "骗子", List.of());
        Post post = samples.post("m-1", "脸肿了", "老铁", Instant.now())
                .with()
                .attributes(Map.of("reportedBy", "li<b>"))
                .build();
        List<Console.DeliveryLine> sent = java.util.stream.IntStream.range(0, Console.Window.DELIVERIES)
                .mapToObj(i -> samples.delivery(
                        "d-" + i, "i-told", "zhang", "hook", io.fenghuo.model.Delivery.Status.DELIVERED, "ok", 1))
                .toList();
        served.console.put(new Console.Dossier(
                incident,
                List.of(new Console.PostLine(post, false, false)),
                List.of(),
                List.of(),
                sent,
                new Console.Window(0, Long.MAX_VALUE, 50),
                0,
                130));
        String page = served.get("/incidents/i-told?sent=50").body();
        assertThat(page).contains("由 li&lt;b&gt; 上报", "?sent=0#sent", "?sent=100#sent", "其余 30 条较早的推送", ">130<");
    }

    @Test
    void sixThousandPostsAreShownInParts() throws Exception {
        Samples samples = new Samples(Instant.now());
        Incident incident = samples.incident("i-large", Severity.L2, State.OPEN, "骗子", List.of())
                .with()
                .counts(new Incident.Counts(6_000, 5_000))
                .build();
        List<Console.PostLine> posts = java.util.stream.IntStream.range(0, Console.Window.POSTS)
                .mapToObj(i -> new Console.PostLine(
                        samples.post("c-" + i, "骗子".repeat(100), "老铁" + i, Instant.now()), false, false))
                .toList();
        served.console.put(new Console.Dossier(
                incident, posts, List.of(), List.of(), List.of(), new Console.Window(200, Long.MAX_VALUE), 5_700));
        String page = served.get("/incidents/i-large?posts=200").body();
        assertThat(page.length()).isLessThan(200_000);
        assertThat(page).contains("6000", "?posts=100#story", "?posts=300#story", "5,700 条较早的帖子", "?line=5701#line");
    }

    @Test
    void aReportBecomesOnePost() throws Exception {
        Served.Reader reader = served.reader();
        String nonce = nonce(served.get("/report", "Cookie", reader.cookie()));
        String body = "csrf=" + reader.csrf() + "&nonce=" + nonce
                + "&level=L1&author=%E5%B0%8F%E9%9B%A8&link=https%3A%2F%2Fv.example%2F1&text="
                + URLEncoder.encode("脸肿了", StandardCharsets.UTF_8);
        assertThat(served.form("/report", body, reader.cookie()).headers().firstValue("location"))
                .hasValue("/report?done=1");
        served.form("/report", body, reader.cookie());
        assertThat(served.console.ingested).hasSize(2);
        Post post = served.console.ingested.get(0).posts().get(0);
        assertThat(served.console.ingested.get(1).posts().get(0).id()).isEqualTo(post.id());
        assertThat(post.text()).isEqualTo("脸肿了");
        assertThat(post.source()).isEqualTo("manual");
        assertThat(post.attributes()).containsEntry("grade", "L1").containsEntry("reportedBy", "console");
        HttpResponse<String> empty =
                served.form("/report", "csrf=" + reader.csrf() + "&nonce=" + nonce, reader.cookie());
        assertThat(empty.statusCode()).isEqualTo(422);
        HttpResponse<String> bad = served.form(
                "/report", "csrf=" + reader.csrf() + "&nonce=" + nonce + "&text=a&link=javascript:1", reader.cookie());
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.body()).contains("http://");
    }

    @Test
    void aLinkTellsNoMoreThanItsHolderMayRead() throws Exception {
        String title = incident("i-01injury").title().substring(0, 6);
        for (String path : List.of("/i/i-01injury?t=good-token", "/i/i-01injury/close?t=good-token")) {
            assertThat(served.get(path).body()).as(path).contains(title);
        }
        served.console.withheldFrom.addAll(List.of("li", "channel:night-group"));
        for (String token : List.of("good-token", "group-token")) {
            for (String path : List.of("/i/i-01injury?t=", "/i/i-01injury/close?t=")) {
                assertThat(served.get(path + token).body())
                        .as(path)
                        .contains("原文只给安全岗和法务")
                        .doesNotContain(title);
            }
        }
    }

    @Test
    void aLinkShowsWithoutTakingAndTakesByPress() throws Exception {
        HttpResponse<String> page = served.get("/i/i-01injury?t=good-token", "X-Forwarded-For", "1.2.3.4");
        assertThat(page.body()).contains("这个链接发给了 李四", "我来接手").doesNotContain("htmx");
        assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(page.headers().firstValue("x-robots-tag").orElse("")).contains("noindex");
        served.send("HEAD", "/i/i-01injury?t=good-token", null);
        assertThat(incident("i-01injury").owner()).isNull();

        String body = "t=good-token&nonce=" + nonce(page);
        assertThat(served.form("/i/i-01injury", "t=good-token&nonce=", "a=b").statusCode())
                .isEqualTo(403);
        assertThat(served.form("/i/i-01injury", "t=good-token", Served.cookie(page))
                        .statusCode())
                .isEqualTo(403);
        assertThat(served.form("/i/i-01injury", body, Served.cookie(page), "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(incident("i-01injury").owner()).isNull();

        String pressed = body + "&press=" + press(page);
        sent("/i/i-01injury", pressed, Served.cookie(page), "Origin", "null", "Via", "p");
        assertThat(incident("i-01injury").owner()).isEqualTo("li");
        assertThat(served.get("/i/i-01injury?t=good-token").body()).contains("你已接手", "接下来");
        assertThat(served.form("/i/i-01injury", pressed, Served.cookie(page)).statusCode())
                .isEqualTo(303);
    }

    @Test
    void aFormNobodyPressedIsAskedForDigits() throws Exception {
        HttpResponse<String> page = served.get("/i/i-01injury?t=good-token");
        String cookie = Served.cookie(page);
        String body = "t=good-token&nonce=" + nonce(page);
        assertThat(served.form("/i/i-01injury", body + "&press=" + press(page), cookie)
                        .statusCode())
                .as("pressed in the moment it was shown")
                .isEqualTo(200);
        HttpResponse<String> asked = served.form("/i/i-01injury", body, cookie);
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).contains("请输入").doesNotContain("data-press");
        Matcher digits = DIGITS.matcher(asked.body());
        assertThat(digits.find()).isTrue();
        String next = "t=good-token&nonce=" + nonce(asked);
        assertThat(served.form("/i/i-01injury", next, cookie).statusCode()).isEqualTo(200);
        assertThat(served.form("/i/i-01injury", next + "&code=000", cookie).body())
                .contains("数字不对");
        assertThat(incident("i-01injury").owner()).isNull();
        sent("/i/i-01injury", next + "&code=" + digits.group(1), cookie);
        assertThat(incident("i-01injury").owner()).isEqualTo("li");
    }

    /** The browsers inside WeCom, DingTalk and Feishu may keep no cookies, run old scripts or none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (Linux; Android 7.0; MI 5 Build/NRD90M; wv) AppleWebKit/537.36 Chrome/57.0.2987.132 MQQBrowser/6.2 TBS/043906 Mobile Safari/537.36 wxwork/2.7.2 MicroMessenger/6.3.22",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 10_3 like Mac OS X) AppleWebKit/603.1.30 Mobile/14E277 AliApp(DingTalk/4.7.5) com.laiwang.DingTalk",
                "Mozilla/5.0 (Linux; Android 8.1; wv) AppleWebKit/537.36 Chrome/61.0 Mobile Safari/537.36 Lark/3.10.0 Feishu"
            })
    void aBrowserWithoutCookiesAndScriptsTakesByDigits(String agent) throws Exception {
        HttpResponse<String> page = served.get("/i/i-01injury?t=good-token", "User-Agent", agent);
        assertThat(page.body()).doesNotContain("type=\"module\"");
        HttpResponse<String> asked =
                served.form("/i/i-01injury", "t=good-token&nonce=" + nonce(page), "a=b", "User-Agent", agent);
        assertThat(asked.statusCode()).isEqualTo(200);
        Matcher digits = DIGITS.matcher(asked.body());
        assertThat(digits.find()).isTrue();
        String next = "t=good-token&nonce=" + nonce(asked);
        assertThat(served.form("/i/i-01injury", next + "&code=000", "a=b").body())
                .contains("数字不对");
        assertThat(incident("i-01injury").owner()).isNull();
        sent("/i/i-01injury", next + "&code=" + digits.group(1), "a=b", "User-Agent", agent);
        assertThat(incident("i-01injury").owner()).isEqualTo("li");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefetch", "prefetch;prerender", "preview"})
    void lookingAheadChangesNothing(String purpose) throws Exception {
        for (String header : List.of("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")) {
            HttpResponse<String> page = served.get("/i/i-01injury?t=good-token", header, purpose);
            assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
            assertThat(page.headers().firstValue("referrer-policy")).hasValue("no-referrer");
        }
        for (String address : addresses(served.get("/i/i-01injury?t=good-token").body())) {
            served.get(address);
        }
        assertThat(incident("i-01injury").owner()).isNull();
        assertThat(incident("i-01injury").state()).isEqualTo(State.OPEN);
    }

    /** Every link and form of a page, as a crawler that sends forms by GET finds them. */
    private static List<String> addresses(String page) {
        List<String> found = new java.util.ArrayList<>();
        Matcher address =
                java.util.regex.Pattern.compile("(?:href|action)=\"(/[^\"]*)\"").matcher(page);
        while (address.find()) {
            String one = address.group(1).replace("&amp;", "&");
            found.add(one);
            found.add(one + (one.contains("?") ? "&" : "?") + "t=good-token&press=1&code=111&nonce=x");
        }
        return found;
    }

    @Test
    void aGroupsLinkAsksWhoIsActing() throws Exception {
        HttpResponse<String> page = served.get("/i/i-01injury?t=group-token");
        assertThat(page.body()).contains("name=\"who\"", "张三");
        String body = "t=group-token&nonce=" + nonce(page);
        assertThat(served.form("/i/i-01injury", body, Served.cookie(page)).statusCode())
                .isEqualTo(422);
        assertThat(served.form("/i/i-01injury", body + "&who=stranger", Served.cookie(page))
                        .statusCode())
                .isEqualTo(422);
        sent("/i/i-01injury", body + "&who=zhang&press=" + press(page), Served.cookie(page));
        assertThat(incident("i-01injury").owner()).isEqualTo("zhang");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/i/i-01injury",
                "/i/i-01injury?t=",
                "/i/i-01injury?t=forged",
                "/i/i-01injury?t=old-token",
                "/i/i-03fraud?t=good-token"
            })
    void aLinkThatIsForgedExpiredOrAnothersSaysSo(String path) throws Exception {
        HttpResponse<String> page = served.get(path);
        assertThat(page.statusCode()).isEqualTo(410);
        assertThat(page.body()).contains("链接已失效").doesNotContain("敷完", "骗子");
    }

    @Test
    void theOtherPagesShowWhatTheyAreFor() throws Exception {
        assertThat(served.get("/sources").body()).contains("HTTP 403 Forbidden", "降低频率", "失联", "实时连接");
        assertThat(served.get("/deliveries").body()).contains("errcode 45009", "备用");
        assertThat(served.get("/deliveries?state=failed").body())
                .contains("550 5.1.1")
                .doesNotContain("45009");
        assertThat(served.get("/", "Cookie", "fh_lang=en").body()).contains("37 people", "next call", "lang=\"en\"");
    }
}
