package io.fenghuo.vendor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * The robot of a DingTalk group (open.dingtalk.com/document/orgapp/custom-robot-access, 自定义机器人接入): access_token, the signature over time stamp and
 * secret within an hour (自定义机器人安全设置), the keyword, 20,000 bytes, and once over twenty a minute it is barred for ten.
 */
public final class FakeDingTalk extends FakeVendor {
    private static final long HOUR = 3_600_000;

    private final String token;
    private final String secret;
    private final String keyword;
    private final Rate rate = new Rate(20, Rate.MINUTE);
    private Instant barred = Instant.MIN;
    private volatile boolean rang;

    /**
     * A group's robot.
     *
     * @param secret what it wants signed with; empty = it wants no signature
     * @param keyword the word it wants in every message; empty = none
     */
    public FakeDingTalk(InstantSource clock, String token, String secret, String keyword) {
        super(clock);
        this.token = token;
        this.secret = secret;
        this.keyword = keyword;
    }

    /** Whether the last message rang anybody's phone. */
    public boolean rang() {
        return rang;
    }

    @Override
    protected Answer answer(Request request) {
        if (!token.equals(request.query().get("access_token"))) {
            return Code.err(300005, "token is not exist");
        }
        if (!secret.isEmpty() && !signed(request)) {
            return Code.err(310000, "sign not match, more: [https://ding-doc.dingtalk.com]");
        }
        if (request.bytes() > 20_000) {
            return Code.err(460101, "message too long, exceed 20000 bytes");
        }
        JsonObject body = request.json();
        String type = body.getString("msgtype", "");
        JsonObject content = body.getJsonObject(type, new JsonObject());
        boolean card =
                type.equals("actionCard") && !content.getString("singleURL", "").isEmpty();
        if (!card && !Set.of("text", "markdown").contains(type)) {
            return Code.err(400105, "unsupported message type");
        }
        if (content.getString("title", "").isEmpty()
                || content.getString("text", "").isEmpty()) {
            return Code.err(40035, "missing parameter text");
        }
        if (!content.encode().contains(keyword)) {
            return Code.err(310000, "keywords not in content, more: [https://ding-doc.dingtalk.com]");
        }
        if (request.at().isBefore(barred) || !rate.takes(request.at())) {
            barred = request.at().isBefore(barred) ? barred : request.at().plus(Duration.ofMinutes(10));
            return Code.err(130101, "send too fast, exceed 20 times per minute");
        }
        rang = body.getJsonObject("at", new JsonObject()).getJsonArray("atMobiles", new JsonArray()).stream()
                .anyMatch(mobile -> content.getString("text").contains("@" + mobile));
        return Code.err(0, "ok");
    }

    private boolean signed(Request request) {
        long millis = Long.parseLong(request.query().getOrDefault("timestamp", "0"));
        boolean late = Math.abs(request.at().toEpochMilli() - millis) > HOUR;
        return !late
                && Signatures.hmac64(secret, millis + "\n" + secret)
                        .equals(request.query().get("sign"));
    }
}
