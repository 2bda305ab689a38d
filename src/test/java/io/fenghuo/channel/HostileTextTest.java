package io.fenghuo.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of strangers in every channel: shown as harmless text, within every limit. */
class HostileTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CORPUS = List.of(
            "<script>alert(1)</script><img src=x onerror=alert(1)>",
            "@all @所有人 <@all> <@zhangsan> <at user_id=\"all\"></at> <at id=all></at> <!channel> <!here> <!everyone>",
            "[点我](http://evil.example/x) ![图](http://evil.example/y) <http://evil.example|官网> http://evil.example www.evil.example",
            "# 标题\n## 二级\n> 引用\n- 列表\n1. 一\n| a | b |\n---\n```\ncode\n```",
            "**粗** __线__ *斜* ~删~ `码` <font color=\"warning\">红</font>",
            "\u001b[31m红\u001b[0m \u001b]8;;http://evil.example\u0007点\u001b]8;;\u0007 \u009b2J\u0007\b\u0000",
            "\u202e倒过来\u202c \u2066隔\u2069 \u200f\u200e\u200b零\ufeff宽",
            "\ud83d 孤 \udc00\udc00 \ud800",
            "骗子\r\nBcc: all@evil.example\r\n\r\n正文",
            "{0} '{' '' ${jndi:ldap://evil} %s %n \\u0041 \\",
            "]]>&lt;b&gt;&amp;\"'",
            "&#60;at id=all&#62;",
            "admin@evil.example 13900000000 @13900000000");

    private final Channels channels = Channels.builtIn();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "wecom-robot",
                "dingtalk",
                "feishu",
                "slack",
                "webhook",
                "bark",
                "ntfy",
                "discord",
                "teams",
                "serverchan",
                "pagerduty",
                "alertmanager",
                "terminal"
            })
    void corpusIsHarmless(String type) throws Exception {
        for (String text : CORPUS) {
            for (Message message : messages(text)) {
                for (Outgoing out :
                        channels.type(type).orElseThrow().render(message, Samples.spec(type), Samples.NOW)) {
                    harmless(type, out, text);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "wecom-robot",
                "dingtalk",
                "feishu",
                "slack",
                "webhook",
                "bark",
                "ntfy",
                "discord",
                "teams",
                "serverchan",
                "pagerduty",
                "alertmanager",
                "terminal"
            })
    void limitsHoldForAnyText(String type) throws Exception {
        Random random = new Random(42);
        for (int round = 0; round < 2; round++) {
            String text = noise(random, 30_000);
            for (Message message : messages(text)) {
                for (Outgoing out :
                        channels.type(type).orElseThrow().render(message, Samples.spec(type), Samples.NOW)) {
                    within(type, channels.type(type).orElseThrow().prepare(out, Samples.spec(type), Samples.NOW));
                    harmless(type, out, "noise " + round);
                }
            }
        }
    }

    @Test
    void cuttingSaysHowMuch() {
        String text = "前".repeat(5000) + "骗子" + "后".repeat(5000);
        String said = Samples.body(channels.type("dingtalk")
                .orElseThrow()
                .render(Samples.message(text, "骗子", "x"), Samples.spec("dingtalk"), Samples.NOW)
                .get(0));
        assertThat(said).contains("【骗子】", "原文共 10002 字，此处截取");
    }

    @Test
    void nothingShowsASecret() {
        for (Channel channel : channels.all()) {
            ChannelSpec spec = Samples.spec(channel.type());
            StringBuilder seen = new StringBuilder(spec.toString());
            for (Outgoing out : channel.render(Samples.message("骗子", "骗子", "x"), spec, Samples.NOW)) {
                seen.append(out).append(Samples.body(out)).append(channel.prepare(out, spec, Samples.NOW));
            }
            String echo = (spec.url() == null ? "" : spec.url().reveal()) + " " + Samples.KEY + " " + Samples.SECRET;
            if (spec.secret() != null) {
                echo += spec.secret().reveal();
            }
            for (int status : new int[] {200, 302, 400, 403, 404, 410, 429, 500, 535, 550}) {
                for (String body : List.of(
                        echo,
                        "{\"errcode\":93000,\"errmsg\":\"" + echo + "\",\"code\":19001,\"msg\":\"" + echo + "\"}")) {
                    Outcome outcome = channel.classify(Reply.of(status, body), spec, Samples.NOW);
                    if (spec.url() != null) {
                        seen.append(outcome);
                    }
                }
            }
            assertThat(seen.toString()).as(channel.type()).doesNotContain(Samples.KEY);
            if (spec.secret() != null) {
                assertThat(seen.toString()).doesNotContain(spec.secret().reveal());
            }
        }
    }

    private static List<Message> messages(String text) {
        Message first = Samples.message(text, text.substring(0, Math.min(3, text.length())), text);
        List<Span> wild = List.of(
                new Span(-1, 5, "x", "x", List.of()),
                new Span(1, 2, "x", "x", List.of()),
                new Span(text.length() - 1, text.length() + 9, "x", "x", List.of()));
        Notice growth = Samples.notice(NoticeReason.GROWTH, Reason.of(text, text, text), Notice.Manner.RING);
        Message later = Samples.message(
                Samples.incident(text, text),
                growth,
                List.of(new Message.Excerpt(Samples.post(text, text, text), wild)),
                3);
        List<Message.Item> items = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            items.add(new Message.Item(growth, Samples.incident(text, text), null));
        }
        return List.of(first, Samples.unlinked(first), Samples.english(first), later, Samples.digest(first, items));
    }

    private static void within(String type, Outgoing out) throws Exception {
        String body = Samples.body(out);
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        switch (type) {
            case "wecom-robot" -> {
                JsonNode json = JSON.readTree(body);
                assertThat(utf8(json.at("/text/content").asText())).isLessThanOrEqualTo(2048);
                assertThat(utf8(json.at("/markdown/content").asText())).isLessThanOrEqualTo(4096);
                JsonNode card = json.at("/template_card");
                assertThat(card.at("/main_title/title").asText().length()).isLessThanOrEqualTo(52);
                assertThat(card.at("/sub_title_text").asText().length()).isLessThanOrEqualTo(224);
                assertThat(card.at("/horizontal_content_list").size()).isLessThanOrEqualTo(6);
                assertThat(card.at("/jump_list").size()).isLessThanOrEqualTo(3);
            }
            case "dingtalk", "webhook" -> assertThat(bytes).isLessThanOrEqualTo(20_000);
            case "feishu" -> assertThat(bytes).isLessThanOrEqualTo(20 * 1024);
            case "slack" -> {
                JsonNode json = JSON.readTree(body);
                assertThat(json.at("/blocks/0/text/text").asText().length()).isLessThanOrEqualTo(150);
                assertThat(json.at("/blocks/1/text/text").asText().length()).isLessThanOrEqualTo(3000);
                assertThat(json.at("/blocks").size()).isLessThanOrEqualTo(50);
            }
            case "bark" -> assertThat(bytes).isLessThanOrEqualTo(3_600);
            case "ntfy" ->
                assertThat(utf8(JSON.readTree(body).at("/message").asText())).isLessThanOrEqualTo(4096);
            case "discord" -> {
                JsonNode json = JSON.readTree(body);
                int title = json.at("/embeds/0/title").asText().length();
                int text = json.at("/embeds/0/description").asText().length();
                assertThat(json.at("/content").asText().length()).isLessThanOrEqualTo(2000);
                assertThat(title).isLessThanOrEqualTo(256);
                assertThat(text).isLessThanOrEqualTo(4096);
            }
            case "teams" -> assertThat(bytes).isLessThanOrEqualTo(28 * 1024);
            case "serverchan" -> {
                JsonNode json = JSON.readTree(body);
                String title = json.at("/title").asText();
                assertThat(title.codePointCount(0, title.length())).isLessThanOrEqualTo(32);
                assertThat(utf8(json.at("/desp").asText())).isLessThanOrEqualTo(32 * 1024);
            }
            case "alertmanager" -> assertThat(bytes).isLessThanOrEqualTo(512 * 1024);
            case "email" -> assertThat(((Outgoing.Mail) out).subject().length()).isLessThanOrEqualTo(240);
            default -> assertThat(bytes).isLessThanOrEqualTo(64_000);
        }
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void harmless(String type, Outgoing out, String from) throws Exception {
        String body = Samples.body(out);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(body)).as(from).isTrue();
        if (out instanceof Outgoing.Mail mail) {
            assertThat(mail.html()).as(from).doesNotContain("<script", "<img", "<at", "<font", "href=\"http://evil");
            assertThat(mail.subject()).as(from).doesNotContain("\n", "\r");
            assertThat(mail.text()).doesNotContain("\u001b", "\u202e", "\u0000");
            return;
        }
        if (type.equals("terminal")) {
            assertThat(body)
                    .as(from)
                    .doesNotContain("\u001b", "\u009b", "\u0007", "\u0000", "\r", "\u202e", "\u2066", "\u200b");
            assertThat(body.lines().skip(1)).allMatch(line -> line.startsWith("  "));
            return;
        }
        assertThat(body).as("no \\u escapes for characters people read").doesNotContain("\\ud", "\\uD");
        if (type.equals("webhook")) {
            JSON.readTree(body);
            return;
        }
        for (String shown : texts(JSON.readTree(body))) {
            String ours = shown.replace("<at id=ou_0a1b></at>", "")
                    .replace("<@U012AB3CD>", "")
                    .replace("<@123456789012345678>", "")
                    .replace("<at>张三</at>", "");
            assertThat(ours)
                    .as("%s from %s", type, from)
                    .doesNotContain("@all", "@所有人", "<at", "<@", "<!", "<font", "<script", "](http://evil")
                    .doesNotContain("http://evil", "www.evil.example", "evil.example|", "\u202e", "\u001b", "\u0000");
            assertThat(ours.lines().skip(1))
                    .as(from)
                    .noneMatch(line -> line.matches("^(#{1,6} (?!【)|> |- |\\d+\\. |\\|).*"));
        }
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(child -> texts.addAll(texts(child)));
        return texts;
    }

    private static String noise(Random random, int length) {
        StringBuilder out = new StringBuilder(length + 40);
        while (out.length() < length) {
            switch (random.nextInt(6)) {
                case 0 -> out.append(CORPUS.get(random.nextInt(CORPUS.size())));
                case 1 -> out.append((char) random.nextInt(0x10000));
                case 2 -> out.appendCodePoint(0x1F300 + random.nextInt(300));
                case 3 -> out.append("<>&\"'*_`[]()#@|~\\{}".charAt(random.nextInt(19)));
                case 4 -> out.append((char) random.nextInt(0x20));
                default -> out.append((char) (0x4e00 + random.nextInt(20000)));
            }
        }
        return out.toString();
    }
}
