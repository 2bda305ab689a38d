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
import io.fenghuo.model.Notice.Manner;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Outcome.Kind;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.vendor.FakeAlertmanager;
import io.fenghuo.vendor.FakeBark;
import io.fenghuo.vendor.FakeDingTalk;
import io.fenghuo.vendor.FakeDiscord;
import io.fenghuo.vendor.FakeFeishuRobot;
import io.fenghuo.vendor.FakeNtfy;
import io.fenghuo.vendor.FakePagerDuty;
import io.fenghuo.vendor.FakeReceiver;
import io.fenghuo.vendor.FakeServerChan;
import io.fenghuo.vendor.FakeSlackWebhook;
import io.fenghuo.vendor.FakeTeams;
import io.fenghuo.vendor.FakeVendor;
import io.fenghuo.vendor.FakeWeComRobot;
import io.fenghuo.vendor.Request;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every channel against a vendor on loopback that enforces what its documents say, through the sender the service sends with. */
class VendorsIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WebhookSender SENDER = new WebhookSender(VERTX, new PublicAddresses(), null, Patience.USUAL);
    private static final Channels CHANNELS = Channels.builtIn();
    private static final String HOSTILE =
            "@all <at id=all></at> <script>[点](http://evil.example) \u202e{\"x\":1} 😀 敷完脸红肿";
    private static final Map<String, Function<InstantSource, ? extends FakeVendor>> RULES = new LinkedHashMap<>();
    private static final Map<String, String> PATHS = new LinkedHashMap<>();

    static {
        vendor(
                "wecom-robot",
                at -> new FakeWeComRobot(at, Conformance.KEY),
                "/cgi-bin/webhook/send?key=" + Conformance.KEY);
        vendor("dingtalk", VendorsIT::dingTalk, "/robot/send?access_token=" + Conformance.KEY);
        vendor(
                "feishu",
                at -> new FakeFeishuRobot(at, path("feishu"), Conformance.SECRET, ""),
                "/open-apis/bot/v2/hook/" + Conformance.KEY);
        vendor(
                "slack",
                at -> new FakeSlackWebhook(at, path("slack")),
                "/services/T00000000/B00000000/" + Conformance.KEY);
        vendor("bark", VendorsIT::bark, "/");
        vendor("ntfy", at -> new FakeNtfy(at, "/", "Bearer tk_" + Conformance.KEY), "/");
        vendor("serverchan", at -> new FakeServerChan(at, path("serverchan")), "/" + Conformance.SENDKEY + ".send");
        vendor("discord", VendorsIT::discord, "/api/webhooks/123456789012345678/" + Conformance.KEY);
        vendor(
                "teams",
                at -> new FakeTeams(at, Conformance.KEY),
                "/workflows/x/triggers/manual/paths/invoke?sig=" + Conformance.KEY);
        vendor("webhook", at -> new FakeReceiver(at, Conformance.WHSEC), "/hook/" + Conformance.KEY);
        vendor("pagerduty", VendorsIT::pagerDuty, "/v2/enqueue");
        vendor("alertmanager", VendorsIT::alertmanager, "/" + Conformance.KEY);
    }

    private static FakeDingTalk dingTalk(InstantSource at) {
        return new FakeDingTalk(at, Conformance.KEY, Conformance.SECRET, "");
    }

    private static FakeBark bark(InstantSource at) {
        return new FakeBark(at, "", Set.of(Conformance.KEY, "deviceKeyOfZhang012345"));
    }

    private static FakeDiscord discord(InstantSource at) {
        return new FakeDiscord(at, path("discord"));
    }

    private static FakePagerDuty pagerDuty(InstantSource at) {
        return new FakePagerDuty(at, Conformance.ROUTING);
    }

    private static FakeAlertmanager alertmanager(InstantSource at) {
        return new FakeAlertmanager(at, path("alertmanager"));
    }

    private static String path(String type) {
        return Objects.requireNonNull(PATHS.get(type));
    }

    /** A vendor that listens until it is closed; its clock stands still until it is set. */
    private static final class Open<V extends FakeVendor> implements AutoCloseable {
        final V rules;
        volatile Instant now = Conformance.NOW;

        Open(Function<InstantSource, V> vendor) throws Exception {
            rules = vendor.apply(() -> now);
            rules.open(VERTX).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }

        static Open<FakeVendor> of(String type) throws Exception {
            return new Open<>(RULES.get(type)::apply);
        }

        String url(String path) {
            return rules.url(path);
        }

        Request last() {
            return rules.last();
        }

        @Override
        public void close() {
            rules.close();
        }
    }

    private static void vendor(String type, Function<InstantSource, ? extends FakeVendor> rules, String path) {
        RULES.put(type, rules);
        PATHS.put(type, path);
    }

    static Stream<String> types() {
        return RULES.keySet().stream();
    }

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Sends all a message makes, as the service does, and tells what came of each. */
    private static List<Outcome> send(Message message, ChannelSpec spec, Instant now) throws Exception {
        Channel channel = CHANNELS.type(spec.type()).orElseThrow();
        List<Outcome> outcomes = new ArrayList<>();
        for (Outgoing out : channel.render(message, spec, now)) {
            outcomes.add(deliver(channel.prepare(out, spec, message.recipient().person(), now), spec, now));
        }
        return outcomes;
    }

    private static Outcome deliver(Outgoing prepared, ChannelSpec spec, Instant now) throws Exception {
        Reply reply = SENDER.send(prepared, spec)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        return CHANNELS.type(spec.type()).orElseThrow().classify(reply, spec, now);
    }

    @Test
    void everyTypeHasAVendor() {
        assertThat(RULES.keySet()).containsExactlyInAnyOrderElementsOf(Conformance.types());
    }

    @ParameterizedTest
    @MethodSource("types")
    void takesWhateverStrangersWrite(String type) throws Exception {
        try (Open<FakeVendor> vendor = Open.of(type)) {
            ChannelSpec spec = Conformance.at(type, vendor.url(PATHS.get(type)));
            List<Message> messages = List.of(
                    Conformance.message(HOSTILE),
                    Conformance.message(HOSTILE.repeat(2000)),
                    Conformance.digest(HOSTILE, type.equals("pagerduty") ? 60 : 300),
                    Conformance.later(State.TAKEN, Severity.L2, Manner.CARD, NoticeReason.GROWTH));
            for (Message message : messages) {
                assertThat(send(message, spec, vendor.now))
                        .as(type)
                        .allSatisfy(outcome -> assertThat(outcome.kind())
                                .as("%s after %s", outcome, vendor.last().body())
                                .isIn(Kind.DELIVERED, Kind.UNCONFIRMED));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aWrongKeyIsKnownForWhatItIs(String type) throws Exception {
        try (Open<FakeVendor> vendor = Open.of(type)) {
            String path = PATHS.get(type)
                    .replace(Conformance.KEY, "another-key-altogether")
                    .replace(Conformance.SENDKEY, "SCTother");
            ChannelSpec sound = Conformance.at(type, vendor.url(path));
            Secret own = sound.secret();
            String other = type.equals("webhook")
                    ? "whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
                    : type.equals("pagerduty") ? "f".repeat(32) : "stolenPhoneKey000000001";
            ChannelSpec wrong = Conformance.entry(type, sound.url(), own == null ? null : Secret.of(other));
            Channel channel = CHANNELS.type(type).orElseThrow();
            Outgoing out = channel.render(Conformance.message("敷完脸红肿"), wrong, vendor.now)
                    .get(0);
            Outcome outcome = deliver(channel.prepare(out, wrong, null, vendor.now), wrong, vendor.now);
            assertThat(outcome.kind())
                    .as(outcome.toString())
                    .isEqualTo(type.equals("bark") ? Kind.REJECTED : Kind.DEAD);
            assertThat(outcome.cure()).isNotNull();
            assertThat(outcome.detail()).doesNotContain("stolenPhoneKey", "another-key-altogether");
        }
    }

    /** What our own limits let through in a minute, the vendor takes; beyond its own it says so and is understood. */
    @ParameterizedTest
    @MethodSource("types")
    void staysBelowTheVendorsRate(String type) throws Exception {
        if (List.of("bark", "webhook", "alertmanager").contains(type)) {
            return;
        }
        try (Open<FakeVendor> vendor = Open.of(type)) {
            ChannelSpec spec = Conformance.at(type, vendor.url(PATHS.get(type)));
            Message message = Conformance.later(State.OPEN, Severity.L2, Manner.CARD, NoticeReason.OPENED);
            int ours = CHANNELS.type(type).orElseThrow().limits().perMinute();
            Outcome last = null;
            int taken = 0;
            while (taken < 500) {
                last = send(message, spec, vendor.now).get(0);
                if (last.kind() == Kind.THROTTLED) {
                    break;
                }
                taken++;
            }
            assertThat(last.kind()).isEqualTo(Kind.THROTTLED);
            assertThat(last.until()).isAfter(vendor.now);
            assertThat(taken).as("the vendor's minute").isGreaterThanOrEqualTo(ours);
            vendor.now = last.until();
            boolean barred = type.equals("dingtalk") || type.equals("serverchan") || type.equals("slack");
            if (!barred) {
                assertThat(send(message, spec, vendor.now.plusSeconds(60))
                                .get(0)
                                .kind())
                        .as("a minute later at most it goes on")
                        .isIn(Kind.DELIVERED, Kind.UNCONFIRMED, Kind.THROTTLED);
            }
        }
    }

    @Test
    void whatIsTooLargeIsRefusedAndUnderstood() throws Exception {
        for (String type :
                List.of("wecom-robot", "dingtalk", "feishu", "webhook", "ntfy", "discord", "teams", "serverchan")) {
            try (Open<FakeVendor> vendor = Open.of(type)) {
                ChannelSpec spec = Conformance.at(type, vendor.url(PATHS.get(type)));
                Channel channel = CHANNELS.type(type).orElseThrow();
                Outgoing.Http small = (Outgoing.Http) channel.render(Conformance.message("敷完脸红肿"), spec, vendor.now)
                        .get(type.equals("wecom-robot") ? 1 : 0);
                String body = new String(small.body(), StandardCharsets.UTF_8)
                        .replace("红肿", "红肿".repeat(type.equals("serverchan") ? 20_000 : 9_000));
                Outcome outcome = deliver(
                        channel.prepare(
                                small.with(body.getBytes(StandardCharsets.UTF_8)),
                                spec,
                                Conformance.message("x").recipient().person(),
                                vendor.now),
                        spec,
                        vendor.now);
                assertThat(outcome.kind()).as("%s: %s", type, outcome).isEqualTo(Kind.REJECTED);
            }
        }
    }

    @Test
    void barkRingsAMutedPhoneForAnL1Alone() throws Exception {
        try (Open<FakeBark> vendor = new Open<>(VendorsIT::bark)) {
            FakeBark rules = vendor.rules;
            ChannelSpec spec = Conformance.at("bark", vendor.url(""));
            send(Conformance.message("敷完脸红肿"), spec, vendor.now);
            assertThat(vendor.last().json().getInteger("volume")).isEqualTo(10);
            assertThat(vendor.last().json().getString("call")).isEqualTo("1");
            assertThat(vendor.last().json().getString("device_key")).isEqualTo("deviceKeyOfZhang012345");
            assertThat(vendor.last().json().getString("url")).startsWith("https://fenghuo.example/i/i-1?t=");
            assertThat(vendor.last().json().getString("group")).isEqualTo("云朵家 i-1");
            send(Conformance.later(State.OPEN, Severity.L2, Manner.CARD, NoticeReason.OPENED), spec, vendor.now);
            send(Conformance.later(State.OPEN, Severity.L3, Manner.CARD, NoticeReason.OPENED), spec, vendor.now);
            assertThat(rules.levels()).containsExactly("critical", "timeSensitive", "active");
        }
    }

    @Test
    void discordCallsOnlyThoseWeName() throws Exception {
        try (Open<FakeDiscord> vendor = new Open<>(VendorsIT::discord)) {
            FakeDiscord rules = vendor.rules;
            ChannelSpec spec = Conformance.at("discord", vendor.url(PATHS.get("discord")));
            send(Conformance.message("@everyone <@999999999999999999> 红肿"), spec, vendor.now);
            assertThat(rules.mentioned()).containsExactly("123456789012345678");
            send(Conformance.later(State.OPEN, Severity.L2, Manner.CARD, NoticeReason.GROWTH), spec, vendor.now);
            assertThat(rules.mentioned()).as("a card rings nobody").hasSize(1);
        }
    }

    @Test
    void dingTalkRingsThePhoneThatStandsInBothPlaces() throws Exception {
        try (Open<FakeDingTalk> vendor = new Open<>(VendorsIT::dingTalk)) {
            FakeDingTalk rules = vendor.rules;
            ChannelSpec spec = Conformance.at("dingtalk", vendor.url(PATHS.get("dingtalk")));
            send(Conformance.message("敷完脸红肿"), spec, vendor.now);
            assertThat(rules.rang()).isTrue();
            send(Conformance.later(State.OPEN, Severity.L2, Manner.CARD, NoticeReason.GROWTH), spec, vendor.now);
            assertThat(rules.rang()).isFalse();
        }
    }

    @Test
    void pagerDutyFollowsTheIncident() throws Exception {
        try (Open<FakePagerDuty> vendor = new Open<>(VendorsIT::pagerDuty)) {
            FakePagerDuty rules = vendor.rules;
            ChannelSpec spec = Conformance.at("pagerduty", vendor.url(PATHS.get("pagerduty")));
            send(Conformance.later(State.OPEN, Severity.L2, Manner.CARD, NoticeReason.OPENED), spec, vendor.now);
            assertThat(rules.alerts()).containsEntry("fenghuo/i-1", "triggered error");
            send(Conformance.later(State.OPEN, Severity.L1, Manner.RING, NoticeReason.RAISED), spec, vendor.now);
            assertThat(rules.alerts()).containsEntry("fenghuo/i-1", "triggered critical");
            send(Conformance.later(State.TAKEN, Severity.L1, Manner.EDIT, NoticeReason.TAKEN), spec, vendor.now);
            assertThat(rules.alerts()).containsEntry("fenghuo/i-1", "acknowledged");
            send(Conformance.later(State.CLOSED, Severity.L1, Manner.EDIT, NoticeReason.CLOSED), spec, vendor.now);
            assertThat(rules.alerts()).containsOnly(Map.entry("fenghuo/i-1", "resolved"));
            assertThat(rules.exchanges()).hasSize(4);
            send(Conformance.digest("敷完脸红肿", 3), spec, vendor.now);
            assertThat(rules.exchanges())
                    .as("an event for each line of a digest")
                    .hasSize(7);
            assertThat(rules.alerts()).containsOnly(Map.entry("fenghuo/i-1", "triggered critical"));
        }
    }

    @Test
    void alertmanagerFollowsTheIncident() throws Exception {
        try (Open<FakeAlertmanager> vendor = new Open<>(VendorsIT::alertmanager)) {
            FakeAlertmanager rules = vendor.rules;
            ChannelSpec spec = Conformance.at("alertmanager", vendor.url(PATHS.get("alertmanager")));
            Instant soon = vendor.now.plusSeconds(60);
            send(Conformance.later(State.OPEN, Severity.L2, Manner.CARD, NoticeReason.OPENED), spec, vendor.now);
            assertThat(rules.fires("i-1", "warning", soon)).isTrue();
            send(Conformance.later(State.OPEN, Severity.L1, Manner.RING, NoticeReason.RAISED), spec, vendor.now);
            assertThat(rules.fires("i-1", "critical", soon)).isTrue();
            assertThat(rules.fires("i-1", "warning", soon)).isFalse();
            send(Conformance.later(State.FALSE_ALARM, Severity.L1, Manner.EDIT, NoticeReason.CLOSED), spec, vendor.now);
            assertThat(rules.fires("i-1", "critical", soon)).isFalse();
        }
    }
}
