package io.fenghuo.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | <p>x                                     | GONE",
                "410 |                                          | GONE",
                "200 | <p>敷完 脸红肿，<b>刺痛</b>！</p>          | STANDS",
                "200 | {\"text\":\"敷完脸红肿刺痛\"}              | STANDS",
                "200 | <title>提示</title><p>该评论已被作者删除   | GONE",
                "200 | <p>抱歉，内容不存在                       | GONE",
                "200 | <p>This comment has been deleted          | GONE",
                "200 | <div id=app></div><script>load()</script> | UNKNOWN",
                "200 | <form>请登录</form>                       | UNKNOWN",
                "302 |                                          | UNKNOWN",
                "503 | 已删除                                   | UNKNOWN"
            })
    void aPageSaysWhetherItsPostStands(int status, String page, Standing.Verdict verdict) {
        byte[] body = (page == null ? "" : page).getBytes(UTF_8);
        assertThat(Standing.of("敷完脸红肿刺痛", status, body, Headers.of("Content-Type", "text/html; charset=utf-8")))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/list, https://shop.example/c/1, true",
        "https://api.shop.example/list, https://www.shop.example/c/1, true",
        "https://shop.example/list, https://m.shop.example/c/1, true",
        "https://shop.example/list, https://evil.example/c/1, false",
        "https://shop.example/list, https://shop.example.evil.test/, false",
        "https://shop.com.cn/list, https://evil.com.cn/c/1, false",
        "https://alice.github.io/list, https://evil.github.io/c/1, false",
        "https://www.shop.com.cn/list, https://m.shop.com.cn/c/1, true",
        "http://10.1.2.3/list, http://9.1.2.3/c, false",
        "https://shop.example/list, javascript:alert(1), false",
        "https://shop.example/list, ftp://shop.example/c, false"
    })
    void onlyTheSourcesOwnSiteIsCalled(String source, String post, boolean same) {
        assertThat(Standing.sameSite(source, post)).isEqualTo(same);
        assertThat(Standing.sameSite(source, null)).isFalse();
    }
}
