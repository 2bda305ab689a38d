package io.fenghuo.platform.feishu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is to be made: {@code POST /callback/ws/endpoint} with the app's id and secret answers with an address for it, which holds a
 * ticket, and with how often to ping. Vendor page: open.feishu.cn, 使用长连接接收事件; the protocol is that of larksuite/oapi-sdk-go, {@code ws}. How
 * often and how long to reconnect is left to the house, which never gives up. Immutable.
 */
final class LongConnection implements StreamSource {
    private static final String VENDOR = "https://open.feishu.cn";
    private static final String PATH = "/callback/ws/endpoint";
    /** When the answer does not say. */
    private static final Duration PING = Duration.ofMinutes(2);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final SourceSpec spec;
    private final GroupMessages messages;

    LongConnection(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.messages = new GroupMessages(spec, zone);
    }

    @Override
    public Prologue prologue(@Nullable String cursor, Instant now) {
        return new Prologue() {
            @Override
            public Request request() {
                String body = JsonNodeFactory.instance
                        .objectNode()
                        .put("AppID", Entry.text(spec, "app-id"))
                        .put("AppSecret", Entry.text(spec, "app-secret"))
                        .toString();
                Map<String, Secret> headers =
                        Map.of("Content-Type", Secret.of("application/json"), "locale", Secret.of("zh"));
                return new Request(Entry.base(spec, VENDOR) + PATH, headers, Conduct.of(spec), Secret.of(body));
            }

            @Override
            public Agreed answered(byte[] body, Headers headers, Instant then) throws SourceException {
                JsonNode answer = Caught.tree(body);
                if (answer.path("code").asInt(-1) != 0) {
                    throw new SourceException(trouble(answer));
                }
                return new Agreed(open(answer.path("data")), new Parsed(List.of(), null));
            }

            @Override
            public @Nullable Refusal refused(int status, byte[] body) {
                try {
                    JsonNode answer = Caught.tree(body);
                    return answer.path("code").isInt() ? new Refusal(trouble(answer), null) : null;
                } catch (SourceException unreadable) {
                    return null;
                }
            }
        };
    }

    private StreamSource open(JsonNode data) throws SourceException {
        String url = data.path("URL").asText("");
        try {
            String scheme = String.valueOf(URI.create(url).getScheme());
            if (!scheme.equals("wss") && !(scheme.equals("ws") && spec.allowPrivate())) {
                throw new SourceException("feishu.answer", "URL");
            }
            int service = number(Query.of(url).getOrDefault("service_id", ""));
            return new Connection(
                    new Request(url, Map.of(), Conduct.of(spec), null),
                    service,
                    ping(data.path("ClientConfig"), PING),
                    messages);
        } catch (IllegalArgumentException unreadable) {
            throw new SourceException("feishu.answer", "URL");
        }
    }

    /** How often to ping, {@code PingInterval} in seconds, within bounds; {@code otherwise} when it does not say. */
    static Duration ping(JsonNode config, Duration otherwise) {
        long seconds = config.path("PingInterval").asLong(0);
        return seconds <= 0
                ? otherwise
                : Duration.ofSeconds(Math.max(SHORTEST.toSeconds(), Math.min(seconds, LONGEST.toSeconds())));
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** Codes of the SDK's {@code const.go}; 1000040344 and 1000040345 are said by the endpoint itself. */
    private static Trouble trouble(JsonNode answer) {
        int code = answer.path("code").asInt();
        String said = answer.path("msg").asText("");
        return switch (code) {
            case 1, 1_000_040_343 -> Trouble.of("feishu.busy", code, said);
            case 514, 1_000_040_344, 1_000_040_345 -> Trouble.of("feishu.credentials", code, said);
            case 1_000_040_350 -> Trouble.of("feishu.connections", code, said);
            default -> Trouble.of("feishu.refused", code, said);
        };
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        throw new IllegalStateException("a connection is opened by what the endpoint answered");
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) {
        throw new IllegalStateException("a connection is heard by what the endpoint answered");
    }
}
