package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ExplainTest extends CommandLineCase {

    @Test
    void everyStepIsSaid() throws IOException {
        assertThat(explain("--at", "2026-06-18 20:01", "这家就是騙 子，假貨，用了眼睛红肿")).isZero();
        assertThat(out())
                .contains(
                        "第 5 字 「騙」→「骗」（繁体或异体）",
                        "第 6 字 「 」去掉（中间夹了空格或符号）",
                        "命中　2 条规则",
                        "一级 · skin（云朵家 · 人身安全",
                        "「骗子」写作「騙 子」",
                        "定级　一级（红）",
                        "06-18 20:01:00  值班 张三  经 app webhook、mail email  新事件：命中监测词，定为一级",
                        "群 group  经 group wecom-robot",
                        "06-18 20:04:00  值班 张三",
                        "首次回应时限　06-18 20:16:00 截止（还有 15 分）",
                        "黄金处置时间　06-18 22:01:00 截止");
    }

    @Test
    void jsonIsTheContract() throws IOException {
        assertThat(explain("--json", "--at", "2026-06-18T20:01:00+08:00", "用了红肿"))
                .isZero();

        JsonObject json = new JsonObject(out());
        assertThat(json.fieldNames())
                .containsExactly("text", "folded", "steps", "hits", "nearMisses", "grade", "would", "clocks");
        assertThat(json.getJsonObject("grade").getString("level")).isEqualTo("L1");
        assertThat(told(json))
                .startsWith(
                        "20:01:00 role:duty app",
                        "20:01:00 role:duty mail",
                        "20:01:00 role:legal mail",
                        "20:01:00 role:supervisor mail",
                        "20:01:00 groups group",
                        "20:04:00 role:duty app")
                .contains("20:06:00 role:supervisor mail", "20:16:00 role:legal mail", "20:31:00 role:duty app");
        assertThat(due(json)).containsExactly("acknowledge 20:04", "respond 20:16", "golden 22:01", "上报药监局 20:01");
    }

    @Test
    void goldenRunsFromTheExposure() throws IOException {
        assertThat(explain("--json", "--at", "2026-06-18 10:00", "--published", "2026-06-18 09:20", "骗子"))
                .isZero();

        JsonObject json = new JsonObject(out());
        assertThat(told(json))
                .containsExactly(
                        "10:50:00 role:duty app",
                        "11:00:00 role:duty app",
                        "11:00:00 groups group",
                        "12:00:00 role:supervisor mail");
        assertThat(due(json)).startsWith("golden 11:20");
    }

    @Test
    void anL3AtNightWaitsForTheMorning() throws IOException {
        assertThat(explain("--json", "--at", "周六 03:00", "骗子")).isZero();
        assertThat(told(new JsonObject(out()))).isNotEmpty().allMatch(line -> line.startsWith("08:30:00 "));
    }

    @Test
    void aSuspicionIsConfirmedAfterFiveMinutes() throws IOException {
        assertThat(explain("--json", "--at", "2026-06-18 10:00", "毁容")).isZero();

        JsonObject json = new JsonObject(out());
        assertThat(json.getJsonObject("grade").getBoolean("suspected")).isTrue();
        assertThat(told(json)).startsWith("10:00:00 role:duty app").contains("10:05:00 role:supervisor mail");
    }

    @Test
    void whatDoesNotMatchIsToldWhyNot() throws IOException {
        assertThat(explain("绝不是骗子")).isEqualTo(1);
        assertThat(out()).contains("没有命中任何规则", "规则 fraud：「骗子」被「绝不是骗子」否定");
        assertThat(explain("--role", "agent", "骗子")).isEqualTo(1);
        assertThat(out()).contains("该规则只看");
        assertThat(explain("货是假的，真骗人")).isEqualTo(1);
        assertThat(out()).contains("没有一个完整出现");
        speak(Locale.ENGLISH);
        assertThat(explain("--json", "好")).isEqualTo(1);
        assertThat(new JsonObject(out()).getValue("grade")).isNull();
        assertThat(err()).doesNotContain("{");
    }

    @Test
    void misuseIsTwo() throws IOException {
        assertThat(explain("--at", "昨天晚饭后", "骗子")).isEqualTo(2);
        assertThat(err()).contains("昨天晚饭后");
        assertThat(explain("--role", "king", "骗子")).isEqualTo(2);
        assertThat(explain()).isEqualTo(2);
        assertThat(run("explain", "--home", home().resolve("nowhere").toString(), "骗子"))
                .isEqualTo(2);
        assertThat(out()).isEmpty();
    }

    @Test
    void aTextCannotMoveTheCursor() throws IOException {
        assertThat(explain("骗子\u001b[2J\u202e")).isZero();
        assertThat(out()).doesNotContain("\u001b", "\u202e").contains("<U+001B>");
    }

    @Test
    void whoIsOnAndWhoIsNext() throws IOException {
        assertThat(run("oncall", "--home", home().toString(), "--at", "2026-06-18 20:01"))
                .isZero();
        assertThat(out())
                .contains(
                        "值班（duty）：张三（zhang）经 app mail，到 06-18 21:00；之后 李四（li）经 mail\n",
                        "主管（supervisor）：王五（wang）经 mail\n");
        speak(Locale.ENGLISH);
        assertThat(run("oncall", "--home", home().toString(), "--at", "2026-05-01 20:01"))
                .isEqualTo(1);
        assertThat(out()).contains("nobody, until 06-01 09:00; then 张三 (zhang)");
        assertThat(run("oncall", "--home", home().toString(), "--at", "x")).isEqualTo(2);
    }

    private int explain(String... args) throws IOException {
        String[] all = new String[args.length + 3];
        all[0] = "explain";
        all[1] = "--home";
        all[2] = home().toString();
        System.arraycopy(args, 0, all, 3, args.length);
        return run(all);
    }

    private static List<String> told(JsonObject json) {
        return objects(json.getJsonArray("would")).stream()
                .map(one -> one.getString("at").substring(11, 19) + " " + one.getString("tell") + " "
                        + one.getString("channel"))
                .toList();
    }

    private static List<String> due(JsonObject json) {
        return objects(json.getJsonArray("clocks")).stream()
                .map(one -> one.getString("clock") + " " + one.getString("due").substring(11, 16))
                .toList();
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }
}
