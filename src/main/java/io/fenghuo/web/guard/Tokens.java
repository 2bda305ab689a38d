package io.fenghuo.web.guard;

import io.fenghuo.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Form tokens as a signed double submit: a random cookie the page cannot read, and beside it in the form its HMAC-SHA256 under the service's
 * key, bound to a purpose. Who can set a cookie still cannot sign one. Threadsafe.
 */
public final class Tokens {
    private static final Pattern COOKIE = Pattern.compile("[A-Za-z0-9_-]{22}");
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    public Tokens(Secret key) {
        this.key = new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** A new cookie value: 128 random bits. */
    public String cookie() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether a cookie's value has the shape of ours. */
    public static boolean plausible(@Nullable String cookie) {
        return cookie != null && COOKIE.matcher(cookie).matches();
    }

    /** The token that goes with a cookie for one purpose. */
    public String token(String purpose, String cookie) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] sum = mac.doFinal(("fenghuo-form\n" + purpose + "\n" + cookie).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HmacSHA256", e);
        }
    }

    /** Whether the token goes with the cookie and the purpose; takes the same time whichever character is wrong. */
    public boolean holds(String purpose, @Nullable String cookie, @Nullable String token) {
        if (cookie == null || !plausible(cookie) || token == null) {
            return false;
        }
        return MessageDigest.isEqual(
                token(purpose, cookie).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
