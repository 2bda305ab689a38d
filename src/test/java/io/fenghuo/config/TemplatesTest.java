package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.Message;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The house's own words are read with the other files, and every fault in them has a place and a cure. */
class TemplatesTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:15:00Z");

    @TempDir
    private Path folder;

    @BeforeEach
    void home() throws Exception {
        Files.createDirectories(folder.resolve("watchlists"));
        Files.createDirectories(folder.resolve("alerts/templates"));
        Files.writeString(folder.resolve("watchlists/sources.yaml"), "sources: []\n");
        Files.writeString(folder.resolve("alerts/channels.yaml"), "channels:\n  - { id: out, type: terminal }\n");
        Files.writeString(
                folder.resolve("alerts/contacts.yaml"),
                "people:\n  - { id: zhang, name: 张三, mail: z@example.com }\nroles: { duty: [zhang] }\n");
    }

    private Loaded with(String name, String text) throws Exception {
        Files.writeString(folder.resolve("alerts/templates").resolve(name), text);
        return new Home(folder, Map.of(), ZoneId.of("Asia/Shanghai"), Home.Rooms.PLAIN).load(NOW);
    }

    private static List<String> errors(Loaded loaded) {
        return loaded.problems().stream()
                .filter(Problem::isError)
                .map(one -> one.text(Locale.CHINESE))
                .toList();
    }

    @Test
    void wordsAreReadAndChangeTheVersion() throws Exception {
        Loaded before = with("README.md", "说明");
        Loaded loaded = with("dingtalk.mustache", "{{grade}} {{deadline}}\n{{#said}}\n{{quote}}\n{{/said}}\n");
        assertThat(errors(loaded)).isEmpty();
        assertThat(loaded.configuration().wordings().find("dingtalk", Message.Kind.FIRST, "zh"))
                .isNotNull();
        assertThat(loaded.configuration().wordings().find("feishu", Message.Kind.FIRST, "zh"))
                .isNull();
        assertThat(loaded.configuration().version())
                .isNotEqualTo(before.configuration().version());
    }

    @Test
    void faultsHaveAPlaceAndACure() throws Exception {
        assertThat(errors(with("first.mustache", "{{grade}}\n{{dedline}} {{deadline}}")))
                .containsExactly("alerts/templates/first.mustache:2:1: error: 没有“dedline”这个字段; 是不是想写 deadline");
        assertThat(errors(with("first.mustache", "{{grade}}")))
                .containsExactly(
                        "alerts/templates/first.mustache:1:1: error: 模板里缺少必须有的“{{deadline}}”; 任何时候都要看得到, 把它写在段落之外");
        assertThat(errors(with("first.mustache", "{{deadline}}\n {{#said}}")))
                .containsExactly("alerts/templates/first.mustache:2:2: error: 段落“said”没有结束; 补上 {{/said}}");
        assertThat(errors(with("first.mustache", "{{deadline}}\n{{#said}}{{#clocks}}{{left}}{{/clocks}}{{/said}}")))
                .containsExactly(
                        "alerts/templates/first.mustache:2:10: error: 列表“clocks”不能写在列表“said”里面; 先用 {{/said}} 结束“said”, 再写 {{#clocks}}");
        assertThat(errors(
                        with("first.mustache", "{{deadline}}\n" + "{{#clocks}}".repeat(24) + "{{/clocks}}".repeat(24))))
                .containsExactly("alerts/templates/first.mustache:2:89: error: 段落“clocks”套得太深, 至多 8 层; 把它移到外面");
        assertThat(errors(with("first.mustache", "{{deadline}} {{{what}}}")).get(0))
                .contains(":1:14: ", "{{what}}");
        Files.delete(folder.resolve("alerts/templates/first.mustache"));
        assertThat(errors(with("dingtlak.mustache", "{{deadline}}")).get(0)).contains("dingtlak", "dingtalk");
    }

    @Test
    void wordsInAnotherCharsetAreOneFault() throws Exception {
        Path file = folder.resolve("alerts/templates/first.mustache");
        Files.write(file, "{{deadline}}\n{{grade}} 截止".getBytes(Charset.forName("GB18030")));
        assertThat(errors(with("README.md", "")))
                .singleElement()
                .asString()
                .startsWith("alerts/templates/first.mustache:2:11: error: 文件不是 UTF-8 编码; ");
    }

    @Test
    void wordsThatCannotBeSentAreRefused() throws Exception {
        String heap = "{{deadline}}\n" + "这句话很长，机器人装不下。".repeat(300);
        assertThat(errors(with("wecom-robot.mustache", heap)))
                .anySatisfy(one -> assertThat(one)
                        .startsWith("alerts/templates/wecom-robot.mustache:1:1: error: ")
                        .contains("wecom-robot", "长度限制"));
        Files.delete(folder.resolve("alerts/templates/wecom-robot.mustache"));
        assertThat(errors(with("email.mustache", heap))).isEmpty();
    }

    @Test
    void howMuchAChannelShowsIsRead() throws Exception {
        Files.writeString(
                folder.resolve("alerts/channels.yaml"),
                "channels:\n  - { id: out, type: terminal, redact: false, redact-also: [YD####] }\n");
        Loaded loaded = with("README.md", "");
        assertThat(errors(loaded)).isEmpty();
        assertThat(loaded.configuration().channels().get(0).options())
                .containsEntry("redact", false)
                .containsEntry("redact-also", List.of("YD####"));
        Files.writeString(
                folder.resolve("alerts/channels.yaml"),
                "channels:\n  - { id: out, type: terminal, redact-also: [订单] }\n");
        assertThat(errors(with("README.md", "")).get(0))
                .startsWith("alerts/channels.yaml:2:")
                .contains("YD########");
    }
}
