package io.fenghuo.vendor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Map;

/**
 * A workflow "When a Teams webhook request is received" (learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors: "Create incoming
 * webhooks with Workflows", "Rate limiting"): the signature in its address, an adaptive card of at most 28 KB, four a second, and mentions that stand
 * in the card as they are.
 */
public final class FakeTeams extends FakeVendor {
    private static final int MOST = 28 * 1024;

    private final String signature;
    private final Rate rate = new Rate(4 * 60, Rate.MINUTE);

    /** A workflow with this {@code sig} in its address. */
    public FakeTeams(InstantSource clock, String signature) {
        super(clock);
        this.signature = signature;
    }

    @Override
    protected Answer answer(Request request) {
        if (!signature.equals(request.query().getOrDefault("sig", ""))) {
            return no(401, "DirectApiAuthorizationRequired", "The request must be authenticated");
        }
        if (request.bytes() > MOST) {
            return no(413, "RequestEntityTooLarge", "over 28 KB");
        }
        if (!sound(request.json())) {
            return no(400, "TriggerInputSchemaMismatch", "not an adaptive card");
        }
        return rate.takes(request.at())
                ? Answer.of(202, "")
                : no(429, "TooManyRequests", "too many").with(Map.of("Retry-After", "10"));
    }

    private static boolean sound(JsonObject body) {
        JsonObject attached = body.getJsonArray("attachments", new JsonArray().add(new JsonObject()))
                .getJsonObject(0);
        JsonObject card = attached.getJsonObject("content", new JsonObject());
        return "message".equals(body.getString("type"))
                && "application/vnd.microsoft.card.adaptive".equals(attached.getString("contentType"))
                && "AdaptiveCard".equals(card.getString("type"))
                && !card.getJsonArray("body", new JsonArray()).isEmpty()
                && mentionsFit(card);
    }

    /** Each entity's text must stand in the card as it is. */
    private static boolean mentionsFit(JsonObject card) {
        String text = card.getJsonArray("body").encode();
        return card.getJsonObject("msteams", new JsonObject()).getJsonArray("entities", new JsonArray()).stream()
                .allMatch(one -> text.contains(((JsonObject) one).getString("text")));
    }

    private static Answer no(int status, String code, String words) {
        JsonObject error = new JsonObject().put("code", code).put("message", words);
        return Answer.no(status, new JsonObject().put("error", error), code);
    }
}
