package io.fenghuo.platform.kuaishou;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Hook;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deliveries of Kuaishou's open platform: their proof, its question, what they bring. */
class KuaishouHookTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String VERIFY =
            "{\"event\":\"verify_webhook\",\"client_key\":\"abc\",\"content\":{\"challenge\":12345}}";

    private final Hook hook = hook(Map.of("app-secret", Secret.of("old-secret demo-secret")), Map.of());

    private static SourceSpec spec(Map<String, Object> options, Map<String, String> map) {
        return new SourceSpec(
                "ks",
                "kuaishou",
                null,
                Duration.ofMinutes(1),
                null,
                "云朵家",
                null,
                null,
                map,
                Map.of(),
                options,
                false,
                null);
    }

    private static Hook hook(Map<String, Object> options, Map<String, String> map) {
        SourceSpec spec = spec(options, map);
        assertThat(Stand.TYPES.problems(spec)).isEmpty();
        return Stand.type(spec).hook(spec, Stand.ZONE);
    }

    private static Hook.Delivery delivery(String body, String sign) {
        Headers headers = sign == null ? Headers.NONE : Headers.of("KwaiSign", sign);
        return new Hook.Delivery("POST", Map.of(), headers, body.getBytes(UTF_8));
    }

    private static Hook.Delivery signed(String body) throws Exception {
        byte[] all = (body + "demo-secret").getBytes(UTF_8);
        return delivery(
                body, HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(all)));
    }

    @Test
    void theVectorOfTheirPageHolds() throws Exception {
        Hook.Reception answer = hook.meet(delivery(VERIFY, "682829c2e8f86cbcd983b64ce328d240"), NOW);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.answer()).isEqualTo("{\"challenge\":12345}");
        assertThat(hook.meet(delivery(VERIFY, null), NOW).answer()).isEqualTo("{\"challenge\":12345}");
    }

    @Test
    void whoCannotProveThemselvesBringNothing() throws Exception {
        assertThat(hook.meet(delivery(VERIFY, "682829c2e8f86cbcd983b64ce328d241"), NOW)
                        .status())
                .isEqualTo(401);
        String event = "{\"event\":\"authorize\"}";
        for (String sign : List.of("", "0", "ffffffffffffffffffffffffffffffff", "签名")) {
            assertThat(hook.meet(delivery(event, sign), NOW).status()).isEqualTo(401);
        }
        assertThat(hook.meet(delivery(event, null), NOW).status()).isEqualTo(401);
        assertThat(hook.meet(delivery("<html>", null), NOW).status()).isEqualTo(401);
        assertThat(hook.meet(new Hook.Delivery("GET", Map.of(), Headers.NONE, new byte[0]), NOW)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void anAuthorisationTakenBackIsShownAtTheSource() throws Exception {
        Hook.Reception ended =
                hook.meet(signed("{\"event\":\"unauthorize\",\"from_user_id\":\"u1\",\"taskId\":7}"), NOW);
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.answer()).isEqualTo("{\"result\":1}");
        assertThat(ended.trouble()).isEqualTo(Trouble.of("kuaishou.unauthorised", "u1"));
        assertThat(ended.once()).isEqualTo("7");
        Hook.Reception begun = hook.meet(signed("{\"event\":\"authorize\",\"taskId\":8}"), NOW);
        assertThat(begun.trouble()).isNull();
        assertThat(begun.posts()).isEmpty();
    }

    @Test
    void wordsComeFromWhereTheEntrySays() throws Exception {
        Hook mapped = hook(
                Map.of("app-secret", "demo-secret", "events", List.of("comment_create")),
                Map.of("id", "/content/id", "text", "/content/words", "author.id", "/from_user_id"));
        String body = "{\"event\":\"comment_create\",\"from_user_id\":\"u9\",\"taskId\":\"t1\","
                + "\"content\":{\"id\":\"c1\",\"words\":\"假货\"}}";
        Post post = mapped.meet(signed(body), NOW).posts().get(0);
        assertThat(post.text()).isEqualTo("假货");
        assertThat(post.id()).isEqualTo("c1");
        assertThat(post.author().id()).isEqualTo("u9");
        assertThat(mapped.meet(signed(body.replace("comment_create", "live_start")), NOW)
                        .posts())
                .isEmpty();
    }

    @Test
    void whatIsProvedButUnreadableIsAFault() {
        for (String body : List.of("", "<html>", "[]", "{\"content\":1}")) {
            assertThatThrownBy(() -> hook.meet(signed(body), NOW)).isInstanceOf(SourceException.class);
        }
    }

    @Test
    void anEntryNeedsItsSecretAndBothEventsAndMap() {
        assertThat(Stand.TYPES.problems(spec(Map.of(), Map.of())).stream().map(Trouble::code))
                .containsExactly("platform.lacks");
        assertThat(Stand.TYPES.problems(spec(Map.of("app-secret", "s", "events", "a"), Map.of())).stream()
                        .map(Trouble::code))
                .containsExactly("kuaishou.events");
    }
}
