package io.fenghuo.platform;

import io.fenghuo.model.Secret;
import io.fenghuo.source.SourceSpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Proofs that a delivery comes from whom it says: a digest over the body and a secret both know. Compared in constant time. */
public final class Proof {
    private Proof() {}

    /** The secrets under a key, parted by spaces: while one is replaced, both hold. */
    public static List<Secret> secrets(SourceSpec spec, String key) {
        Secret all = Entry.secret(spec, key);
        return all == null
                ? List.of()
                : Arrays.stream(all.reveal().split("\\s+", -1)).map(Secret::of).toList();
    }

    /** Whether {@code shown} is the hex of {@code algorithm} over these parts, in either case. */
    public static boolean holds(@Nullable String shown, String algorithm, byte[]... parts) {
        if (shown == null) {
            return false;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            byte[] expected = HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
            byte[] given = shown.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(expected, given);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    /** A secret as it goes into a digest. */
    public static byte[] bytes(Secret secret) {
        return secret.reveal().getBytes(StandardCharsets.UTF_8);
    }
}
