package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Channels;
import io.fenghuo.channel.Conformance;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.incident.Contacts;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Secret;
import io.fenghuo.verticle.Sender;
import io.fenghuo.verticle.TokenSender;
import io.vertx.core.Vertx;
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
            CHANNELS, () -> Conformance.NOW, new WebhookSender(VERTX, new PublicAddresses()));

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
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
                SENDER.send(prepared, spec).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS),
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
        for (String type : List.of("dingtalk", "feishu", "webhook", "bark", "ntfy", "pagerduty", "telegram", "slack-app")) {
            FakeVendors vendors = open(List.of(Conformance.real(type)));
            ChannelSpec own = vendors.channels().get(0);
            String other = type.equals("webhook") ? "whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=" : "another-0123456789";
            assertThat(send(Conformance.entry(type, own.url(), Secret.of(other))).kind())
                    .as(type)
                    .isIn(Outcome.Kind.DEAD, Outcome.Kind.REJECTED);
            FakeVendors.Seen seen = vendors.seen().get(0);
            assertThat(seen.taken()).as(type).isZero();
            assertThat(seen.refusals()).as(type).hasSize(1).containsValue(1);
        }
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
