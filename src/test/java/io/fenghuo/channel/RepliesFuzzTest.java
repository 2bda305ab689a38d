package io.fenghuo.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Outcome;
import java.time.Duration;
import java.util.Map;

/** Whatever a vendor answers: one of the outcomes, told on one short line without secrets; and no token that a request could not hold. */
class RepliesFuzzTest {
    private static final Channels CHANNELS = Channels.builtIn();
    private static final int[] STATUSES = {200, 202, 302, 400, 403, 413, 429, 500, 503};
    private static final Duration FARTHEST = Duration.ofDays(33);

    /** The first line stands in the headers too. */
    @FuzzTest(maxDuration = "65s")
    void answers(byte[] bytes) {
        String first = new String(bytes, ISO_8859_1).split("[\\r\\n]", 2)[0];
        for (Channel channel : CHANNELS.all()) {
            ChannelSpec spec = Samples.spec(channel.type());
            for (int status : STATUSES) {
                Reply reply = new Reply(status, Map.of("Retry-After", first, "X-RateLimit-Reset", first), bytes, null);
                told(channel.classify(reply, spec, Samples.NOW), reply, spec);
            }
            told(channel.classify(echo(spec, bytes), spec, Samples.NOW), echo(spec, bytes), spec);
            for (Reply.Failure failure : Reply.Failure.values()) {
                Reply none = Reply.failed(failure, new String(bytes, UTF_8));
                told(channel.classify(none, spec, Samples.NOW), none, spec);
            }
            tokens(channel, Reply.of(200, new String(bytes, UTF_8)));
        }
    }

    /** A vendor, or a proxy on the way to it, that says our secrets back. */
    private static Reply echo(ChannelSpec spec, byte[] bytes) {
        String secrets = (spec.url() == null ? "" : spec.url().reveal()) + " "
                + (spec.secret() == null ? "" : spec.secret().reveal());
        return Reply.of(400, secrets + new String(bytes, UTF_8));
    }

    private static void told(Outcome outcome, Reply reply, ChannelSpec spec) {
        String detail = outcome.detail();
        assertThat(detail.codePointCount(0, detail.length())).isLessThanOrEqualTo(260);
        assertThat(detail.chars().noneMatch(Character::isISOControl)).isTrue();
        if (spec.secret() != null) {
            assertThat(detail).doesNotContain(spec.secret().reveal());
        }
        if (outcome.until() != null) {
            assertThat(Duration.between(Samples.NOW, outcome.until())).isBetween(Duration.ZERO, FARTHEST);
        }
        if (outcome.card() != null) {
            assertThat(outcome.card()).matches("[ -~]{1,400}");
        }
        if (outcome.cure() != null) {
            assertThat(Words.of("en").has(outcome.cure())).isTrue();
        }
        boolean well = outcome.kind() == Outcome.Kind.DELIVERED || outcome.kind() == Outcome.Kind.UNCONFIRMED;
        assertThat(well && reply.failure() == null && reply.status() >= 500).isFalse();
        assertThat(well && reply.failure() == Reply.Failure.NOT_SENT).isFalse();
    }

    private static void tokens(Channel channel, Reply reply) {
        Tokens tokens = channel.tokens();
        Tokens.Token token = tokens == null ? null : tokens.read(reply, Samples.NOW);
        if (tokens != null && token != null) {
            assertThat(token.value().reveal()).matches("[ -~]{1,8000}");
            assertThat(token.renew()).isBetween(Samples.NOW, Samples.NOW.plusSeconds(86_400));
            tokens.refused(reply);
        }
    }
}
