package io.fenghuo.platform.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Hook;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chats of Telegram against a fake that keeps to the offsets. */
class TelegramIT {
    private static final JsonObject GROUP = new JsonObject()
            .put("id", -1001L)
            .put("type", "supergroup")
            .put("title", "云朵家粉丝")
            .put("username", "fans");

    private final Stand stand = new Stand();
    private final FakeTelegram telegram = new FakeTelegram(stand.vertx);

    @AfterEach
    void close() {
        stand.close();
    }

    private SourceSpec spec(String token, Object chats) {
        Map<String, Object> options = new HashMap<>(Map.of("token", Secret.of(token)));
        if (chats != null) {
            options.put("chats", chats);
        }
        SourceSpec spec = Stand.spec("telegram", telegram.url(), options);
        return new SourceSpec(
                spec.id(),
                spec.type(),
                spec.url(),
                Duration.ofSeconds(1),
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                options,
                true,
                null);
    }

    private static JsonObject message(int id, String text, JsonObject chat) {
        return new JsonObject()
                .put("message_id", id)
                .put("date", 1_700_000_000)
                .put("chat", chat)
                .put("from", new JsonObject().put("id", 7).put("is_bot", false).put("first_name", "小雨"))
                .put("text", text);
    }

    @Test
    void groupsChannelsCommentsAndEditsAreHeard() {
        telegram.update("message", message(1, "这个群都在骂假货", GROUP));
        telegram.update("edited_message", message(1, "这个群都在骂真货", GROUP).put("edit_date", 1_700_000_100));
        telegram.update(
                "channel_post", message(5, "公告", GROUP.copy().put("id", -1002L).put("type", "channel")));
        telegram.update(
                "message",
                message(6, "退款", GROUP)
                        .put("reply_to_message", message(3, "公告", GROUP).put("is_automatic_forward", true)));
        telegram.update("message", message(7, "别处", GROUP.copy().put("id", -9L).put("username", "elsewhere")));
        telegram.update("my_chat_member", new JsonObject().put("date", 1));
        stand.run(spec(FakeTelegram.TOKEN, List.of("@Fans", "-1002")));
        await().until(() -> stand.kept.posts().size() == 3 && telegram.unconfirmed() == 0);
        assertThat(stand.kept.texts("s")).containsExactly("这个群都在骂真货", "公告", "退款");
        assertThat(stand.kept.posts()).extracting(Post::kind).containsExactly(Kind.CHAT, Kind.POST, Kind.COMMENT);
        assertThat(stand.kept.posts().get(2).parent()).isEqualTo("-1001/3");
        assertThat(stand.kept.posts().get(2).url()).isEqualTo("https://t.me/fans/6");
        assertThat(stand.kept.batches().get(0).raw().url())
                .contains("/botTOKEN/")
                .doesNotContain("ABCDEFGHIJ");
        assertThat(telegram.offsets.get(0)).isEqualTo("null");
    }

    @Test
    void nothingIsConfirmedBeforeItIsKept() {
        telegram.update("message", message(1, "一", GROUP));
        stand.kept.refuse(1, new IllegalStateException("the store is away"));
        String first = stand.run(spec(FakeTelegram.TOKEN, null));
        await().until(() -> telegram.offsets.size() == 1);
        stand.end(first);
        assertThat(telegram.unconfirmed()).isEqualTo(1);
        telegram.update("message", message(2, "二", GROUP));
        stand.run(spec(FakeTelegram.TOKEN, null));
        await().until(() -> stand.kept.texts("s").equals(List.of("一", "二")) && telegram.unconfirmed() == 0);
    }

    @Test
    void aSecondReaderIsToldInPlainWords() {
        telegram.webhook = true;
        stand.run(spec(FakeTelegram.TOKEN, null));
        await().until(() -> stand.problem().contains("Somebody else reads for the same bot"));
        telegram.webhook = false;
        telegram.throttle = 1;
        telegram.update("message", message(1, "一", GROUP));
        await().until(() -> stand.kept.posts().size() == 1);
    }

    @Test
    void aWrongTokenIsToldWithoutShowingIt() {
        stand.run(spec("999999:WRONGWRONG", null));
        await().until(() -> stand.problem().contains("does not accept this token (401"));
        assertThat(stand.problem()).doesNotContain("WRONGWRONG");
    }

    @Test
    void aDeliveryIsProvedByItsSecret() throws SourceException {
        SourceSpec spec = Stand.spec("telegram-webhook", null, Map.of("secret", Secret.of("sesame-sesame-sesame")));
        assertThat(Stand.TYPES.problems(spec)).isEmpty();
        Hook hook = Stand.type(spec).hook(spec, Stand.ZONE);
        byte[] body = new JsonObject()
                .put("update_id", 9)
                .put("message", message(1, "骗子", GROUP))
                .encode()
                .getBytes(UTF_8);
        String name = "X-Telegram-Bot-Api-Secret-Token";
        Hook.Reception met = hook.meet(
                new Hook.Delivery("POST", Map.of(), Headers.of(name, "sesame-sesame-sesame"), body), Instant.EPOCH);
        assertThat(met.status()).isEqualTo(200);
        assertThat(met.posts()).extracting(Post::text).containsExactly("骗子");
        assertThat(met.once()).isEqualTo("9");
        assertThat(hook.meet(new Hook.Delivery("POST", Map.of(), Headers.of(name, "other"), body), Instant.EPOCH)
                        .status())
                .isEqualTo(401);
        assertThat(hook.meet(new Hook.Delivery("POST", Map.of(), Headers.NONE, body), Instant.EPOCH)
                        .status())
                .isEqualTo(401);
    }
}
