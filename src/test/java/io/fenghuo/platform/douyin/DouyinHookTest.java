package io.fenghuo.platform.douyin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Hook;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deliveries of Douyin's open platform: their proof, its question, conversations, what was taken back. */
class DouyinHookTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String VERIFY =
            "{\"event\":\"verify_webhook\",\"client_key\":\"abc\",\"content\":{\"challenge\":12345}}";

    private final SourceSpec spec =
            Stand.spec("douyin", null, Map.of("client-secret", Secret.of("demo-secret"), "shop", "云朵家"));
    private final Hook hook = Stand.type(spec).hook(spec, Stand.ZONE);

    private static Hook.Delivery delivery(String body, String sign, String id) {
        Headers headers = sign == null
                ? Headers.NONE
                : Headers.of(
                        Map.of("x-douyin-signature", List.of(sign), "msg-id", id == null ? List.of() : List.of(id)));
        return new Hook.Delivery("POST", Map.of(), headers, body.getBytes(UTF_8));
    }

    private static Hook.Delivery signed(String body) throws Exception {
        byte[] all = ("demo-secret" + body).getBytes(UTF_8);
        return delivery(
                body,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(all)),
                "msg-1");
    }

    private static JsonObject event(String name, Object content) {
        return new JsonObject()
                .put("event", name)
                .put("client_key", "abc")
                .put("from_user_id", "customer-1")
                .put("to_user_id", "account-1")
                .put("log_id", "1")
                .put("content", content);
    }

    private static JsonObject message(String type, String text) {
        return new JsonObject()
                .put("conversation_short_id", "@conv-1")
                .put("server_message_id", "@m-1")
                .put("conversation_type", 1)
                .put("message_type", type)
                .put("text", text)
                .put("create_time", NOW.toEpochMilli() - 3_000)
                .put(
                        "user_infos",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("open_id", "customer-1")
                                        .put("nick_name", "小王")));
    }

    @Test
    void theVectorOfTheirPageHolds() throws Exception {
        Hook.Reception answer = hook.meet(delivery(VERIFY, "f222a537bdc6a3607b303a098fd7ec5a16cd7f38", null), NOW);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.answer()).isEqualTo("{\"challenge\":12345}");
        assertThat(hook.meet(delivery(VERIFY, null, null), NOW).answer()).isEqualTo("{\"challenge\":12345}");
        assertThat(hook.meet(delivery(VERIFY, "f222a537bdc6a3607b303a098fd7ec5a16cd7f39", null), NOW)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aMessageIsALineOfAConversationWhateverShapeItHas() throws Exception {
        JsonObject content = message("text", "你们卖假货");
        for (Object shape : List.of(content, content.encode())) {
            Hook.Reception answer =
                    hook.meet(signed(event("im_receive_msg", shape).encode()), NOW);
            assertThat(answer.once()).isEqualTo("msg-1");
            assertThat(answer.answer()).isEqualTo("{\"code\":0,\"message\":\"success\"}");
            Post post = answer.posts().get(0);
            assertThat(post.id()).isEqualTo("@m-1");
            assertThat(post.text()).isEqualTo("你们卖假货");
            assertThat(post.kind()).isEqualTo(Kind.CHAT);
            assertThat(post.role()).isEqualTo(Role.CUSTOMER);
            assertThat(post.session()).isEqualTo("@conv-1");
            assertThat(post.thread()).isEqualTo("@conv-1");
            assertThat(post.author().id()).isEqualTo("customer-1");
            assertThat(post.author().name()).isEqualTo("小王");
            assertThat(post.subject().shop()).isEqualTo("云朵家");
            assertThat(post.publishedAt()).isEqualTo(NOW.minusSeconds(3));
        }
    }

    @Test
    void answersAreTheAgentsAndPicturesAreLinesToo() throws Exception {
        Post answer = hook.meet(
                        signed(event("im_send_msg", message("text", "亲")).encode()), NOW)
                .posts()
                .get(0);
        assertThat(answer.role()).isEqualTo(Role.AGENT);
        Post picture = hook.meet(
                        signed(event("im_receive_msg", message("user_local_image", null))
                                .encode()),
                        NOW)
                .posts()
                .get(0);
        assertThat(picture.text()).isEqualTo("[图片]");
        assertThat(picture.attributes()).containsEntry("messageType", "user_local_image");
    }

    @Test
    void whatWasTakenBackIsALineBesideIt() throws Exception {
        String inner = new JsonObject().put("server_message_id", "@m-1").encode();
        Post recall = hook.meet(signed(event("im_recall_msg", inner).encode()), NOW)
                .posts()
                .get(0);
        assertThat(recall.parent()).isEqualTo("@m-1");
        assertThat(recall.id()).isNotEqualTo("@m-1");
        assertThat(recall.role()).isEqualTo(Role.SYSTEM);
    }

    @Test
    void otherEventsAreTakenAndBringNothing() throws Exception {
        for (String name : List.of("im_enter_direct_msg", "authorize", "create_video", "whatever")) {
            Hook.Reception answer =
                    hook.meet(signed(event(name, new JsonObject()).encode()), NOW);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.posts()).isEmpty();
            assertThat(answer.trouble()).isNull();
        }
        assertThat(hook.meet(signed(event("unauthorize", new JsonObject()).encode()), NOW)
                        .trouble())
                .isEqualTo(Trouble.of("douyin.unauthorised", "customer-1"));
    }

    @Test
    void whatIsProvedButUnreadableIsAFault() {
        for (String body : List.of(
                "",
                "{",
                "[]",
                "{\"event\":\"im_receive_msg\",\"content\":\"no json\"}",
                "{\"event\":\"im_receive_msg\",\"content\":{}}",
                "{\"event\":\"im_recall_msg\",\"content\":3}")) {
            assertThatThrownBy(() -> hook.meet(signed(body), NOW)).as(body).isInstanceOf(SourceException.class);
        }
        assertThat(Stand.TYPES.problems(Stand.spec("douyin", "https://x.example", Map.of())).stream()
                        .map(Trouble::code))
                .containsExactlyInAnyOrder("platform.lacks", "spec.push-url", "spec.url-wrong");
    }
}
