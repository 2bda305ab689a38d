package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.Allowance;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.model.Raise;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import io.fenghuo.source.SourceSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** For every record: what an entry gets that says as little as possible, and one that says all. */
class ReadersTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final Names NAMES =
            new Names(Set.of("zhang", "li"), Set.of("duty", "legal"), Set.of("duty"), Set.of("main"), Set.of("call"));

    private final Problems problems = new Problems();

    @AfterEach
    void nothingIsWrong() {
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void sourceDefaults() {
        List<Placed<SourceSpec>> specs = new SourcesReader(List.of()).read(root("sources: [{ id: crm, type: push }]"));

        assertThat(specs)
                .extracting(Placed::value)
                .containsExactly(new SourceSpec(
                        "crm",
                        "push",
                        null,
                        Duration.ofSeconds(60),
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        false,
                        null));
    }

    @Test
    void sourceInFull() {
        String text = """
                sources:
                  - id: live-room
                    type: websocket
                    url: wss://live.example/room/77
                    every: 5m
                    thread: room-77
                    brand: 云朵家
                    kind: chat
                    role: host
                    map: { text: /data/msg, author.id: /data/uid }
                    headers: { Authorization: "Bearer ${TOKEN}" }
                    zone: Asia/Tokyo
                    subscribe: ['{"cmd":"join","room":77}']
                    heartbeat: { every: 30s, send: ping, count: 3, on: true }
                    allow-private: true
                    backfill: alert
                """;
        SourceSpec spec = new SourcesReader(List.of()).read(root(text)).get(0).value();

        assertThat(spec)
                .isEqualTo(new SourceSpec(
                        "live-room",
                        "websocket",
                        "wss://live.example/room/77",
                        Duration.ofMinutes(5),
                        "room-77",
                        "云朵家",
                        "chat",
                        "host",
                        Map.of("text", "/data/msg", "author.id", "/data/uid"),
                        Map.of("Authorization", Secret.of("Bearer t0k3n")),
                        Map.of(
                                "zone",
                                "Asia/Tokyo",
                                "subscribe",
                                List.of(Secret.of("{\"cmd\":\"join\",\"room\":77}")),
                                "heartbeat",
                                Map.of("every", "30s", "send", Secret.of("ping"), "count", 3, "on", true)),
                        true,
                        "alert"));
    }

    @Test
    void sourceOfAPlugInKeepsItsKeys() {
        SourceSpec spec = new SourcesReader(List.of("bilibili-live"))
                .read(root("sources: [{ id: b, type: bilibili-live, room: 77 }]"))
                .get(0)
                .value();

        assertThat(spec.options()).isEqualTo(Map.of("room", 77));
    }

    @Test
    void channelDefaults() {
        List<Placed<ChannelSpec>> specs =
                new ChannelsReader(List.of()).read(root("channels: [{ id: here, type: terminal }]"));

        assertThat(specs)
                .extracting(Placed::value)
                .containsExactly(new ChannelSpec(
                        "here",
                        "terminal",
                        EnumSet.allOf(Severity.class),
                        null,
                        null,
                        List.of(),
                        List.of(),
                        false,
                        false,
                        Map.of()));
    }

    @Test
    void channelInFull() {
        String text = """
                channels:
                  - id: call
                    type: webhook
                    url: ${CALL_URL}
                    secret: ${TOKEN}
                    levels: [L1, l2]
                    to: [duty@example.com]
                    fallback: [mail]
                    phone: yes
                    allow-private: true
                    headers: { X-Key: "${TOKEN}" }
                  - { id: mail, type: email, levels: [] }
                """;
        List<Placed<ChannelSpec>> specs = new ChannelsReader(List.of()).read(root(text));

        assertThat(specs.get(0).value())
                .isEqualTo(new ChannelSpec(
                        "call",
                        "webhook",
                        EnumSet.of(Severity.L1, Severity.L2),
                        Secret.of("http://127.0.0.1:9/call"),
                        Secret.of("t0k3n"),
                        List.of("duty@example.com"),
                        List.of("mail"),
                        true,
                        true,
                        Map.of("headers", Map.of("X-Key", Secret.of("t0k3n")))));
        assertThat(specs.get(1).value().levels()).isEmpty();
    }

    @Test
    void contactsDefaults() {
        assertThat(contacts("")).isEqualTo(Contacts.NONE);
        assertThat(contacts("people: [{ id: zhang, mail: z@example.com }]").people())
                .containsEntry(
                        "zhang",
                        new Contacts.Person("zhang", "zhang", "z@example.com", null, null, Map.of(), List.of()));
    }

    @Test
    void howAPersonHearsOfAnL3() {
        String text =
                "people: [{ id: zhang, mail: z@example.com, digest: daily, limit: 4/hour }, { id: li, mail: l@example.com }]";
        Contacts contacts = contacts(text);
        assertThat(contacts.people().get("zhang").availability().thrift())
                .isEqualTo(new Contacts.Thrift(Contacts.Digest.DAILY, 4));
        assertThat(contacts.people().get("li").availability().thrift()).isEqualTo(Contacts.Thrift.USUAL);
        Problems faults = new Problems();
        String wrong = "people: [{ id: zhang, mail: z@example.com, digest: never, limit: often }]";
        new ContactsReader(SHANGHAI, NOW)
                .read(YamlFile.read("a.yaml", wrong, Variables.of(Map.of()), faults)
                        .root());
        assertThat(faults.list()).as("%s", faults.list()).hasSize(2);
    }

    @Test
    void contactsInFull() {
        String text = """
                people:
                  - { id: zhang, name: 张三, mail: z@example.com, wecom: zhangsan, dingtalk: d1, mobile: 13900000000, lang: en, via: [duty-app, duty-mail] }
                  - { id: li, mail: li@example.com }
                roles: { duty: rota:main, legal: [zhang], supervisor: [person:zhang, li], 店长: li }
                rota:
                  main: { from: 2026-11-23T09:00, every: 12h, people: [zhang, li] }
                """;
        Contacts contacts = contacts(text);

        assertThat(contacts.people())
                .containsEntry(
                        "zhang",
                        new Contacts.Person(
                                "zhang",
                                "张三",
                                "z@example.com",
                                "13900000000",
                                "en",
                                Map.of("wecom", "zhangsan", "dingtalk", "d1"),
                                List.of("duty-app", "duty-mail")));
        assertThat(contacts.roles())
                .isEqualTo(Map.of(
                        "duty",
                        List.of(new Target(Target.Kind.ROTA, "main")),
                        "legal",
                        List.of(Target.person("zhang")),
                        "supervisor",
                        List.of(Target.person("zhang"), Target.person("li")),
                        "店长",
                        List.of(Target.person("li"))));
        assertThat(contacts.rotas())
                .containsEntry(
                        "main",
                        new Contacts.Rota(
                                Instant.parse("2026-11-23T01:00:00Z"), Duration.ofHours(12), List.of("zhang", "li")));
    }

    @Test
    void policyDefaults() {
        Policy read = policy("");
        Policy shipped = Policy.defaults();
        assertThat(read.calendar().years()).contains(2026);
        assertThat(read.levels()).isEqualTo(shipped.levels());
        assertThat(read.categories()).isEqualTo(shipped.categories());
        assertThat(read.noise()).isEqualTo(shipped.noise());
        assertThat(read.golden()).isEqualTo(shipped.golden());
        assertThat(read.crowd()).isEqualTo(shipped.crowd());
        assertThat(read.tiers()).isEmpty();
    }

    @Test
    void policyInFull() {
        String text = """
                golden: 90m
                window: 12h
                crowd: { to: L1, when: 8 authors in 1h }
                correlate: product
                levels:
                  L1:
                    name: 红色
                    clocks: { acknowledge: 2m, respond: none, settle: 48h }
                    warnings: { acknowledge: [1m], golden: [45m, 0s] }
                    ladder:
                      - tell: [role:duty, zhang, rota:main, call]
                      - { after: 3m, every: 5m, until: 30m, unless: answered, tell: person:li, by: [phone, call] }
                    take-expires: 20m
                    remind-at: [9:00, 17:30]
                categories:
                  发错货: { clocks: { wrong_item: 24h } }
                noise: { budget: 8, wakings: 2, shift: 8h, day-start: 08:00, day-end: 21:00, morning: 07:30, growth-gap: 20m, suspicion: 4m }
                """;
        Policy policy = policy(text);

        assertThat(policy.golden()).isEqualTo(Duration.ofMinutes(90));
        assertThat(policy.window()).isEqualTo(Duration.ofHours(12));
        assertThat(policy.crowd()).isEqualTo(new Raise(Severity.L1, 8, Duration.ofHours(1)));
        assertThat(policy.correlate()).isEqualTo("product");
        assertThat(policy.level(Severity.L2)).isEqualTo(Policy.defaults().level(Severity.L2));
        assertThat(policy.categories()).containsEntry("发错货", Map.of("wrong_item", Allowance.of(Duration.ofHours(24))));
        assertThat(policy.noise())
                .isEqualTo(new Policy.Noise(
                        8,
                        2,
                        Duration.ofHours(8),
                        LocalTime.of(8, 0),
                        LocalTime.of(21, 0),
                        LocalTime.of(7, 30),
                        Duration.ofMinutes(20),
                        Duration.ofMinutes(4)));
        firstLevel(policy.level(Severity.L1));
    }

    private static void firstLevel(Policy.Level level) {
        assertThat(level.name()).isEqualTo("红色");
        assertThat(level.clocks())
                .isEqualTo(Map.of(
                        "acknowledge",
                        Allowance.of(Duration.ofMinutes(2)),
                        "settle",
                        Allowance.of(Duration.ofHours(48))));
        assertThat(level.warnings())
                .containsEntry("acknowledge", List.of(Duration.ofMinutes(1)))
                .containsEntry("golden", List.of(Duration.ofMinutes(45), Duration.ZERO));
        assertThat(level.takeExpires()).isEqualTo(Duration.ofMinutes(20));
        assertThat(level.reminder()).isNull();
        assertThat(level.reminderAt()).containsExactly(LocalTime.of(9, 0), LocalTime.of(17, 30));
        assertThat(level.ladder())
                .containsExactly(
                        new Policy.Step(
                                Duration.ZERO,
                                null,
                                null,
                                Policy.Unless.TAKEN,
                                List.of(
                                        Target.role("duty"),
                                        Target.person("zhang"),
                                        new Target(Target.Kind.ROTA, "main"),
                                        Target.channel("call")),
                                List.of()),
                        new Policy.Step(
                                Duration.ofMinutes(3),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(30),
                                Policy.Unless.ANSWERED,
                                List.of(Target.person("li")),
                                List.of("phone", "call")));
    }

    private Contacts contacts(String text) {
        return new ContactsReader(SHANGHAI, NOW).read(root(text));
    }

    private Policy policy(String text) {
        return new PolicyReader(Policy.defaults(), SHANGHAI, NAMES).read(root(text));
    }

    private YamlMap root(String text) {
        Variables variables = Variables.of(Map.of("TOKEN", "t0k3n", "CALL_URL", "http://127.0.0.1:9/call"));
        return YamlFile.read("a.yaml", text, variables, problems).root();
    }
}
