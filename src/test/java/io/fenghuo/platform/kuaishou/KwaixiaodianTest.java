package io.fenghuo.platform.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Query;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden vectors of the signature, what an entry has to say, and what refusals mean. */
class KwaixiaodianTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

    private static KwaixiaodianSigning signing(String method) {
        return new KwaixiaodianSigning("ks1", Secret.of("demo-sign"), method);
    }

    private static Map<String, String> parameters(String method) {
        return new TreeMap<>(Map.of(
                "access_token", "tk",
                "appkey", "ks1",
                "method", "open.comment.list.get",
                "param", "{}",
                "signMethod", method,
                "timestamp", "1700000000000",
                "version", "1"));
    }

    @Test
    void signsAsTheVectorSays() {
        assertThat(signing("HMAC_SHA256").sign(parameters("HMAC_SHA256")))
                .isEqualTo("9JNrmFAH5zYKhX5rpf4CXIQPi68g28TQgH0GHBTTI3A=");
        // md5 of the same text with signMethod=MD5
        assertThat(signing("MD5").sign(parameters("MD5"))).isEqualTo("405d60d9981eba1b1a650b71914b4b25");
    }

    @Test
    void theSignedRequestHoldsAllButTheSecret() {
        Request plain = new Request(
                "https://x.example/open/comment/list/get?method=open.comment.list.get&param=%7B%7D",
                Map.of(), Conduct.USUAL, null);
        String url = signing("HMAC_SHA256").bear(plain, Secret.of("tk"), NOW).url();
        assertThat(Query.of(url))
                .containsAllEntriesOf(parameters("HMAC_SHA256"))
                .containsEntry("sign", "9JNrmFAH5zYKhX5rpf4CXIQPi68g28TQgH0GHBTTI3A=")
                .hasSize(8);
        assertThat(url).doesNotContain("demo-sign");
    }

    @Test
    void anEntrySaysWhatItLacks() {
        assertThat(codes(Map.of())).containsExactlyInAnyOrder("platform.lacks", "platform.lacks", "platform.one-of");
        Map<String, Object> whole =
                Map.of("app-key", "k", "sign-secret", Secret.of("s"), "access-token", Secret.of("t"));
        assertThat(codes(whole)).isEmpty();
        Map<String, Object> wrong = new TreeMap<>(whole);
        wrong.put("refresh-token", "r");
        wrong.put("sign-method", "SHA1");
        wrong.put("sub-comments", 21);
        wrong.put("overlap", "soon");
        assertThat(codes(wrong))
                .containsExactlyInAnyOrder(
                        "platform.one-of", "platform.lacks", "platform.choice", "platform.number", "platform.span");
    }

    private static List<String> codes(Map<String, Object> options) {
        SourceSpec spec = Stand.spec("kwaixiaodian", null, options);
        return Stand.TYPES.problems(spec).stream().map(Trouble::code).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Exceed quota limit, KEY [appkey:ks6887777777779839]                                   | kwaixiaodian.quota | 3600
            [1017] exceed quota limit,[apiId:x;primaryUserId:1]                                    | kwaixiaodian.quota | 3600
            Exceed qps limit, KEY [apiId:open.order.desensitise.batch;appkey:ks6], MAX_QPS [300.0] | kwaixiaodian.pace  | 30
            token中无scope权限                                                                      | kwaixiaodian.scope |
            验签失败                                                                                | kwaixiaodian.sign  |
            签名校验失败                                                                             | kwaixiaodian.sign  |
            鉴权失败                                                                                | kwaixiaodian.token |
            TOKEN过期                                                                               | kwaixiaodian.token |
            refreshToken.revokedAuthorization                                                      | kwaixiaodian.token |
            SEARCH TIME RANGE EXPAND LIMIT                                                         | kwaixiaodian.other |
            """)
    void wordsOfRefusalsAreKnown(String said, String code, Integer seconds) {
        SourceSpec spec =
                Stand.spec("kwaixiaodian", null, Map.of("app-key", "k", "sign-secret", "s", "access-token", "t"));
        byte[] body = ("{\"result\":7,\"error_msg\":\"" + said + "\"}").getBytes(StandardCharsets.UTF_8);
        SourceException refused = org.junit.jupiter.api.Assertions.assertThrows(
                SourceException.class,
                () -> Stand.type(spec).poll(spec, Stand.ZONE).parse(body, io.fenghuo.source.Headers.NONE, null, NOW));
        assertThat(refused.trouble().code()).isEqualTo(code);
        assertThat(
                        refused.pause() == null
                                ? null
                                : (Integer) (int) refused.pause().toSeconds())
                .isEqualTo(seconds);
        assertThat(signing("MD5").refuses(200, body)).isEqualTo(code.equals("kwaixiaodian.token"));
    }
}
