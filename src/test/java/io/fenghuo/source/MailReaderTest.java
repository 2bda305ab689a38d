package io.fenghuo.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mails as Chinese and other programs write them, and mails that were written to do harm. */
class MailReaderTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final Charset GBK = Charset.forName("GBK");

    private final MailReader reader = new MailReader(Specs.of("imap", "imaps://m.example", Map.of()));

    private List<Post> posts(byte[] mail) {
        return reader.read(mail, mail.length, NOW.minusSeconds(60), NOW);
    }

    private Post post(String mail) {
        List<Post> posts = posts(mail.replace("\n", "\r\n").getBytes(UTF_8));
        assertThat(posts).hasSize(1);
        return posts.get(0);
    }

    @Test
    void aComplaintInGbkAndBase64() {
        String subject = "=?gb2312?B?" + base64("投诉：用了过敏") + "?=";
        Post post =
                post("From: =?GBK?Q?=D0=A1=D3=EA?= <Xiaoyu@Mail.Example>\nTo: care@shop.example\nSubject: " + subject
                        + "\nMessage-ID: <a1@mail.example>\nContent-Type: text/plain; charset=\"gb2312\"\n"
                        + "Content-Transfer-Encoding: base64\n\n" + base64("敷完脸红肿刺痛，囍字都看不清") + "\n");
        assertThat(post.id()).isEqualTo("a1@mail.example");
        assertThat(post.text()).isEqualTo("投诉：用了过敏\n敷完脸红肿刺痛，囍字都看不清");
        assertThat(post.author().id()).isEqualTo("xiaoyu@mail.example");
        assertThat(post.author().name()).isEqualTo("小雨");
        assertThat(post.kind()).isEqualTo(Kind.TICKET);
        assertThat(post.thread()).isEqualTo("a1@mail.example");
        assertThat(post.session()).isEqualTo("a1@mail.example");
        assertThat(post.publishedAt()).isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void charactersCutInTwoByTheHeadersLength() {
        byte[] bytes = "退款一周没到账".getBytes(GBK);
        String first = Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes, 5));
        String rest = Base64.getEncoder().encodeToString(java.util.Arrays.copyOfRange(bytes, 5, bytes.length));
        Post post = post("Subject: Re: =?gbk?B?" + first + "?=\n =?gbk?B?" + rest + "?= (urgent)\n\nx");
        assertThat(post.text()).startsWith("Re: 退款一周没到账 (urgent)\n");
    }

    @Test
    void bareBytesInAHeader() {
        byte[] mail = "Subject: 假货投诉\r\n\r\n退钱".getBytes(GBK);
        assertThat(posts(mail).get(0).text()).isEqualTo("假货投诉\n退钱");
    }

    @Test
    void anAnswerStandsUnderItsThreadWithoutWhatItQuotes() {
        Post post = post("Message-ID: <3@x>\nIn-Reply-To: <2@x>\nReferences: <1@x>\n <2@x>\nSubject: Re: 投诉\n\n"
                + "还是没有人联系我\n\n------------------ 原始邮件 ------------------\n我们绝对不会不管\n> 请放心\n");
        assertThat(post.text()).isEqualTo("Re: 投诉\n还是没有人联系我");
        assertThat(List.of(post.thread(), post.session(), String.valueOf(post.parent())))
                .containsExactly("1@x", "1@x", "2@x");
    }

    /** Each of these once took hours: whoever writes to a mailbox must not be able to stop it. */
    @Test
    void whatIsMadeToBeSlowIsReadAsAnyMail() {
        String answer = "Message-ID: <3@x>\nIn-Reply-To: <2@x>\nSubject: Re\n";
        assertThat(post(answer + "\na" + "\n".repeat(300_000) + "b").text()).startsWith("Re\na");
        assertThat(post(answer + "\n" + "-".repeat(300_000) + "b").text()).startsWith("Re\n---");
        assertThat(post("From: " + "a".repeat(100_000) + "\nSubject: s\n\n退钱").text())
                .contains("退钱");
        assertThat(post(answer + "Content-Type: text/html; charset=utf-8\n\n<p>退钱" + "<p>".repeat(100_000))
                        .text())
                .contains("退钱");
    }

    @Test
    void plainBeforeHtmlAndNothingAttachedIsRead() {
        Post post = post("Subject: s\nContent-Type: multipart/mixed; boundary=o\n\n--o\n"
                + "Content-Type: multipart/alternative; boundary=i\n\n--i\nContent-Type: text/html; charset=utf-8\n\n"
                + "<p>富文本</p>\n--i\nContent-Type: text/plain; charset=utf-8\n\n纯文本\n--i--\n--o\n"
                + "Content-Type: application/pdf; name*=UTF-8''%E5%8F%91%E7%A5%A8.pdf\n"
                + "Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nAAAA\n--o--\n");
        assertThat(post.text()).isEqualTo("s\n纯文本");
        assertThat(post.attributes()).containsEntry("mail.attachments", "发票.pdf (application/pdf)");
    }

    @Test
    void htmlIsReadAsAPersonSeesIt() {
        Post post = post(
                "Subject: s\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
                        + "<style>p{}</style><p>=E7=83=82</p><script>x</script><blockquote type=3Dcite>=E5=A5=BD</blockquote>");
        assertThat(post.text()).isEqualTo("s\n烂");
    }

    @Test
    void aLetterWithinALetter() {
        assertThat(post("Subject: Fw\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\n请处理\n--o\n"
                                + "Content-Type: message/rfc822\n\nSubject: 投诉\n\n里面的话\n--o--\n")
                        .text())
                .contains("请处理", "里面的话");
    }

    @Test
    void aGoogleAlertIsAPostForEachResult() {
        String html = "<table><tr itemscope itemtype=\"http://schema.org/Article\"><td>"
                + "<a itemprop=\"url\" href=\"https://www.google.com/url?rct=j&sa=t&url=https://news.example/a%3Fid%3D1&ct=ga\">"
                + "<span itemprop=\"name\">云朵家面膜被曝过敏</span></a><div itemprop=\"publisher\">某报</div>"
                + "<div itemprop=\"description\">多名消费者红肿</div></td></tr>"
                + "<tr itemscope itemtype=\"http://schema.org/Article\"><td>"
                + "<a href=\"https://www.google.com/url?rct=j&sa=t&url=https://bbs.example/t/2&ct=ga\">维权帖</a></td></tr></table>"
                + "<a href=\"https://www.google.com/alerts/remove?x=1\">退订</a>";
        List<Post> posts = posts(("From: Google Alerts <googlealerts-noreply@google.com>\r\nSubject: x\r\n"
                        + "Content-Type: text/html; charset=utf-8\r\n\r\n" + html)
                .getBytes(UTF_8));
        assertThat(posts)
                .extracting(Post::url)
                .containsExactly("https://news.example/a?id=1", "https://bbs.example/t/2");
        assertThat(posts).extracting(Post::text).containsExactly("云朵家面膜被曝过敏\n多名消费者红肿", "维权帖");
        assertThat(posts.get(0).author().name()).isEqualTo("某报");
        assertThat(posts.get(0).kind()).isEqualTo(Kind.POST);
        List<Post> plain =
                posts(("From: googlealerts-noreply@google.com\r\n\r\n=== News - 2 new results for [云朵家] ===\r\n\r\n"
                                + "第一条\r\n摘要\r\n<https://www.google.com/url?rct=j&sa=t&url=https://news.example/1&ct=ga>\r\n\r\n"
                                + "第二条\r\n<https://www.google.com/url?rct=j&sa=t&url=https://news.example/2&ct=ga>\r\n- - -\r\n")
                        .getBytes(UTF_8));
        assertThat(plain).extracting(Post::text).containsExactly("第一条\n摘要", "第二条");
    }

    @Test
    void endlessNestingEndsAndSaysWhatItCould() {
        StringBuilder deep = new StringBuilder("Subject: 深\n");
        for (int i = 0; i < 3_000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        assertThat(post(deep + "\n\n底").text()).startsWith("深");
        StringBuilder letters = new StringBuilder("Subject: 信\n");
        for (int i = 0; i < 3_000; i++) {
            letters.append("Content-Type: message/rfc822\n\n");
        }
        assertThat(post(letters + "底").text()).startsWith("信");
        StringBuilder wide = new StringBuilder("Subject: 宽\nContent-Type: multipart/mixed; boundary=b\n\n");
        wide.append("--b\nContent-Type: text/plain\n\n话\n".repeat(5_000)).append("--b--");
        assertThat(post(wide.toString()).text().length()).isLessThan(1_000);
    }

    @Test
    void whatItSaysOfItselfIsNotBelieved() {
        assertThat(post("Subject: s\nContent-Type: text/plain; charset=no-such\n\n编码写错")
                        .text())
                .isEqualTo("s\n编码写错");
        assertThat(post("Subject: s\nContent-Transfer-Encoding: x-magic\n\n照样读").text())
                .isEqualTo("s\n照样读");
        assertThat(post("Content-Type: multipart/mixed\n\n没有边界").text()).isNotBlank();
        assertThat(posts(new byte[0])).hasSize(1);
    }

    @FuzzTest(maxDuration = "65s")
    void everyMailIsAPost(byte[] bytes) {
        List<Post> posts = posts(bytes);
        assertThat(posts).isNotEmpty();
        for (Post post : posts) {
            assertThat(post.text()).isNotBlank();
            assertThat(post.id()).isNotBlank();
            assertThat(post.publishedAt()).isBeforeOrEqualTo(NOW);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(GBK));
    }
}
