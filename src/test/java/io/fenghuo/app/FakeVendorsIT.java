package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.Patience;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Conformance;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.incident.Contacts;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Secret;
import io.fenghuo.verticle.Sender;
import io.fenghuo.verticle.delivery.PlainerSender;
import io.fenghuo.verticle.delivery.TokenSender;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A home's channels led to vendors on this machine: with their own secrets each is taken, with another's each is refused. */
class FakeVendorsIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Channels CHANNELS = Channels.builtIn();
    private static final Sender SENDER = new TokenSender(
            CHANNELS, () -> Conformance.NOW, new WebhookSender(VERTX, new PublicAddresses(), null, Patience.USUAL));

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static List<ChannelSpec> home() {
        return Stream.concat(
                        Conformance.types().stream(),
                        Stream.of("telegram", "wecom-app", "slack-app", "feishu-app", "email", "terminal", "verticle"))
                .distinct()
                .map(Conformance::real)
                .toList();
    }

    private static FakeVendors open(List<ChannelSpec> specs) {
        return SourceProbe.join(FakeVendors.open(VERTX, () -> Conformance.NOW, CHANNELS, specs, Contacts.NONE));
    }

    private static Outcome send(ChannelSpec spec) throws Exception {
        Channel channel = CHANNELS.type(spec.type()).orElseThrow();
        Message message = Conformance.group("敷完脸红肿");
        Outgoing out = channel.render(message, spec, Conformance.NOW).get(0);
        Outgoing prepared = channel.prepare(out, spec, message.recipient().person(), Conformance.NOW);
        return channel.classify(
                SENDER.send(prepared, spec)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS),
                spec,
                Conformance.NOW);
    }

    @Test
    void everyChannelLeadsNowhereButHere() throws Exception {
        FakeVendors vendors = open(home());
        assertThat(vendors.channels()).hasSameSizeAs(home());
        for (ChannelSpec spec : vendors.channels()) {
            if (Set.of("email", "terminal").contains(spec.type())) {
                assertThat(spec.url()).as(spec.type()).isNull();
                continue;
            }
            assertThat(spec.url().reveal()).as(spec.type()).startsWith("http://127.0.0.1:");
            Outcome outcome = send(spec);
            assertThat(outcome.kind())
                    .as("%s: %s", spec.type(), outcome)
                    .isIn(Outcome.Kind.DELIVERED, Outcome.Kind.UNCONFIRMED);
        }
        assertThat(vendors.seen()).hasSize(home().size() - 3).allSatisfy(one -> {
            assertThat(one.taken()).as(one.type()).isPositive();
            assertThat(one.refused()).as(one.type()).isZero();
        });
    }

    @Test
    void whatIsSignedWithAnothersSecretIsRefusedAndSaid() throws Exception {
        for (String type :
                List.of("dingtalk", "feishu", "webhook", "bark", "ntfy", "pagerduty", "telegram", "slack-app")) {
            FakeVendors vendors = open(List.of(Conformance.real(type)));
            ChannelSpec own = vendors.channels().get(0);
            String other = type.equals("webhook") ? "whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=" : "another-0123456789";
            assertThat(send(Conformance.entry(type, own.url(), Secret.of(other)))
                            .kind())
                    .as(type)
                    .isIn(Outcome.Kind.DEAD, Outcome.Kind.REJECTED);
            FakeVendors.Seen seen = vendors.seen().get(0);
            assertThat(seen.taken()).as(type).isZero();
            assertThat(seen.refusals()).as(type).hasSize(1).containsValue(1);
        }
    }

    /** A sign in the house's own words that Telegram takes for markup costs the bold print, not the message. */
    @Test
    void whatTelegramCannotReadGoesOnceMoreInPlainWords() throws Exception {
        FakeVendors vendors = open(List.of(Conformance.real("telegram")));
        ChannelSpec spec = vendors.channels().get(0);
        Channel channel = CHANNELS.type("telegram").orElseThrow();
        Outgoing.Http out = (Outgoing.Http) channel.render(Conformance.group("敷完脸<红肿>"), spec, Conformance.NOW)
                .get(0);
        String broken = new String(out.body(), StandardCharsets.UTF_8).replaceFirst("<b>", "值班组 <3 <b>");
        Outgoing prepared =
                channel.prepare(out.with(broken.getBytes(StandardCharsets.UTF_8)), spec, null, Conformance.NOW);
        Outcome outcome = channel.classify(
                new PlainerSender(CHANNELS, SENDER)
                        .send(prepared, spec)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS),
                spec,
                Conformance.NOW);
        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.DELIVERED);
        assertThat(outcome.card()).startsWith("-1001:");
        FakeVendors.Seen seen = vendors.seen().get(0);
        assertThat(seen.taken()).isEqualTo(1);
        assertThat(seen.refusals())
                .as("the first, and no third")
                .containsExactly(Map.entry("Bad Request: can't parse entities: Unsupported start tag", 1));
        Outgoing plain = channel.plainer(
                prepared,
                Reply.of(
                        400,
                        "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: can't parse entities\"}"));
        String text = new JsonObject(Buffer.buffer(((Outgoing.Http) plain).body())).getString("text");
        assertThat(text).contains("值班组 <3 ", "【敷完】", "脸<红肿>").doesNotContain("<b>", "&lt;");
        assertThat(channel.plainer(plain, Reply.of(400, "{\"ok\":false,\"description\":\"can't parse entities\"}")))
                .as("plain already")
                .isNull();
        assertThat(channel.plainer(prepared, Reply.of(400, "{\"ok\":false,\"description\":\"chat not found\"}")))
                .isNull();
    }

    /** Two entries of one robot share its rate, as they would with the vendor. */
    @Test
    void oneAccountIsOneVendor() {
        ChannelSpec robot = Conformance.real("wecom-robot");
        FakeVendors vendors = open(List.of(robot, Conformance.real("dingtalk"), robot));
        assertThat(vendors.seen())
                .extracting(FakeVendors.Seen::type, FakeVendors.Seen::channels)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("wecom-robot", List.of(robot.id(), robot.id())),
                        org.assertj.core.groups.Tuple.tuple("dingtalk", List.of("c-dingtalk")));
        assertThat(Map.copyOf(vendors.seen().get(0).refusals())).isEmpty();
    }
}
