package io.fenghuo.wire;

import io.fenghuo.model.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The personal link in a message: it shows one incident to one person and lets that person take it, without an account. The token is
 * {@code base64url(v1|incident|person|expiry|key id) + "." + base64url(HMAC-SHA256)}; whoever has it is taken for that person, so it
 * names one incident only and expires. Opening it changes nothing; only the POST of its page does. Immutable and threadsafe.
 */
public final class SignedLink {
    /** How long a link holds. */
    public static final Duration LIFE = Duration.ofDays(3);
    /** Beginning of the person in a link that was sent to a group: {@code channel:night-group}. Its page must ask who is acting. */
    public static final String GROUP = "channel:";

    /** What stands in the incident's place in a link for an errand: {@code @report}; no incident's id begins so. */
    public static final String ERRAND = "@";

    private static final String FIRST = "1";
    private static final String VERSION = "v1";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final Map<String, Secret> keys;
    private final String current;
    private final Predicate<String> revoked;

    private SignedLink(SignedLink same, Predicate<String> revoked) {
        this.keys = same.keys;
        this.current = same.current;
        this.revoked = revoked;
    }

    /**
     * Signs with the key of id {@code current} and still believes the others.
     *
     * @param keys key id → key, each of at least 16 characters; ids without {@code |}
     * @throws IllegalArgumentException when the current key is missing or one is too short
     */
    public SignedLink(Map<String, Secret> keys, String current) {
        this.keys = new TreeMap<>(keys);
        this.current = current;
        this.revoked = mark -> false;
        if (!keys.containsKey(current)) {
            throw new IllegalArgumentException("no signing key of id " + current);
        }
        keys.forEach((id, key) -> {
            if (id.contains("|") || key.reveal().length() < 16) {
                throw new IllegalArgumentException("signing key " + id + " needs at least 16 characters");
            }
        });
    }

    /** The same, but a token whose {@link #mark} is {@code revoked} counts as forged. */
    public SignedLink refusing(Predicate<String> revoked) {
        return new SignedLink(this, revoked);
    }

    /** What a token is known by where it must not be kept itself. */
    public static String mark(String token) {
        return digest("fenghuo link " + token, 16);
    }

    /** With one key, of id {@value #FIRST}. */
    public SignedLink(Secret key) {
        this(Map.of(FIRST, key), FIRST);
    }

    /**
     * Signs with the first key and believes all: a key that is to go stands behind its successor until the links it signed have ended. An id is
     * made of the key itself, so that it stays the same wherever the key stands; links of before there were several keys bear the id
     * {@value #FIRST} and are believed by the last.
     *
     * @throws IllegalArgumentException when there is none or one is too short
     */
    public static SignedLink of(List<Secret> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no signing key");
        }
        Map<String, Secret> byId = new TreeMap<>();
        byId.put(FIRST, keys.get(keys.size() - 1));
        keys.forEach(key -> byId.put(fingerprint(key), key));
        return new SignedLink(byId, fingerprint(keys.get(0)));
    }

    private static String fingerprint(Secret key) {
        return digest("fenghuo link key " + key.reveal(), 4);
    }

    private static String digest(String text, int bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /**
     * What a token says.
     *
     * @param person a person's id, or {@link #GROUP} and a channel's id
     */
    public record Claim(String incident, String person, Instant expires, String key) {
        /** Whether it was sent to a group, so that nobody is named by it. */
        public boolean group() {
            return person.startsWith(GROUP);
        }
    }

    /** What became of verifying a token. */
    public enum Verdict {
        VALID,
        /** Signed by us, too old now. */
        EXPIRED,
        /** Signed by us for another incident. */
        OTHER_INCIDENT,
        /** Not signed by us, or mangled. */
        FORGED
    }

    /** A verdict, with what the token says unless it is forged. */
    public record Checked(Verdict verdict, @Nullable Claim claim) {
        public boolean valid() {
            return verdict == Verdict.VALID;
        }
    }

    /** A token for {@code person} on {@code incident} that holds until {@code expires}. */
    public String token(String incident, String person, Instant expires) {
        String text = String.join(
                "|", VERSION, part(incident), part(person), Long.toString(expires.getEpochSecond()), current);
        String head = ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return head + "." + ENCODER.encodeToString(sign(current, head));
    }

    /** The path and query of the page: {@code /i/<incident>?t=<token>}. */
    public String path(String incident, String person, Instant now) {
        String named = URLEncoder.encode(incident, StandardCharsets.UTF_8).replace("+", "%20");
        return "/i/" + named + "?t=" + token(incident, person, now.plus(LIFE));
    }

    /** Believes {@code token} for {@code incident} only as far as its signature goes; compared in constant time. */
    public Checked verify(@Nullable String token, String incident, Instant now) {
        Claim claim = token == null || token.length() > 1000 ? null : claim(token);
        if (claim == null) {
            return new Checked(Verdict.FORGED, null);
        }
        if (!claim.incident().equals(incident)) {
            return new Checked(Verdict.OTHER_INCIDENT, claim);
        }
        return new Checked(now.isBefore(claim.expires()) ? Verdict.VALID : Verdict.EXPIRED, claim);
    }

    private @Nullable Claim claim(String token) {
        if (!token.matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}")) {
            return null;
        }
        int dot = token.indexOf('.');
        try {
            String head = token.substring(0, dot);
            String[] parts = new String(DECODER.decode(head), StandardCharsets.UTF_8).split("\\|", -1);
            if (parts.length != 5 || !parts[0].equals(VERSION) || !keys.containsKey(parts[4])) {
                return null;
            }
            byte[] signature = DECODER.decode(token.substring(dot + 1));
            if (!MessageDigest.isEqual(signature, sign(parts[4], head)) || revoked.test(mark(token))) {
                return null;
            }
            return new Claim(id(parts[1]), id(parts[2]), Instant.ofEpochSecond(Long.parseLong(parts[3])), parts[4]);
        } catch (IllegalArgumentException | java.time.DateTimeException mangled) {
            return null;
        }
    }

    /** An id as a part: the separator in it stands as {@code %7C}. */
    private static String part(String id) {
        return id.replace("%", "%25").replace("|", "%7C");
    }

    private static String id(String part) {
        return part.replace("%7C", "|").replace("%25", "%");
    }

    private byte[] sign(String id, String head) {
        Secret key = keys.get(id);
        if (key == null) {
            throw new IllegalArgumentException("no signing key of id " + id);
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(head.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }
}
