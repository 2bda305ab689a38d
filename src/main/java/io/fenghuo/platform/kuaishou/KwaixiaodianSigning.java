package io.fenghuo.platform.kuaishou;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Query;
import io.fenghuo.source.Bearer;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a call: its parameters in alphabetical order as {@code k=v} joined by {@code &}, then {@code &signSecret=…}; MD5 in lower-case hex or
 * HMAC-SHA256, keyed with the sign secret, in Base64. Signed first and encoded for the URL afterwards (open.kwaixiaodian.com, API调用说明 §4).
 */
final class KwaixiaodianSigning implements Bearer {
    /** The one they recommend. */
    static final String HMAC = "HMAC_SHA256";

    static final List<String> METHODS = List.of(HMAC, "MD5");
    /** An answer that refuses is small; a larger one is a list of reviews and not worth reading twice. */
    private static final int SMALL = 4_000;

    private final String appKey;
    private final Secret signSecret;
    private final String method;

    KwaixiaodianSigning(String appKey, Secret signSecret, String method) {
        this.appKey = appKey;
        this.signSecret = signSecret;
        this.method = method;
    }

    @Override
    public Request bear(Request plain, Secret token, Instant now) {
        Map<String, String> parameters = new TreeMap<>(Query.of(plain.url()));
        parameters.put("appkey", appKey);
        parameters.put("access_token", token.reveal());
        parameters.put("timestamp", String.valueOf(now.toEpochMilli()));
        parameters.put("signMethod", method);
        parameters.put("version", "1");
        parameters.put("sign", sign(parameters));
        return new Request(
                Query.url(Query.bare(plain.url()), parameters), plain.headers(), plain.conduct(), plain.body());
    }

    @Override
    public boolean refuses(int status, byte[] body) {
        if (body.length > SMALL) {
            return false;
        }
        try {
            return KwaixiaodianFaults.of(Caught.tree(body)) == KwaixiaodianFaults.TOKEN;
        } catch (SourceException none) {
            return false;
        }
    }

    String sign(Map<String, String> parameters) {
        String text = new TreeMap<>(parameters)
                        .entrySet().stream()
                                .map(one -> one.getKey() + "=" + one.getValue())
                                .collect(Collectors.joining("&"))
                + "&signSecret=" + signSecret.reveal();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (!method.equals(HMAC)) {
                return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(signSecret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(bytes));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java platform has both", absent);
        }
    }
}
