package io.fenghuo.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What mail programs that know little can show: Outlook, QQ Mail, phones. */
class MailPageTest {
    private static final Pattern STYLE = Pattern.compile("style=\"([^\"]*)\"");

    @ParameterizedTest
    @EnumSource(Message.Kind.class)
    void isTablesAndInlineStyles(Message.Kind kind) {
        Message message = new Specimen(io.fenghuo.model.Severity.L1, "zh", Samples.NOW, Samples.ZONE).of(kind);
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
        for (String tag : java.util.List.of("table", "tr", "td", "p", "h1", "div", "a")) {
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

    private static int count(String page, String pattern) {
        return (int) Pattern.compile(pattern).matcher(page).results().count();
    }
}
