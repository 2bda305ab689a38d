package io.fenghuo.source;

import io.fenghuo.model.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How a platform wants an access token shown, and how it says that one is no longer good. Implementations are threadsafe. */
public interface Bearer {

    /** {@code Authorization: Bearer} (RFC 6750 §2.1), refused by 401. */
    Bearer USUAL = new Bearer() {
        @Override
        public Request bear(Request plain, Secret token, Instant now) {
            Map<String, Secret> headers = new HashMap<>(plain.headers());
            headers.keySet().removeIf("Authorization"::equalsIgnoreCase);
            headers.put("Authorization", Secret.of("Bearer " + token.reveal()));
            return new Request(plain.url(), headers, plain.conduct(), plain.body());
        }

        @Override
        public boolean refuses(int status, byte[] body) {
            return status == 401;
        }
    };

    /** The request as it is sent at {@code now}. */
    Request bear(Request plain, Secret token, Instant now);

    /** Whether this answer says that another token is needed; the request is then made once more with a new one. */
    boolean refuses(int status, byte[] body);
}
