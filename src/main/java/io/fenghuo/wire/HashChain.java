package io.fenghuo.wire;

import io.fenghuo.model.TimelineEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hashes of a timeline. A line's hash is SHA-256 over the previous line's hash, the line's number, moment (epoch milliseconds), event,
 * actor and via, the number of facts, each fact's key and value in order of the keys, and each personal field's key and commitment in
 * order of the keys; every part is written as its length in UTF-8 bytes, a colon and those bytes, so that no two lines read alike. A
 * commitment is SHA-256 over salt and value, joined by {@code |}. All hashes are lower-case hex. Threadsafe.
 */
public final class HashChain {
    private static final HexFormat HEX = HexFormat.of();
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private HashChain() {}

    /** What stands before the first line: lines cannot be moved to another incident. */
    public static String genesis(String incident) {
        MessageDigest digest = sha256();
        part(digest, "fenghuo timeline 1");
        part(digest, incident);
        return HEX.formatHex(digest.digest());
    }

    /** The hash of line {@code seq}, which follows the line with hash {@code previous}. */
    public static String line(String previous, long seq, TimelineEntry entry, Map<String, String> commitments) {
        MessageDigest digest = sha256();
        part(digest, previous);
        part(digest, Long.toString(seq));
        part(digest, Long.toString(entry.at().toEpochMilli()));
        part(digest, entry.event());
        part(digest, entry.actor());
        part(digest, entry.via());
        part(digest, Integer.toString(entry.facts().size()));
        parts(digest, entry.facts());
        parts(digest, commitments);
        return HEX.formatHex(digest.digest());
    }

    /** A new salt: 128 random bits as hex. */
    public static String salt() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return HEX.formatHex(salt);
    }

    /** What a line holds in place of a personal value. */
    public static String commitment(String salt, String value) {
        return HEX.formatHex(sha256().digest((salt + '|' + value).getBytes(StandardCharsets.UTF_8)));
    }

    private static void parts(MessageDigest digest, Map<String, String> map) {
        new TreeMap<>(map).forEach((key, value) -> {
            part(digest, key);
            part(digest, value);
        });
    }

    private static void part(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
