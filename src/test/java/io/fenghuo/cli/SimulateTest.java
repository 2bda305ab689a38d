package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.Effort;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whole stories as timelines. On 18 June zhang has day shift, li the night. */
class SimulateTest extends CommandLineCase {
    private static final String DAY = "2026-06-18T";
    private final StringBuilder posts = new StringBuilder();
    private final StringBuilder actions = new StringBuilder();

    @Test
    void anL1ThatNobodyTakesRingsDutyWithinTheNoiseTable() throws IOException {
        post("c1", "u1", "v1", "用了脸红肿", "10:00");

        play("--for", "2h");
        assertThat(got("zhang"))
                .containsExactly(
                        "10:00 opened",
                        "10:03 page",
                        "10:05 page",
                        "10:10 page",
                        "10:15 page",
                        "10:20 page",
                        "10:25 page",
                        "10:30 page",
                        "10:45 page",
                        "11:00 page",
                        "11:15 page",
                        "11:30 page",
                        "11:45 page",
                        "12:00 page");
        assertThat(got("li")).startsWith("10:00 opened", "10:05 page", "10:10 warning", "10:15 page");
        assertThat(got("group")).containsExactly("10:00 opened");
        assertThat(story())
                .startsWith("10:00 hit", "10:00 incident.opened", "10:03 clock.missed acknowledge")
                .contains("10:10 clock.warned respond", "10:15 clock.missed respond", "12:00 clock.missed golden");
        assertThat(err()).contains("张三（zhang）  14 条", "一级 1，二级 0，三级 0");
    }

    @Test
    void whoHasTwoRolesIsPagedOnceForBoth() throws IOException {
        post("c1", "u1", "v1", "用了脸红肿", "22:00");
        play("--for", "6m");
        assertThat(got("li")).containsExactly("22:00 opened", "22:03 page", "22:05 page");
        assertThat(timeline())
                .filteredOn(line -> "li".equals(line.getString("to")))
                .allSatisfy(line -> assertThat(line.getString("text")).contains("值班", "法务"));
    }

    @Test
    void anL1ThatIsHandledIsQuiet() throws IOException {
        post("c1", "u1", "v1", "用了脸红肿", "10:00");
        act("{'post':'c1','action':'take','by':'zhang','at':'%s'}", "10:02");
        act("{'incident':'i-1','action':'answer','by':'zhang','text':'已公开致歉','at':'%s'}", "10:09");
        act("{'incident':'i-1','action':'settle','by':'zhang','at':'%s'}", "11:00");
        act(
                "{'incident':'i-1','action':'close','by':'zhang','cause':'质量','measure':'换料','measureOwner':'li',"
                        + "'measureDue':'2026-07-01','place':'甲厂','compensation':'退一赔三','reported':'药监局 已备案',"
                        + "'answered':'已公开致歉','lesson':'先停售','at':'%s'}",
                "12:00");

        play();
        assertThat(got("zhang").size()).isLessThanOrEqualTo(4);
        assertThat(got("li").size()).isLessThanOrEqualTo(3);
        assertThat(got("wang").size()).isLessThanOrEqualTo(3);
        assertThat(story())
                .containsExactly(
                        "10:00 hit",
                        "10:00 incident.opened",
                        "10:02 incident.taken",
                        "10:09 incident.answered",
                        "11:00 incident.settled",
                        "12:00 incident.closed");
    }

    @Test
    void anL3IsADigestLineThenOneWarningThenTheSupervisors() throws IOException {
        post("c1", "u1", "v1", "骗子", "10:10");

        play();
        assertThat(got("zhang")).containsExactly("11:00 digest", "11:40 warning");
        assertThat(got("group")).containsExactly("11:00 digest");
        assertThat(got("wang")).containsExactly("13:00 digest", "11:00 digest", "11:00 digest");
        assertThat(lines().get(lines().size() - 1)).contains("2026-06-21T11:00:00+08:00");
    }

    @Test
    void aCustomerWhoAsksAFourthTimeWithoutASolutionOpensAnIncident() throws IOException {
        file("watchlists/asking.yaml", """
                brand: 云朵家
                rules:
                  - { id: asking, level: L3, category: 反复追问, kind: chat, repeated: { rounds: 3 }, correlate: session }
                """);
        String[] lines = {"什么时候发货？", "到底几点发？", "有人吗？", "为什么没人理我"};
        for (int i = 0; i < lines.length; i++) {
            talk("q" + i, "customer", lines[i], "10:0" + 2 * i);
            talk("a" + i, "agent", "亲，请稍等，正在为您查询", "10:0" + (2 * i + 1));
        }
        play();
        assertThat(story()).contains("10:06 hit", "10:06 incident.opened");
        assertThat(story()).filteredOn(line -> line.endsWith("incident.opened")).hasSize(1);

        run("match", "--home", home().toString(), file("one.txt", "转人工\n").toString());
        assertThat(err()).contains("asking").contains("simulate");
    }

    private void talk(String id, String role, String text, String at) {
        posts.append(new JsonObject()
                        .put("id", id)
                        .put("source", "desk")
                        .put("kind", "chat")
                        .put("session", "s-1")
                        .put("role", role)
                        .put("text", text)
                        .put("author", new JsonObject().put("id", role))
                        .put("publishedAt", DAY + at + ":00+08:00"))
                .append('\n');
    }

    @Test
    void aCrowdBecomesOneL2() throws IOException {
        for (int i = 0; i < 5; i++) {
            posts.append(new JsonObject()
                            .put("id", "c" + i)
                            .put("source", "shop")
                            .put("text", "假货" + "甲乙丙丁戊".charAt(i))
                            .put("author", new JsonObject().put("id", "u" + i))
                            .put("thread", "v" + i)
                            .put("subject", new JsonObject().put("product", "云朵枕"))
                            .put("publishedAt", DAY + "10:0" + i + ":00+08:00"))
                    .append('\n');
        }

        play("--for", "15m");
        assertThat(story())
                .contains("10:04 incident.raised")
                .filteredOn("10:04 incident.merged"::equals)
                .hasSize(8);
        assertThat(got("zhang")).containsExactly("10:04 raised", "10:14 page");
        assertThat(got("zhao")).first().isEqualTo("10:04 raised");
        assertThat(err()).contains("事件 1 个（另有 4 个已并入）：一级 0，二级 1");
    }

    @Test
    void aWaveOfFiveHundredCommentsIsFewMessages() throws IOException {
        OffsetDateTime start = OffsetDateTime.parse(DAY + "10:00:00+08:00");
        for (int i = 0; i < 500; i++) {
            posts.append(new JsonObject()
                            .put("id", "c" + i)
                            .put("source", "shop")
                            .put("text", "骗子 " + i)
                            .put("author", new JsonObject().put("id", "u" + i))
                            .put("thread", "video-77")
                            .put("publishedAt", start.plusSeconds(12L * i).toString()))
                    .append('\n');
        }
        act("{'incident':'i-1','action':'take','by':'zhang','at':'%s'}", "10:01");
        act("{'incident':'i-1','action':'note','by':'zhang','text':'在查','at':'%s'}", "10:40");
        act("{'incident':'i-1','action':'note','by':'zhang','text':'联系仓库','at':'%s'}", "11:20");

        play("--for", "20m");
        assertThat(got("zhang").size()).as("%s", got("zhang")).isLessThanOrEqualTo(8);
        for (String other : List.of("zhao", "wang", "li")) {
            assertThat(got(other).size()).as("%s %s", other, got(other)).isLessThanOrEqualTo(3);
        }
        assertThat(err()).contains("帖子 500 条，命中 500 处，事件 1 个");
    }

    @Test
    void anL3AtNightWaitsForTheMorning() throws IOException {
        post("c1", "u1", "v1", "骗子", "23:00");

        play("--for", "12h");
        assertThat(got("li")).containsExactly("08:30 digest");
        assertThat(got("wang")).containsExactly("08:30 digest");
        assertThat(got("group")).containsExactly("08:30 digest");
    }

    @Test
    void aSuspicionIsConfirmedAfterFiveMinutes() throws IOException {
        post("c1", "u1", "v1", "毁容", "10:00");

        play("--for", "10m");
        assertThat(got("zhang")).startsWith("10:00 opened", "10:05 raised", "10:08 page", "10:10 page");
        assertThat(got("wang")).first().isEqualTo("10:05 raised");
        assertThat(story()).contains("10:05 incident.raised");
    }

    @Test
    void whatIsRefusedIsALineAndNoCrash() throws IOException {
        post("c1", "u1", "v1", "骗子", "10:00");
        act("{'incident':'i-1','action':'release','by':'zhang','at':'%s'}", "10:01");
        act("{'post':'nowhere','action':'take','by':'zhang','at':'%s'}", "10:02");

        play("--for", "1m");
        assertThat(lines()).filteredOn(line -> line.contains("\"refused\":")).hasSize(2);
        assertThat(err()).contains("没有找到它对应的事件：nowhere");
    }

    @Test
    void twoRunsAreEqualAndSeventyTwoHoursTakeNoTime() throws IOException {
        post("c1", "u1", "v1", "用了脸红肿，骗子", "10:00");
        post("c2", "u2", "v1", "毁容", "10:01");

        play();
        String first = out();
        Effort effort = new Effort();
        play();
        assertThat(out()).isEqualTo(first);
        assertThat(effort.soFar()).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void misuseIsTwoAndWordsStayOnStandardError() throws IOException {
        Path bad = file("bad.jsonl", "{\"text\":7}\n");

        assertThat(run("simulate", "--home", home().toString(), "nowhere.jsonl"))
                .isEqualTo(2);
        assertThat(run("simulate", "--home", home().toString(), bad.toString())).isEqualTo(2);
        assertThat(err()).contains("bad.jsonl：第 1 行");
        assertThat(out()).isEmpty();
        assertThat(run("simulate", "--home", home().toString(), "--for", "soon", bad.toString()))
                .isEqualTo(2);
        assertThat(err()).contains("soon");
        speak(Locale.ENGLISH);
        assertThat(run("simulate")).isEqualTo(2);
    }

    private void post(String id, String author, String thread, String text, String time) {
        posts.append(new JsonObject()
                        .put("id", id)
                        .put("source", "shop")
                        .put("text", text)
                        .put("author", new JsonObject().put("id", author))
                        .put("thread", thread)
                        .put("publishedAt", DAY + time + ":00+08:00"))
                .append('\n');
    }

    private void act(String json, String time) {
        actions.append(String.format(json, DAY + time + ":00+08:00").replace('\'', '"'))
                .append('\n');
    }

    private void play(String... more) throws IOException {
        String[] args = new String[more.length + 6];
        args[0] = "simulate";
        args[1] = "--home";
        args[2] = home().toString();
        args[3] = file("posts.jsonl", posts.toString()).toString();
        args[4] = "--actions";
        args[5] = file("actions.jsonl", actions.toString()).toString();
        System.arraycopy(more, 0, args, 6, more.length);
        assertThat(run(args)).as(err()).isZero();
    }

    private List<JsonObject> timeline() {
        return lines().stream().map(JsonObject::new).toList();
    }

    private List<String> got(String reader) {
        return timeline().stream()
                .filter(line -> line.getString("event").equals("notice"))
                .filter(line -> line.getString("to").equals(reader))
                .map(line -> time(line) + " " + line.getString("reason"))
                .toList();
    }

    private List<String> story() {
        return timeline().stream()
                .filter(line -> !line.getString("event").equals("notice"))
                .map(line -> time(line) + " " + line.getString("event")
                        + (line.containsKey("clock") ? " " + line.getString("clock") : ""))
                .toList();
    }

    private static String time(JsonObject line) {
        return line.getString("at").substring(11, 16);
    }
}
