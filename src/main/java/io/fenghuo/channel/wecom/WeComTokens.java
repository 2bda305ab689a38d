package io.fenghuo.channel.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.Tokens;
import io.fenghuo.channel.exchange.Api;
import io.fenghuo.model.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The access token of a WeCom application (document 91039): for two hours, the same for everybody who asks until then. */
final class WeComTokens implements Tokens {
    private static final Duration EARLY = Duration.ofMinutes(5);
    /** Missing, unknown, expired. */
    private static final Set<Long> REFUSED = Set.of(41001L, 40014L, 42001L);

    @Override
    public Secret account(ChannelSpec spec) {
        return Api.account(spec, WeComApp.VENDOR, "corpid");
    }

    @Override
    public Outgoing.Http ask(ChannelSpec spec) {
        String query = "?corpid=" + encode(Api.option(spec, "corpid")) + "&corpsecret=" + encode(Api.secret(spec));
        return new Outgoing.Http("GET", Secret.of(WeComApp.address(spec, "gettoken") + query), Map.of(), new byte[0]);
    }

    @Override
    public @Nullable Token read(Reply reply, Instant now) {
        JsonNode body = Api.answer(reply, "errcode");
        return body == null ? null : Api.token(body, "access_token", "expires_in", EARLY, now);
    }

    @Override
    public Outgoing.Http show(Outgoing.Http sending, Secret token) {
        String url = Objects.requireNonNull(sending.url()).reveal();
        return sending.to(Secret.of(url + "?access_token=" + encode(token.reveal())));
    }

    @Override
    public boolean refused(Reply reply) {
        return Api.coded(reply, "errcode", REFUSED);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
