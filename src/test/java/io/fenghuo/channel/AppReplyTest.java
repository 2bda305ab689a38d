package io.fenghuo.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Outcome.Kind;
import io.fenghuo.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What replies to applications mean. Status | body | class | cure. */
class AppReplyTest {
    private static final String SECRET = "app-secret-0123456789abcdefghij";
    private final Channels channels = Channels.builtIn();

    private Outcome of(String type, int status, String body) {
        return channels.type(type)
                .orElseThrow()
                .classify(Reply.of(status, body), AppSamples.spec(type, SECRET, Map.of()), Samples.NOW);
    }

    private void check(String type, int status, String body, Kind kind, @Nullable String cure) {
        Outcome outcome = of(type, status, body);
        assertThat(outcome.kind()).as(outcome.detail()).isEqualTo(kind);
        assertThat(outcome.cure()).isEqualTo(cure);
        for (String lang : List.of("zh", "en")) {
            assertThat(cure == null || Words.of(lang).has(cure))
                    .as("words of %s", cure)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"m\"} | DELIVERED |",
                "200 | {\"errcode\":0,\"errmsg\":\"ok\",\"invaliduser\":\"\",\"invalidparty\":\"\"} | DELIVERED |",
                "200 | {\"errcode\":0,\"errmsg\":\"ok\",\"invaliduser\":\"lisi\"} | DELIVERED | cure.wecom.user",
                "200 | {\"errcode\":0,\"errmsg\":\"ok\",\"unlicenseduser\":\"lisi\"} | DELIVERED | cure.wecom.user",
                "200 | {\"errcode\":0,\"errmsg\":\"ok. Warning: wrong json format. \"} | REJECTED | cure.request",
                "200 | {\"errcode\":-1,\"errmsg\":\"system busy\"} | RETRY |",
                "200 | {\"errcode\":6000,\"errmsg\":\"data version conflict\"} | RETRY |",
                "200 | {\"errcode\":45033,\"errmsg\":\"concurrent\"} | RETRY |",
                "200 | {\"errcode\":45009,\"errmsg\":\"api freq out of limit\"} | THROTTLED |",
                "200 | {\"errcode\":40001,\"errmsg\":\"invalid credential\"} | DEAD | cure.wecom.secret",
                "200 | {\"errcode\":40013,\"errmsg\":\"invalid corpid\"} | DEAD | cure.wecom.secret",
                "200 | {\"errcode\":42001,\"errmsg\":\"access_token expired\"} | DEAD | cure.wecom.secret",
                "200 | {\"errcode\":40014,\"errmsg\":\"invalid access_token\"} | DEAD | cure.wecom.secret",
                "200 | {\"errcode\":301002,\"errmsg\":\"agent\"} | DEAD | cure.wecom.agent",
                "200 | {\"errcode\":60020,\"errmsg\":\"not allow to access from your ip\"} | DEAD | cure.wecom.ip",
                "200 | {\"errcode\":81013,\"errmsg\":\"all invalid\"} | REJECTED | cure.wecom.user",
                "200 | {\"errcode\":40058,\"errmsg\":\"bad param\"} | REJECTED | cure.request",
                "200 | {\"errcode\":40033,\"errmsg\":\"illegal char\"} | REJECTED | cure.request",
                "200 | {\"errcode\":99999999999} | REJECTED | cure.request",
                "200 | {\"errmsg\":\"ok\"} | AMBIGUOUS |",
                "200 | {\"errcode\":\"0\"} | AMBIGUOUS |",
                "200 | {\"errcode\":0 | AMBIGUOUS |",
                "200 | <html>Login</html> | AMBIGUOUS |",
                "200 | `` | AMBIGUOUS |",
                "302 | `` | REJECTED | cure.url",
                "429 | slow | THROTTLED |",
                "502 | bad gateway | RETRY |",
            })
    void weCom(int status, String body, Kind kind, String cure) {
        check("wecom-app", status, body, kind, cure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {\"ok\":true,\"result\":{\"message_id\":7,\"chat\":{\"id\":-1001}}} | DELIVERED |",
                "200 | {\"ok\":true,\"result\":true} | DELIVERED |",
                "400 | {\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: message is not modified\"} | DELIVERED |",
                "400 | {\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: can't parse entities\"} | REJECTED | cure.request",
                "400 | {\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: message is too long\"} | REJECTED | cure.request",
                "400 | {\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: chat not found\"} | REJECTED | cure.telegram.chat",
                "400 | {\"ok\":false,\"error_code\":400,\"description\":\"upgraded\",\"parameters\":{\"migrate_to_chat_id\":-100123}} | DEAD | cure.telegram.moved",
                "401 | {\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"} | DEAD | cure.telegram.token",
                "404 | {\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"} | DEAD | cure.telegram.token",
                "403 | {\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was blocked by the user\"} | REJECTED | cure.telegram.person",
                "403 | {\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot can't initiate conversation with a user\"} | REJECTED | cure.telegram.person",
                "403 | {\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was kicked from the supergroup chat\"} | DEAD | cure.telegram.chat",
                "429 | {\"ok\":false,\"error_code\":429,\"description\":\"retry after 34\",\"parameters\":{\"retry_after\":34}} | THROTTLED |",
                "429 | slow | THROTTLED |",
                "500 | {\"ok\":false,\"error_code\":500,\"description\":\"Internal\"} | RETRY |",
                "502 | bad gateway | RETRY |",
                "200 | {\"ok\":false,\"description\":\"?\"} | REJECTED | cure.request",
                "200 | {\"result\":{}} | AMBIGUOUS |",
                "200 | {\"ok\":\"true\"} | AMBIGUOUS |",
                "200 | {\"ok\":tr | AMBIGUOUS |",
                "200 | <html>Login</html> | AMBIGUOUS |",
                "200 | `` | AMBIGUOUS |",
                "301 | `` | REJECTED | cure.url",
            })
    void telegram(int status, String body, Kind kind, String cure) {
        check("telegram", status, body, kind, cure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {\"ok\":true,\"channel\":\"C1\",\"ts\":\"1503435956.000247\"} | DELIVERED |",
                "200 | {\"ok\":false,\"error\":\"invalid_auth\"} | DEAD | cure.slack.token",
                "200 | {\"ok\":false,\"error\":\"token_revoked\"} | DEAD | cure.slack.token",
                "200 | {\"ok\":false,\"error\":\"account_inactive\"} | DEAD | cure.slack.token",
                "200 | {\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"chat:write\"} | DEAD | cure.slack.scope",
                "200 | {\"ok\":false,\"error\":\"not_in_channel\"} | REJECTED | cure.slack.chat",
                "200 | {\"ok\":false,\"error\":\"channel_not_found\"} | REJECTED | cure.slack.chat",
                "200 | {\"ok\":false,\"error\":\"is_archived\"} | REJECTED | cure.slack.chat",
                "200 | {\"ok\":false,\"error\":\"msg_too_long\"} | REJECTED | cure.request",
                "200 | {\"ok\":false,\"error\":\"invalid_blocks\"} | REJECTED | cure.request",
                "200 | {\"ok\":false,\"error\":\"message_not_found\"} | REJECTED | cure.request",
                "200 | {\"ok\":false,\"error\":\"ratelimited\"} | THROTTLED |",
                "200 | {\"ok\":false,\"error\":\"internal_error\"} | RETRY |",
                "200 | {\"ok\":false,\"error\":\"service_unavailable\"} | RETRY |",
                "429 | {\"ok\":false,\"error\":\"ratelimited\"} | THROTTLED |",
                "503 | x | RETRY |",
                "200 | {\"channel\":\"C1\"} | AMBIGUOUS |",
                "200 | ok | AMBIGUOUS |",
                "200 | {\"ok\":true | AMBIGUOUS |",
                "200 | <html>Login</html> | AMBIGUOUS |",
                "200 | `` | AMBIGUOUS |",
                "302 | `` | REJECTED | cure.url",
            })
    void slack(int status, String body, Kind kind, String cure) {
        check("slack-app", status, body, kind, cure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {\"code\":0,\"msg\":\"success\",\"data\":{\"message_id\":\"om_1\"}} | DELIVERED |",
                "200 | {\"code\":0,\"msg\":\"success\"} | DELIVERED |",
                "400 | {\"code\":99991663,\"msg\":\"Invalid access token\"} | DEAD | cure.feishu.secret",
                "200 | {\"code\":10014,\"msg\":\"app secret invalid\"} | DEAD | cure.feishu.secret",
                "200 | {\"code\":10003,\"msg\":\"invalid param\"} | DEAD | cure.feishu.secret",
                "400 | {\"code\":99991672,\"msg\":\"Access denied. scopes\"} | DEAD | cure.feishu.scope",
                "400 | {\"code\":230006,\"msg\":\"Bot ability is not activated\"} | DEAD | cure.feishu.scope",
                "400 | {\"code\":230002,\"msg\":\"The bot is not in the group\"} | REJECTED | cure.feishu.chat",
                "400 | {\"code\":230013,\"msg\":\"Bot has NO availability to this user\"} | REJECTED | cure.feishu.chat",
                "400 | {\"code\":230025,\"msg\":\"length reaches its limit\"} | REJECTED | cure.request",
                "400 | {\"code\":230031,\"msg\":\"only be modified within 14 days\"} | REJECTED | cure.request",
                "400 | {\"code\":230099,\"msg\":\"Failed to create card content\"} | REJECTED | cure.request",
                "400 | {\"code\":230020,\"msg\":\"frequency limit\"} | THROTTLED |",
                "429 | {\"code\":99991400,\"msg\":\"request trigger frequency limit\"} | THROTTLED |",
                "400 | {\"code\":9499,\"msg\":\"too many request\"} | THROTTLED |",
                "400 | {\"code\":9499,\"msg\":\"Bad Request\"} | REJECTED | cure.request",
                "200 | {\"code\":99991403,\"msg\":\"quota\"} | THROTTLED | cure.quota",
                "500 | {\"code\":2200,\"msg\":\"Internal Error\"} | RETRY |",
                "400 | {\"code\":99991401,\"msg\":\"ip denied\"} | DEAD | cure.ip",
                "200 | {\"msg\":\"success\"} | AMBIGUOUS |",
                "200 | {\"code\":\"0\"} | AMBIGUOUS |",
                "200 | {\"code\":0 | AMBIGUOUS |",
                "200 | <html>Login</html> | AMBIGUOUS |",
                "200 | `` | AMBIGUOUS |",
                "504 | x | RETRY |",
            })
    void feishu(int status, String body, Kind kind, String cure) {
        check("feishu-app", status, body, kind, cure);
    }

    @ParameterizedTest
    @EnumSource(Reply.Failure.class)
    void noReply(Reply.Failure failure) {
        Kind kind = switch (failure) {
            case NOT_SENT, TLS -> Kind.RETRY;
            case ADDRESS_REFUSED, LOGIN -> Kind.DEAD;
            case NO_REPLY -> Kind.AMBIGUOUS;
        };
        for (String type : List.of("wecom-app", "telegram", "slack-app", "feishu-app")) {
            Reply none = Reply.failed(failure, "reset");
            assertThat(channels.type(type)
                            .orElseThrow()
                            .classify(none, AppSamples.spec(type, SECRET, Map.of()), Samples.NOW)
                            .kind())
                    .isEqualTo(kind);
        }
    }

    @Test
    void theVendorSaysHowLongToWait() {
        assertThat(of(
                                "telegram",
                                429,
                                "{\"ok\":false,\"error_code\":429,\"description\":\"x\",\"parameters\":{\"retry_after\":34}}")
                        .until())
                .isEqualTo(Samples.NOW.plus(Duration.ofSeconds(34)));
        Reply slow =
                new Reply(200, Map.of("Retry-After", "7"), "{\"ok\":false,\"error\":\"ratelimited\"}".getBytes(), null);
        assertThat(channels.type("slack-app")
                        .orElseThrow()
                        .classify(slow, AppSamples.spec("slack-app", SECRET, Map.of()), Samples.NOW)
                        .until())
                .isEqualTo(Samples.NOW.plusSeconds(7));
    }

    @Test
    void theMessageIsKnownByItsNameAfterwards() {
        assertThat(of("telegram", 200, "{\"ok\":true,\"result\":{\"message_id\":7,\"chat\":{\"id\":-1001}}}")
                        .card())
                .isEqualTo("-1001:7");
        assertThat(of("slack-app", 200, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1.2\"}")
                        .card())
                .isEqualTo("C1:1.2");
        assertThat(of("feishu-app", 200, "{\"code\":0,\"data\":{\"message_id\":\"om_1\"}}")
                        .card())
                .isEqualTo("om_1");
        assertThat(of("wecom-app", 200, "{\"errcode\":0,\"errmsg\":\"ok\",\"response_code\":\"rc\"}")
                        .card())
                .isEqualTo("rc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wecom-app", "telegram", "slack-app", "feishu-app"})
    void noSecretIsRepeated(String type) {
        ChannelSpec spec = AppSamples.spec(type, SECRET, Map.of("aes-key", Secret.of("another-secret-value")));
        String echo = "<html>" + SECRET + " another-secret-value</html>";
        for (int status : new int[] {200, 400, 404, 429, 500}) {
            assertThat(channels.type(type)
                            .orElseThrow()
                            .classify(Reply.of(status, echo), spec, Samples.NOW)
                            .detail())
                    .doesNotContain(SECRET, "another-secret-value");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wecom-app", "telegram", "slack-app", "feishu-app"})
    void anEmptyEntryIsToldWhatItLacks(String type) {
        ChannelSpec bare = new ChannelSpec(
                "c",
                type,
                Set.of(io.fenghuo.model.Severity.L1),
                Secret.of("ftp://x"),
                null,
                List.of(),
                List.of(),
                false,
                false,
                Map.of("chat", "?", "callback", "?", "agentid", "?", "token", "x", "encrypt-key", "k"));
        List<String> said = channels.type(type).orElseThrow().problems(bare).stream()
                .map(Words.of("zh")::problem)
                .toList();
        assertThat(said).hasSizeGreaterThan(2).allMatch(line -> !line.startsWith("problem."));
        assertThat(channels.type(type).orElseThrow().problems(bare).stream()
                        .map(Words.of("en")::problem)
                        .toList())
                .allMatch(line -> !line.startsWith("problem.") && !line.matches(".*\\p{IsHan}.*"));
    }
}
