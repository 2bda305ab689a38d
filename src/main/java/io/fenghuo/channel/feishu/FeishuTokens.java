package io.fenghuo.channel.feishu;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.Tokens;
import io.fenghuo.channel.exchange.Api;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tenant's access token of a Feishu application (open.feishu.cn/document: auth/v3/tenant_access_token/internal): for two hours; a new one is
 * given once less than half an hour of it is left.
 */
final class FeishuTokens implements Tokens {
    private static final Duration EARLY = Duration.ofMinutes(20);
    /** Missing, unknown, of another sort. */
    private static final Set<Long> REFUSED = Set.of(99991661L, 99991663L, 99991664L, 99991671L);

    @Override
    public Secret account(ChannelSpec spec) {
        return Api.account(spec, FeishuApp.VENDOR, "app-id");
    }

    @Override
    public Outgoing.Http ask(ChannelSpec spec) {
        return Outgoing.Http.json(
                        Json.write(Json.map("app_id", Api.option(spec, "app-id"), "app_secret", Api.secret(spec))))
                .to(Secret.of(FeishuApp.address(spec, "auth/v3/tenant_access_token/internal")));
    }

    @Override
    public @Nullable Token read(Reply reply, Instant now) {
        JsonNode body = Api.answer(reply, "code");
        return body == null ? null : Api.token(body, "tenant_access_token", "expire", EARLY, now);
    }

    @Override
    public Outgoing.Http show(Outgoing.Http sending, Secret token) {
        return sending.with("Authorization", "Bearer " + token.reveal());
    }

    @Override
    public boolean refused(Reply reply) {
        return Api.coded(reply, "code", REFUSED);
    }
}
