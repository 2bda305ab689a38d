package io.fenghuo.platform.telegram;

import io.fenghuo.model.Post;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.Hook;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.Trouble;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code telegram-webhook}: the same as {@link Telegram}, delivered by Telegram to {@code /hooks/ID} ({@code setWebhook} with {@code
 * secret_token}). Entry: {@code secret} (that token), {@code chats}.
 */
public final class TelegramWebhook implements SourceType {
    private static final String PROOF = "X-Telegram-Bot-Api-Secret-Token";

    @Override
    public String word() {
        return "telegram-webhook";
    }

    @Override
    public Way way() {
        return Way.PUSH;
    }

    @Override
    public @Nullable Keys keys() {
        return Keys.of(Keys.HEARD, List.of("secret", "chats"), List.of("secret"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(Entry.problems(spec, List.of("secret")));
        String secret = Entry.text(spec, "secret");
        if (!secret.isEmpty() && !secret.matches("[A-Za-z0-9_-]{16,256}")) {
            troubles.add(Trouble.of("telegram.secret-shape"));
        }
        return troubles;
    }

    @Override
    public Hook hook(SourceSpec spec, ZoneId zone) {
        TelegramMessages messages = new TelegramMessages(spec, zone);
        byte[] secret = Entry.text(spec, "secret").getBytes(StandardCharsets.UTF_8);
        return (delivery, now) -> {
            String shown = delivery.headers().first(PROOF);
            boolean proved = delivery.method().equals("POST")
                    && shown != null
                    && MessageDigest.isEqual(secret, shown.getBytes(StandardCharsets.UTF_8));
            if (!proved) {
                return Hook.Reception.refused();
            }
            var update = JsonItems.tree(new String(delivery.body(), StandardCharsets.UTF_8));
            Post post = messages.post(update, now);
            String id = update.path("update_id").asText("");
            return Hook.Reception.json("{}", post == null ? List.of() : List.of(post), id.isEmpty() ? null : id);
        };
    }
}
