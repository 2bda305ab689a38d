package io.fenghuo.verticle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tokens of applications: fetched once, renewed in time, never sent without. */
class TokenSenderTest {
    private static final ChannelSpec SPEC = new ChannelSpec(
            "app",
            "wecom-app",
            Set.of(),
            null,
            Secret.of("app-secret"),
            List.of(),
            List.of(),
            false,
            false,
            Map.of("corpid", "ww1", "agentid", "1"));

    private Instant now = Instant.parse("2026-06-18T12:00:00Z");
    private final List<String> asked = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final List<Promise<Reply>> asking = new ArrayList<>();
    private String refusal = "";

    private final TokenSender sender = new TokenSender(Channels.builtIn(), () -> now, this::wire);

    private Future<Reply> wire(Outgoing outgoing, ChannelSpec spec) {
        String url = ((Outgoing.Http) outgoing).url().reveal();
        if (url.contains("/gettoken")) {
            asked.add(url);
            Promise<Reply> reply = Promise.promise();
            asking.add(reply);
            return reply.future();
        }
        sent.add(url);
        boolean stale = !refusal.isEmpty() && url.endsWith(refusal);
        return Future.succeededFuture(Reply.of(
                200, stale ? "{\"errcode\":42001,\"errmsg\":\"expired\"}" : "{\"errcode\":0,\"errmsg\":\"ok\"}"));
    }

    private Future<Reply> send() {
        Outgoing.Http message =
                Outgoing.Http.json("{}").to(Secret.of("https://qyapi.weixin.qq.com/cgi-bin/message/send"));
        return sender.send(message, SPEC);
    }

    private void give(int n, String token) {
        asking.get(n)
                .complete(Reply.of(
                        200,
                        "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"" + token + "\",\"expires_in\":7200}"));
    }

    @Test
    void manyWaitForOneToken() {
        List<Future<Reply>> all = List.of(send(), send(), send());
        assertThat(asked)
                .containsExactly("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=ww1&corpsecret=app-secret");
        assertThat(sent).isEmpty();
        give(0, "t1");
        assertThat(all).allMatch(Future::succeeded);
        assertThat(sent).hasSize(3).allMatch(url -> url.endsWith("?access_token=t1"));
        send();
        assertThat(asked).hasSize(1);
    }

    @Test
    void itIsRenewedBeforeItEnds() {
        send();
        give(0, "t1");
        now = now.plus(Duration.ofMinutes(114));
        send();
        assertThat(asked).hasSize(1);
        now = now.plus(Duration.ofMinutes(1));
        send();
        assertThat(asked).as("five minutes before its end").hasSize(2);
        give(1, "t2");
        assertThat(sent.get(2)).endsWith("=t2");
    }

    @Test
    void aTokenTakenBackIsFetchedAnewOnceForAll() {
        send();
        give(0, "t1");
        refusal = "t1";
        Future<Reply> one = send();
        Future<Reply> two = send();
        assertThat(asked).hasSize(2);
        give(1, "t2");
        assertThat(one.result().text()).contains("\"errcode\":0");
        assertThat(two.result().text()).contains("\"errcode\":0");
        assertThat(asked).hasSize(2);
    }

    @Test
    void aVendorThatTakesNoTokenIsAskedTwiceAndNoMore() {
        send();
        give(0, "t1");
        refusal = "t1";
        Future<Reply> reply = send();
        give(1, "t1");
        assertThat(reply.result().text()).contains("42001");
        assertThat(asked).hasSize(2);
        assertThat(sent).hasSize(2);
    }

    @Test
    void withoutATokenNothingIsSentAndTheVendorSaysWhy() {
        Future<Reply> reply = send();
        asking.get(0).complete(Reply.of(200, "{\"errcode\":40001,\"errmsg\":\"invalid credential\"}"));
        assertThat(reply.result().text()).contains("40001");
        assertThat(sent).isEmpty();
        send();
        assertThat(asked).as("a failure is not kept").hasSize(2);
    }

    @Test
    void anUnclearAnswerToTheAskingIsNeverAMessageThatMayHaveGone() {
        for (Reply unclear : List.of(
                Reply.of(200, "<html>Login</html>"),
                Reply.of(200, ""),
                Reply.of(200, "{\"errcode\":0}"),
                Reply.failed(Reply.Failure.NO_REPLY, "reset"))) {
            Future<Reply> reply = send();
            asking.get(asking.size() - 1).complete(unclear);
            assertThat(reply.result().failure()).isEqualTo(Reply.Failure.NOT_SENT);
        }
        assertThat(sent).isEmpty();
    }
}
