package io.fenghuo.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Samples;
import io.fenghuo.channel.wording.Specimen;
import io.fenghuo.model.Severity;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What mail programs that know little can show: Outlook, QQ Mail, phones. */
class MailPageTest {
    private static final Pattern STYLE = Pattern.compile("style=\"([^\"]*)\"");

    @ParameterizedTest
    @EnumSource(Message.Kind.class)
    void isTablesAndInlineStyles(Message.Kind kind) {
        Message message = new Specimen(Severity.L1, "zh", Samples.NOW, Samples.ZONE).of(kind);
        Outgoing.Mail mail = (Outgoing.Mail)
                new Email().render(message, Samples.spec("email"), Samples.NOW).get(0);
        String page = mail.html();
        assertThat(page)
                .doesNotContainIgnoringCase(
                        "<script", "<link", "<img", "<form", "<input", "<iframe", "@import", "url(", "javascript:")
                .contains(
                        "width=\"600\"",
                        "lang=\"zh-CN\"",
                        "prefers-color-scheme:dark",
                        "mso-hide:all",
                        "format-detection");
        Matcher style = STYLE.matcher(page);
        while (style.find()) {
            assertThat(style.group(1)).doesNotContain("flex", "grid", "position", "float");
        }
        for (String tag : List.of("table", "tr", "td", "p", "h1", "div", "a")) {
            assertThat(count(page, "<" + tag + "[ >]")).as(tag).isEqualTo(count(page, "</" + tag + ">"));
        }
        assertThat(mail.subject().codePointCount(0, mail.subject().length())).isLessThanOrEqualTo(78);
        assertThat(mail.text()).isNotBlank().doesNotContain("<");
        if (kind == Message.Kind.FIRST) {
            assertThat(mail.subject()).startsWith("【一级】云朵家");
            assertThat(page)
                    .contains("截止 20:18", "以截止时间为准")
                    .containsPattern("<td align=\"center\" bgcolor=[^>]*><a [^>]*>接手</a></td>");
        }
    }

    @Test
    void onlyADigestOfOnesOwnCanBeUnsubscribed() {
        ChannelSpec from = Samples.spec("email", Map.of("from", "fenghuo@example.com"));
        Specimen sample = new Specimen(Severity.L3, "zh", Samples.NOW, Samples.ZONE);
        Message digest = sample.of(Message.Kind.DIGEST);
        assertThat(headers(digest, from))
                .containsEntry("List-Unsubscribe", "<mailto:fenghuo@example.com?subject=unsubscribe%20digests>")
                .doesNotContainKey("List-Unsubscribe-Post");
        assertThat(headers(digest, Samples.spec("email"))).doesNotContainKey("List-Unsubscribe");
        assertThat(headers(digest.toGroup(), from)).doesNotContainKey("List-Unsubscribe");
        for (Message.Kind single : List.of(Message.Kind.FIRST, Message.Kind.UPDATE, Message.Kind.ADMIN)) {
            assertThat(headers(sample.of(single), from)).as(single.name()).doesNotContainKey("List-Unsubscribe");
        }
    }

    private static Map<String, String> headers(Message message, ChannelSpec spec) {
        return ((Outgoing.Mail) new Email().render(message, spec, Samples.NOW).get(0)).headers();
    }

    private static int count(String page, String pattern) {
        return (int) Pattern.compile(pattern).matcher(page).results().count();
    }
}
