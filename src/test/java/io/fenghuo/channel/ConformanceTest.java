package io.fenghuo.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Outcome.Kind;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every channel against the table of replies, and what each entry may lack. */
class ConformanceTest {
    private static final int LEAST = 15;
    private static final Channels CHANNELS = Channels.builtIn();

    static Stream<String> types() {
        return Conformance.types().stream();
    }

    @Test
    void everyTypeThatPostsHasATable() {
        Set<String> posting =
                new TreeSet<>(CHANNELS.all().stream().map(Channel::type).toList());
        posting.removeAll(List.of("email", "terminal", "verticle"));
        // these have tables of their own, as their vendors want a token or a signature first
        posting.removeAll(List.of("wecom-app", "telegram", "slack-app", "feishu-app"));
        assertThat(Conformance.types()).containsExactlyInAnyOrderElementsOf(posting);
    }

    @ParameterizedTest
    @MethodSource("types")
    void meansWhatTheTableSays(String type) {
        List<Conformance.Case> cases = Conformance.cases(type);
        assertThat(cases).hasSizeGreaterThanOrEqualTo(LEAST);
        assertThat(cases.stream().map(Conformance.Case::kind))
                .as("each sort of reply is in the table of %s", type)
                .contains(Kind.RETRY, Kind.THROTTLED, Kind.DEAD, Kind.REJECTED, Kind.AMBIGUOUS)
                .containsAnyOf(Kind.DELIVERED, Kind.UNCONFIRMED);
        for (Conformance.Case one : cases) {
            Outcome outcome = Conformance.classify(
                    type, new Reply(one.status(), one.headers(), one.body().getBytes(StandardCharsets.UTF_8), null));
            assertThat(outcome.kind()).as("%s: %s → %s", type, one, outcome).isEqualTo(one.kind());
            if (one.cure() != null) {
                assertThat(outcome.cure()).as("%s: %s", type, one).isEqualTo(one.cure());
            }
            if (outcome.cure() != null) {
                assertThat(Words.of("zh").has(outcome.cure()))
                        .as(outcome.cure())
                        .isTrue();
                assertThat(Words.of("en").has(outcome.cure()))
                        .as(outcome.cure())
                        .isTrue();
            }
            if (outcome.kind() == Kind.THROTTLED) {
                Duration pause = Duration.between(Conformance.NOW, outcome.until());
                assertThat(pause).as("%s: %s", type, one).isPositive();
                assertThat(one.pause() < 0 || pause.toSeconds() == one.pause())
                        .as("%s: %s pauses %s", type, one, pause)
                        .isTrue();
            }
            assertThat(outcome.detail().length()).isLessThanOrEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void noReplyIsNeverADelivery(String type) {
        Map<Reply.Failure, Kind> expected = Map.of(
                Reply.Failure.NOT_SENT, Kind.RETRY,
                Reply.Failure.TLS, Kind.RETRY,
                Reply.Failure.ADDRESS_REFUSED, Kind.DEAD,
                Reply.Failure.NO_REPLY, Kind.AMBIGUOUS);
        expected.forEach((failure, kind) -> assertThat(Conformance.classify(type, Reply.failed(failure, "reset"))
                        .kind())
                .as("%s %s", type, failure)
                .isEqualTo(kind));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "bark, -, -, device.missing",
                "bark, nonsense, k, url.invalid",
                "ntfy, https://ntfy.sh/mine, -, topic.in-url",
                "ntfy, -, -, url.missing",
                "discord, http://discord.com/api/webhooks/1/x, -, url.insecure",
                "teams, https://prod.logic.azure.com/workflows/x, -, url.key",
                "serverchan, -, -, sendkey.missing",
                "serverchan, -, abc, sendkey.format",
                "pagerduty, -, -, routing.missing",
                "pagerduty, -, short, routing.format",
                "alertmanager, -, -, url.missing",
                "wecom-robot, https://qyapi.weixin.qq.com/cgi-bin/webhook/send, -, url.key",
                "dingtalk, https://oapi.dingtalk.com/robot/send?access_token=x, abc, secret.prefix",
                "webhook, https://x.example/, whsec_short, secret.format"
            })
    void namesWhatAnEntryLacks(String type, String url, String secret, String problem) {
        ChannelSpec spec = new ChannelSpec(
                "c",
                type,
                Set.of(io.fenghuo.model.Severity.L1),
                url == null ? null : Secret.of(url),
                secret == null ? null : Secret.of(secret),
                List.of(),
                List.of(),
                false,
                false,
                Map.of());
        List<Reason> problems = CHANNELS.type(type).orElseThrow().problems(spec);
        assertThat(problems).extracting(Reason::code).contains(problem);
        for (Reason one : problems) {
            assertThat(Words.of("zh").problem(one)).doesNotContain("problem.");
            assertThat(Words.of("en").problem(one)).doesNotContain("problem.");
        }
    }

    /** Vendors with one address need none in the entry. */
    @Test
    void vendorsAreWhereTheyAre() {
        for (String type : Conformance.types()) {
            Secret address = CHANNELS.type(type).orElseThrow().address(Conformance.real(type));
            assertThat(address).as(type).isNotNull();
            assertThat(address.reveal()).startsWith("https://");
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aSoundEntryLacksNothing(String type) {
        assertThat(CHANNELS.type(type).orElseThrow().problems(Conformance.real(type)))
                .isEmpty();
    }
}
