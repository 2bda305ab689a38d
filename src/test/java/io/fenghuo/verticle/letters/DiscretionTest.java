package io.fenghuo.verticle.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.channel.wording.Specimen;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Reasons;
import io.fenghuo.model.Author;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import io.fenghuo.model.Target;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.outbox.AddressBook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets how much of what strangers said. */
class DiscretionTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:15:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String PRIVATE =
            "加微信 laotie_88，电话13812345678，住北京市朝阳区建国路88号，卡 6222 0212 3456 7894，单 YD2026X7，脸红肿了";
    private static final String GRIM = "我不想活了，现在就从楼上跳下去";
    private static final List<String> TYPES =
            List.of("email", "wecom-robot", "dingtalk", "feishu", "slack", "webhook", "terminal", "verticle");

    private final Contacts contacts = new Contacts(
            Map.of("li", person("li"), "wang", person("wang"), "sample", person("sample")),
            Map.of("safety", List.of(Target.person("li")), "legal", List.of(Target.person("wang"))),
            Map.of());
    private final AddressBook book = new AddressBook(Map.of(), contacts, "zh", ZONE, null, "http://127.0.0.1:8080");
    private final Channels channels = Channels.builtIn();
    private final Store store = Stores.temporary();
    private Grave grave = new Grave(null);

    @AfterEach
    void close() {
        store.close();
    }

    private static Contacts.Person person(String id) {
        return new Contacts.Person(id, id, id + "@example.com", "13900000000", null, Map.of(), List.of());
    }

    private static ChannelSpec spec(String type, Map<String, Object> options) {
        return new ChannelSpec(
                "c",
                type,
                Set.of(),
                Secret.of("https://x.example/?key=1&access_token=2"),
                null,
                List.of("all@example.com"),
                List.of(),
                false,
                false,
                options);
    }

    private static Message message(String text, String category) {
        Message sample = new Specimen(Severity.L1, "zh", NOW, ZONE).of(Message.Kind.FIRST);
        int at = text.indexOf("红肿");
        Post post = Post.builder("shop", "1", text, NOW)
                .author(new Author("u9", "13712345678", null, null))
                .url("https://shop.example/1")
                .build();
        Incident incident =
                sample.incident().with().category(category).title(text).build();
        List<Span> spans = at < 0 ? List.of() : List.of(new Span(at, at + 2, "红肿", "红肿", List.of()));
        return sample.told(sample.notice(), incident, List.of(new Message.Excerpt(post, spans)), List.of());
    }

    private static Message to(String person, Message message) {
        Message.Person reader = new Message.Person(person, person, person + "@example.com", null, Map.of());
        return new Message(
                message.key(),
                message.notice(),
                message.incident(),
                null,
                message.excerpts(),
                new Message.Recipient(reader, "zh", List.of()),
                message.links(),
                0,
                ZONE,
                false,
                message.digest());
    }

    private String said(String type, Message message, Map<String, Object> options) {
        ChannelSpec spec = spec(type, options);
        Channel channel = channels.type(type).orElseThrow();
        StringBuilder said = new StringBuilder();
        for (Outgoing out : channel.render(new Discretion(book, NOW, grave).of(message, spec), spec, NOW)) {
            said.append(
                    out instanceof Outgoing.Http http
                            ? new String(http.body(), StandardCharsets.UTF_8)
                            : out instanceof Outgoing.Mail mail
                                    ? mail.subject() + mail.text() + mail.html()
                                    : ((Outgoing.Text) out).text());
        }
        return said.toString().replace('＊', '*');
    }

    static List<String> types() {
        return TYPES;
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("types")
    void groupsAndProgramsSeeNobodysNumbers(String type) {
        String said = said(type, message(PRIVATE, "人身安全").toGroup(), Map.of());
        assertThat(said)
                .doesNotContain("13812345678", "laotie_88", "建国路88", "6222 0212", "13712345678")
                .contains("138****5678", "红肿");
        assertThat(said(type, message(PRIVATE, "人身安全").toGroup(), Map.of("redact-also", List.of("YD######"))))
                .contains("138****5678");
        assertThat(said(type, message(PRIVATE, "人身安全").toGroup(), Map.of("redact", false)))
                .contains("13812345678");
    }

    @Test
    void aPersonSeesThemUnlessTheChannelSaysOtherwise() {
        Message personal = to("sample", message(PRIVATE, "人身安全"));
        assertThat(said("email", personal, Map.of())).contains("13812345678", "建国路88号");
        assertThat(said("email", personal, Map.of("redact", true))).doesNotContain("13812345678");
        assertThat(said("email", personal, Map.of("redact", true, "redact-also", List.of("YD####*#"))))
                .contains("单 ****")
                .doesNotContain("YD2026X7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"自伤", "威胁", "自杀言论"})
    void grimWordsGoToSafetyAndLegalAlone(String category) {
        for (String type : TYPES) {
            for (Message message : List.of(message(GRIM, category).toGroup(), to("sample", message(GRIM, category)))) {
                assertThat(said(type, message, Map.of("redact", false)))
                        .as(type)
                        .doesNotContain("不想活", "跳下去", "13712345678", "shop.example")
                        .contains("安全岗和法务", "一级", "截止");
            }
        }
        assertThat(said("email", to("li", message(GRIM, category)), Map.of())).contains("不想活", "跳下去");
        assertThat(said("email", to("wang", message(GRIM, category)), Map.of())).contains("跳下去");
    }

    @Test
    void digestsAreAsDiscreet() {
        Message single = message(GRIM, "自伤");
        Message phone = message(PRIVATE, "人身安全");
        Message digest = single.told(
                single.notice(),
                null,
                List.of(),
                List.of(
                        new Message.Item(single.notice(), single.incident(), null),
                        new Message.Item(phone.notice(), phone.incident(), null)));
        for (String type : TYPES) {
            assertThat(said(type, digest.toGroup(), Map.of()))
                    .doesNotContain("不想活", "13812345678")
                    .contains("涉及威胁或自伤", "138****5678");
        }
        assertThat(said("email", to("li", digest), Map.of())).contains("不想活", "13812345678");
    }

    @Test
    void aReasonTellsNoNumberEither() {
        Message message = message(PRIVATE, "人身安全");
        Message told = message.told(
                message.notice().because(Reason.of("handed_over", "张三", "客户电话13812345678")),
                message.incident(),
                message.excerpts(),
                List.of());
        assertThat(said("dingtalk", told.toGroup(), Map.of()))
                .doesNotContain("13812345678")
                .contains("张三");
    }

    /** The message's post in the store, and in a second incident that is about self-harm. */
    private Tx shared(Tx tx, Message message) {
        Incident own = message.incident().with().id("i-own").version(1).build();
        tx.incidents().save(own, List.of());
        tx.incidents()
                .save(
                        own.with()
                                .id("i-grave")
                                .family("f2")
                                .key("k2")
                                .category("自伤")
                                .build(),
                        List.of());
        for (Message.Excerpt excerpt : message.excerpts()) {
            tx.posts().save(excerpt.post());
            tx.incidents().attach("i-own", excerpt.post(), "u9");
        }
        tx.incidents().attach("i-grave", message.excerpts().get(0).post(), "u9");
        return tx;
    }

    private static Message both() {
        Message grim = message(GRIM, "人身安全");
        Post other = Post.builder("shop", "2", "敷完脸红肿", NOW).build();
        Reason graded = Reason.of("grade.suspected", "L1", "self-harm", "自伤", "不想活");
        return grim.told(
                grim.notice().because(graded),
                grim.incident()
                        .with()
                        .id("i-own")
                        .category("欺诈")
                        .clocks(List.of())
                        .reasons(List.of(graded, Reason.of(Reasons.MEDIA_NAMED, "跳下去")))
                        .build(),
                List.of(grim.excerpts().get(0), new Message.Excerpt(other, List.of())),
                List.of());
    }

    @Test
    void aGrimPostIsWithheldInItsOtherIncidentsToo() {
        Message message = both();
        Message digest = message.told(
                message.notice().because(Reason.of("opened", "L1")),
                null,
                List.of(),
                List.of(new Message.Item(message.notice(), message.incident(), null, List.of(message.notice()))));
        store.write(tx -> {
                    grave = new Grave(shared(tx, message));
                    for (String type : TYPES) {
                        for (Message reader : List.of(message.toGroup(), to("sample", message))) {
                            assertThat(said(type, reader, Map.of("redact", false)))
                                    .as(type)
                                    .doesNotContain("不想活", "跳下去", "13712345678", "shop.example")
                                    .contains("涉及威胁或自伤");
                        }
                        assertThat(said(type, digest.toGroup(), Map.of("redact", false)))
                                .as(type)
                                .doesNotContain("不想活", "跳下去");
                    }
                    assertThat(said("webhook", message.toGroup(), Map.of())).contains("敷完脸红肿", "self-harm");
                    assertThat(said("email", to("li", message), Map.of())).contains("不想活", "跳下去");
                    return null;
                })
                .toCompletableFuture()
                .join();
    }

    @Test
    void ofAGraveIncidentNoFoundWordIsTold() {
        Message message = both();
        Message told = message.told(
                message.notice(), message.incident().with().category("自伤").build(), message.excerpts(), List.of());
        for (String type : TYPES) {
            assertThat(said(type, told.toGroup(), Map.of())).as(type).doesNotContain("不想活", "跳下去");
        }
        assertThat(said("email", to("sample", told), Map.of())).contains("规则 self-harm");
        assertThat(said("email", to("li", told), Map.of())).contains("“不想活”");
    }

    @Test
    void aLinkTellsNoMoreThanItsMessage() {
        store.write(tx -> {
                    shared(tx, both());
                    for (String id : List.of("i-own", "i-grave")) {
                        Incident incident = tx.incidents().find(id).orElseThrow();
                        assertThat(Glances.withheld(tx, incident, null, contacts, NOW))
                                .isTrue();
                        assertThat(Glances.withheld(tx, incident, "sample", contacts, NOW))
                                .isTrue();
                        assertThat(Glances.withheld(tx, incident, "li", contacts, NOW))
                                .isFalse();
                        assertThat(Glances.withheld(tx, incident, "wang", contacts, NOW))
                                .isFalse();
                    }
                    Incident plain = both().incident()
                            .with()
                            .id("i-plain")
                            .title(PRIVATE)
                            .build();
                    assertThat(Glances.withheld(tx, plain, null, contacts, NOW)).isFalse();
                    Clock handOver = new Clock(Clocks.HAND_OVER, null, NOW, NOW, Clock.Phase.RUNNING, null);
                    Incident timed = plain.with().clocks(List.of(handOver)).build();
                    assertThat(Glances.withheld(tx, timed, null, contacts, NOW)).isTrue();
                    assertThat(Glances.group(tx, plain, null).title())
                            .doesNotContain("13812345678")
                            .contains("138****5678");
                    assertThat(Glances.group(tx, plain, spec("dingtalk", Map.of("redact", false)))
                                    .title())
                            .isEqualTo(PRIVATE);
                    return null;
                })
                .toCompletableFuture()
                .join();
    }
}
