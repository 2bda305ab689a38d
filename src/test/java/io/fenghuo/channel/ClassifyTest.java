package io.fenghuo.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Outcome.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each vendor's replies mean. Status | body | class. */
class ClassifyTest {
    private static final String LOGIN = "<!DOCTYPE html><html><title>Login</title></html>";
    private final Channels channels = Channels.builtIn();

    private Outcome of(String type, int status, String body) {
        return channels.type(type).orElseThrow().classify(Reply.of(status, body), Samples.spec(type), Samples.NOW);
    }

    private static Duration until(Outcome outcome) {
        return Duration.between(Samples.NOW, outcome.until());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {\"errcode\":0,\"errmsg\":\"ok\"} | DELIVERED",
                "200 | {\"errcode\":0,\"errmsg\":\"ok. Warning: wrong json format. \"} | REJECTED",
                "200 | {\"errcode\":-1,\"errmsg\":\"system error\"} | RETRY",
                "200 | {\"errcode\":6000,\"errmsg\":\"data version conflict\"} | RETRY",
                "200 | {\"errcode\":45033,\"errmsg\":\"concurrent\"} | RETRY",
                "200 | {\"errcode\":45009,\"errmsg\":\"api freq out of limit\"} | THROTTLED",
                "200 | {\"errcode\":93000,\"errmsg\":\"invalid webhook url\"} | DEAD",
                "200 | {\"errcode\":40058,\"errmsg\":\"bad param\"} | REJECTED",
                "200 | {\"errcode\":40033,\"errmsg\":\"illegal char\"} | REJECTED",
                "200 | {\"errcode\":99999999999,\"errmsg\":\"?\"} | REJECTED",
                "200 | {\"errmsg\":\"ok\"} | AMBIGUOUS",
                "200 | {\"errcode\":\"0\"} | AMBIGUOUS",
                "200 | {\"errcode\":0 | AMBIGUOUS",
                "200 | <html>Login</html> | AMBIGUOUS",
                "200 | `` | AMBIGUOUS",
                "200 | [] | AMBIGUOUS",
                "302 | `` | REJECTED",
                "404 | <html>no</html> | DEAD",
                "429 | slow down | THROTTLED",
                "502 | bad gateway | RETRY",
            })
    void weCom(int status, String body, Kind kind) {
        assertThat(of("wecom-robot", status, body).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {\"errcode\":0,\"errmsg\":\"ok\"} | DELIVERED |",
                "200 | {\"errcode\":130101,\"errmsg\":\"send too fast\"} | THROTTLED |",
                "200 | {\"errcode\":410100,\"errmsg\":\"x\"} | THROTTLED |",
                "200 | {\"errcode\":302033,\"errmsg\":\"x\"} | THROTTLED |",
                "200 | {\"errcode\":777,\"errmsg\":\"发送速度太快而限流\"} | THROTTLED |",
                "200 | {\"errcode\":90030,\"errmsg\":\"webhook over limit\"} | THROTTLED |",
                "200 | {\"errcode\":310000,\"errmsg\":\"keywords not in content\"} | REJECTED | cure.keyword",
                "200 | {\"errcode\":310000,\"errmsg\":\"sign not match\"} | DEAD | cure.sign",
                "200 | {\"errcode\":310000,\"errmsg\":\"ip 1.2.3.4 not in whitelist\"} | DEAD | cure.ip",
                "200 | {\"errcode\":300005,\"errmsg\":\"token is not exist\"} | DEAD | cure.key",
                "200 | {\"errcode\":300001,\"errmsg\":\"x\"} | DEAD | cure.key",
                "200 | {\"errcode\":400102,\"errmsg\":\"x\"} | DEAD | cure.stopped",
                "200 | {\"errcode\":400013,\"errmsg\":\"x\"} | DEAD | cure.stopped",
                "200 | {\"errcode\":40035,\"errmsg\":\"missing\"} | REJECTED | cure.request",
                "200 | {\"errcode\":400105,\"errmsg\":\"message too long, exceed 20000 bytes\"} | REJECTED | cure.request",
                "200 | {\"errcode\":-1,\"errmsg\":\"busy\"} | RETRY |",
                "200 | {\"status\":1111,\"wait\":5,\"punish\":\"deny\"} | THROTTLED |",
                "200 | {\"status\":200} | AMBIGUOUS |",
                "200 | <html>Login</html> | AMBIGUOUS |",
                "200 | `` | AMBIGUOUS |",
                "200 | {\"errcode\": | AMBIGUOUS |",
                "503 | x | RETRY |",
            })
    void dingTalk(int status, String body, Kind kind, String cure) {
        Outcome outcome = of("dingtalk", status, body);
        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cure()).isEqualTo(cure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {\"code\":0,\"msg\":\"success\",\"data\":{}} | DELIVERED |",
                "200 | {\"StatusCode\":0,\"StatusMessage\":\"success\"} | DELIVERED |",
                "200 | {\"code\":19021,\"StatusCode\":0,\"msg\":\"sign match fail\"} | DEAD | cure.sign",
                "200 | {\"code\":11232,\"msg\":\"frequency limited\"} | THROTTLED |",
                "400 | {\"code\":9499,\"msg\":\"too many request\"} | THROTTLED |",
                "429 | {\"code\":9499,\"msg\":\"too many request\"} | THROTTLED |",
                "400 | {\"code\":9499,\"msg\":\"Bad Request\"} | REJECTED | cure.request",
                "200 | {\"code\":2200,\"msg\":\"internal\"} | RETRY |",
                "200 | {\"code\":19022,\"msg\":\"Ip Not Allowed\"} | DEAD | cure.ip",
                "200 | {\"code\":19024,\"msg\":\"Key Words Not Found\"} | REJECTED | cure.keyword",
                "200 | {\"code\":19001,\"msg\":\"param invalid: incoming webhook access token invalid\"} | DEAD | cure.key",
                "400 | {\"code\":19002,\"msg\":\"params error, msg_type need\"} | REJECTED | cure.request",
                "200 | {\"code\":99991403,\"msg\":\"quota\"} | THROTTLED | cure.quota",
                "200 | {\"msg\":\"success\"} | AMBIGUOUS |",
                "200 | {\"code\":\"0\"} | AMBIGUOUS |",
                "200 | `` | AMBIGUOUS |",
                "200 | <html>Login</html> | AMBIGUOUS |",
                "500 | {\"code\":0} | RETRY |",
                "504 | x | RETRY |",
            })
    void feishu(int status, String body, Kind kind, String cure) {
        Outcome outcome = of("feishu", status, body);
        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cure()).isEqualTo(cure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | ok | DELIVERED",
                "200 | `` | AMBIGUOUS",
                "200 | {\"ok\":false,\"error\":\"x\"} | AMBIGUOUS",
                "200 | <html>Login</html> | AMBIGUOUS",
                "400 | invalid_payload | REJECTED",
                "400 | no_text | REJECTED",
                "403 | action_prohibited | DEAD",
                "403 | invalid_token | DEAD",
                "404 | no_service | DEAD",
                "410 | channel_is_archived | DEAD",
                "500 | rollup_error | RETRY",
                "429 | {\"ok\":false,\"retry_after\":34} | THROTTLED",
                "301 | `` | REJECTED",
            })
    void slack(int status, String body, Kind kind) {
        assertThat(of("slack", status, body).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "200,AMBIGUOUS",
        "204,AMBIGUOUS",
        "301,REJECTED",
        "400,REJECTED",
        "401,DEAD",
        "404,DEAD",
        "408,RETRY",
        "410,DEAD",
        "429,THROTTLED",
        "500,RETRY",
        "502,THROTTLED",
        "503,RETRY",
        "504,THROTTLED"
    })
    void webhook(int status, Kind kind) {
        assertThat(of("webhook", status, LOGIN).kind()).isEqualTo(kind);
    }

    @Test
    void aProgramSaysYesInAnyWordsButNotByAPage() {
        assertThat(of("webhook", 200, "{\"ok\":true}").kind()).isEqualTo(Kind.DELIVERED);
        assertThat(of("webhook", 204, "").kind()).isEqualTo(Kind.DELIVERED);
        assertThat(of("webhook", 200, LOGIN).kind()).isEqualTo(Kind.AMBIGUOUS);
    }

    @ParameterizedTest
    @CsvSource({
        "250,DELIVERED",
        "421,RETRY",
        "450,RETRY",
        "451,RETRY",
        "452,RETRY",
        "550,REJECTED",
        "552,REJECTED",
        "553,REJECTED",
        "554,REJECTED",
        "535,DEAD",
        "530,DEAD",
        "534,DEAD",
        "454,RETRY",
        "501,REJECTED",
        "521,REJECTED",
        "551,REJECTED",
        "556,REJECTED",
        "220,AMBIGUOUS",
        "354,AMBIGUOUS"
    })
    void mail(int status, Kind kind) {
        assertThat(of("email", status, "said so").kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "email",
                "terminal"
            })
    void withoutAReply(String type) {
        Map<Reply.Failure, Kind> expected = Map.of(
                Reply.Failure.NOT_SENT, Kind.RETRY,
                Reply.Failure.TLS, Kind.RETRY,
                Reply.Failure.LOGIN, Kind.DEAD,
                Reply.Failure.ADDRESS_REFUSED, Kind.DEAD,
                Reply.Failure.NO_REPLY, Kind.AMBIGUOUS);
        expected.forEach((failure, kind) -> assertThat(channels.type(type)
                        .orElseThrow()
                        .classify(Reply.failed(failure, "reset"), Samples.spec(type), Samples.NOW)
                        .kind())
                .isEqualTo(kind));
    }

    @Test
    void pausesAreAsLongAsTheVendorSays() {
        assertThat(until(of("wecom-robot", 200, "{\"errcode\":45009}"))).hasSeconds(60);
        assertThat(until(of("dingtalk", 200, "{\"status\":1111,\"wait\":5}"))).hasSeconds(5);
        assertThat(until(of("slack", 429, "{\"retry_after\":34}"))).hasSeconds(34);
        assertThat(until(of("dingtalk", 200, "{\"errcode\":90030,\"errmsg\":\"\"}")))
                .as("next day in China, 20:15 now")
                .isEqualTo(Duration.ofMinutes(230));
        for (String type : List.of("wecom-robot", "dingtalk", "slack", "webhook")) {
            Reply seconds = new Reply(429, Map.of("Retry-After", "120"), new byte[0], null);
            Reply date = new Reply(429, Map.of("retry-after", "Thu, 18 Jun 2026 12:16:30 GMT"), new byte[0], null);
            Channel channel = channels.type(type).orElseThrow();
            assertThat(until(channel.classify(seconds, Samples.spec(type), Samples.NOW)))
                    .hasSeconds(120);
            assertThat(until(channel.classify(date, Samples.spec(type), Samples.NOW)))
                    .hasSeconds(90);
        }
        assertThat(until(of("feishu", 200, "{\"code\":11232}")))
                .as("12:16 is off the half hour")
                .hasSeconds(60);
    }

    @Test
    void everyCureHasWords() {
        List<String> cures = new ArrayList<>();
        for (String cure : List.of(
                "key",
                "sign",
                "ip",
                "keyword",
                "stopped",
                "request",
                "address",
                "url",
                "slack",
                "gone",
                "login",
                "recipient",
                "tls",
                "size",
                "quota",
                "device",
                "token",
                "webhook",
                "workflow",
                "sendkey",
                "routing",
                "clock")) {
            cures.add("cure." + cure);
        }
        assertThat(cures).allMatch(Words.of("zh")::has).allMatch(Words.of("en")::has);
    }

    @Test
    void binaryGarbageIsNeverADelivery() {
        java.util.Random random = new java.util.Random(3);
        for (String type : List.of(
                "wecom-robot",
                "dingtalk",
                "feishu",
                "slack",
                "bark",
                "ntfy",
                "discord",
                "teams",
                "serverchan",
                "pagerduty",
                "alertmanager")) {
            for (int i = 0; i < 200; i++) {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                Outcome outcome = channels.type(type)
                        .orElseThrow()
                        .classify(new Reply(200, Map.of(), bytes, null), Samples.spec(type), Samples.NOW);
                assertThat(outcome.kind())
                        .as(new String(bytes, StandardCharsets.ISO_8859_1))
                        .isEqualTo(Kind.AMBIGUOUS);
            }
        }
    }
}
