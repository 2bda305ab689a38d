package io.fenghuo.vendor;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A receiver of Standard Webhooks 1.0.0 (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md): verifies id, time stamp within
 * five minutes and signature, takes 20 KB, and keeps what came under each id once.
 */
public class FakeReceiver extends FakeVendor {
    private static final String PREFIX = "whsec_";
    private static final int MOST = 20 * 1024;
    private static final long FRESH = 300;
    private static final int KEPT = 10_000;

    private final byte[] key;
    private final Map<String, String> byId = new ConcurrentHashMap<>();

    /**
     * A receiver.
     *
     * @param secret {@code whsec_…}; empty = it does not look at signatures
     * @throws IllegalArgumentException when the secret is another
     */
    public FakeReceiver(InstantSource clock, String secret) {
        super(clock);
        this.key = secret.startsWith(PREFIX)
                ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                : Signatures.bytes(secret);
    }

    /** What came under each id first. */
    public Map<String, String> byId() {
        return Map.copyOf(byId);
    }

    @Override
    protected Answer answer(Request request) {
        String id = request.header("webhook-id");
        if (id.isEmpty() || (key.length > 0 && !signed(request, id))) {
            return Answer.no(401, "{\"error\":\"signature\"}", "signature");
        }
        if (request.bytes() > MOST) {
            return Answer.no(413, "{\"error\":\"too large\"}", "too large");
        }
        if (byId.size() < KEPT) {
            byId.putIfAbsent(id, request.body());
        }
        return Answer.of(200, "{\"ok\":true}");
    }

    private boolean signed(Request request, String id) {
        String stamp = request.headers().getOrDefault("webhook-timestamp", "0");
        boolean late = Math.abs(request.at().getEpochSecond() - Long.parseLong(stamp)) > FRESH;
        String wanted = "v1," + Signatures.base64(Signatures.hmac(key, id + "." + stamp + "." + request.body()));
        return !late
                && Arrays.asList(request.header("webhook-signature").split(" ", -1))
                        .contains(wanted);
    }
}
