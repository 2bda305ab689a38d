package io.fenghuo.platform.bilibili;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.Request;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the open platform and their signature (open-live.bilibili.com, 签名规则): HMAC-SHA256 over the {@code x-bili-} headers, one {@code
 * name:value} a line in alphabetical order, in hex. Immutable.
 */
final class Calls {
    private static final String VENDOR = "https://live-open.biliapi.com";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SourceSpec spec;

    Calls(SourceSpec spec) {
        this.spec = spec;
    }

    Request start(Instant now) {
        ObjectNode body = JSON.createObjectNode().put("code", Entry.text(spec, "code"));
        return call("/v2/app/start", body.put("app_id", app()), now);
    }

    Request heartbeat(String game, Instant now) {
        return call("/v2/app/heartbeat", JSON.createObjectNode().put("game_id", game), now);
    }

    Request end(String game, Instant now) {
        ObjectNode body = JSON.createObjectNode().put("app_id", app());
        return call("/v2/app/end", body.put("game_id", game), now);
    }

    /**
     * The data of an answer.
     *
     * @throws SourceException when its code is not 0
     */
    static JsonNode data(byte[] answer) throws SourceException {
        JsonNode root = JsonItems.tree(new String(answer, StandardCharsets.UTF_8));
        Trouble refused = refused(root);
        if (refused != null) {
            throw new SourceException(refused);
        }
        return root.path("data");
    }

    /** What a code that is not 0 means (公共错误码 of the open platform, as its clients repeat the table); null for 0. */
    static @Nullable Trouble refused(JsonNode root) {
        int code = root.path("code").asInt(-1);
        String said = root.path("message").asText("");
        return switch (code) {
            case 0 -> null;
            case 4002, 4003, 4004, 4005, 4006, 4012 -> Trouble.of("bilibili.signature", code, said);
            case 4007, 4008 -> Trouble.of("bilibili.permission", code, said);
            case 4009 -> Trouble.of("bilibili.rate", code, said);
            case 4001, 8002 -> Trouble.of("bilibili.app", code, said);
            case 7001, 7002 -> Trouble.of("bilibili.running", code, said);
            case 7003 -> Trouble.of("bilibili.over", code, said);
            case 7007 -> Trouble.of("bilibili.code", code, said);
            default -> Trouble.of("bilibili.refused", code, said);
        };
    }

    private long app() {
        return Long.parseLong(Entry.text(spec, "app"));
    }

    /** How a room is entered. */
    Request room(String url) {
        return new Request(url, Map.of(), Conduct.of(spec), null);
    }

    private Request call(String path, JsonNode body, Instant now) {
        String text = body.toString();
        String nonce = Sha256.brief(spec.id(), path, text, now.toString());
        Map<String, Secret> headers = new HashMap<>();
        signed(text, Entry.text(spec, "key"), Entry.text(spec, "secret"), nonce, now)
                .forEach((name, value) -> headers.put(name, Secret.of(value)));
        headers.put("Accept", Secret.of("application/json"));
        headers.put("Content-Type", Secret.of("application/json"));
        return new Request(Entry.base(spec, VENDOR) + path, headers, Conduct.of(spec), Secret.of(text));
    }

    /** The headers of a call with this body. */
    static Map<String, String> signed(String body, String key, String secret, String nonce, Instant now) {
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("x-bili-accesskeyid", key);
        headers.put("x-bili-content-md5", md5(body));
        headers.put("x-bili-signature-method", "HMAC-SHA256");
        headers.put("x-bili-signature-nonce", nonce);
        headers.put("x-bili-signature-version", "1.0");
        headers.put("x-bili-timestamp", String.valueOf(now.getEpochSecond()));
        String lines = headers.entrySet().stream()
                .map(one -> one.getKey() + ":" + one.getValue())
                .collect(Collectors.joining("\n"));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            headers.put("Authorization", HexFormat.of().formatHex(mac.doFinal(lines.getBytes(StandardCharsets.UTF_8))));
            return headers;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has MD5", impossible);
        }
    }
}
