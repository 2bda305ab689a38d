package io.fenghuo.platform.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Entry;
import io.fenghuo.platform.Query;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Refusal;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is to be made: {@code POST /v1.0/gateway/connections/open} with the app's id and secret and what is subscribed to answers with
 * an endpoint and a ticket, which holds for 90 s and once (open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol). Immutable.
 */
final class Gateway implements StreamSource {
    private static final String VENDOR = "https://api.dingtalk.com";
    private static final String PATH = "/v1.0/gateway/connections/open";

    private final SourceSpec spec;
    private final BotMessages messages;

    Gateway(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.messages = new BotMessages(spec, zone);
    }

    @Override
    public Prologue prologue(@Nullable String cursor, Instant now) {
        return new Prologue() {
            @Override
            public Request request() {
                ObjectNode body = JsonNodeFactory.instance
                        .objectNode()
                        .put("clientId", Entry.text(spec, "client-id"))
                        .put("clientSecret", Entry.text(spec, "client-secret"))
                        .put("ua", "fenghuo");
                body.putArray("subscriptions")
                        .addObject()
                        .put("type", "CALLBACK")
                        .put("topic", Channel.BOT);
                Secret json = Secret.of("application/json");
                return new Request(
                        Entry.base(spec, VENDOR) + PATH,
                        Map.of("Content-Type", json, "Accept", json),
                        Conduct.of(spec),
                        Secret.of(body.toString()));
            }

            @Override
            public Agreed answered(byte[] body, Headers headers, Instant then) throws SourceException {
                JsonNode answer = Caught.tree(body);
                String endpoint = answer.path("endpoint").asText("");
                String ticket = answer.path("ticket").asText("");
                boolean safe = endpoint.startsWith("wss://") || (spec.allowPrivate() && endpoint.startsWith("ws://"));
                if (!safe || ticket.isEmpty()) {
                    throw new SourceException("dingtalk.answer", safe ? "ticket" : "endpoint");
                }
                Request opening =
                        new Request(Query.url(endpoint, Map.of("ticket", ticket)), Map.of(), Conduct.of(spec), null);
                return new Agreed(new Channel(opening, messages, Gateway.this), new Parsed(List.of(), null));
            }

            @Override
            public @Nullable Refusal refused(int status, byte[] body) {
                try {
                    JsonNode answer = Caught.tree(body);
                    String code = answer.path("code").asText("");
                    String said = answer.path("message").asText("");
                    String word = code.equals("authFailed") ? "dingtalk.credentials" : "dingtalk.refused";
                    return code.isEmpty() ? null : new Refusal(Trouble.of(word, status, code, said), null);
                } catch (SourceException unreadable) {
                    return null;
                }
            }
        };
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        throw new IllegalStateException("a connection is opened by what the gateway answered");
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) {
        throw new IllegalStateException("a connection is heard by what the gateway answered");
    }
}
