package io.fenghuo.source;

import io.fenghuo.model.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests by a template: {@code sign: {secret, over, as, algorithm, encoding, add}}. In {@code over}, and in the values of {@code
 * add}, stand {@code {method} {host} {path} {query} {sorted} {timestamp} {millis} {nonce} {secret}}; {@code {sorted}} are the parameters of
 * the query in alphabetical order. {@code as} and the keys of {@code add} are {@code header NAME} or {@code query NAME}. What {@code add}
 * puts into the query is signed too. {@code algorithm: basic} with {@code user} and {@code secret} alone is HTTP Basic (RFC 7617). Immutable.
 */
final class Signing {
    private static final Map<String, String> ALGORITHMS = Map.of(
            "hmac-sha256", "HmacSHA256",
            "hmac-sha1", "HmacSHA1",
            "hmac-sha512", "HmacSHA512",
            "hmac-md5", "HmacMD5",
            "sha256", "SHA-256",
            "sha1", "SHA-1",
            "md5", "MD5");
    private static final String BASIC = "basic";
    private static final Pattern HOLE = Pattern.compile("\\{([a-z]+)}");
    private static final List<String> HOLES =
            List.of("method", "host", "path", "query", "sorted", "timestamp", "millis", "nonce", "secret");
    private static final Pattern PLACE = Pattern.compile("(header|query) ([A-Za-z0-9_.-]{1,100})");

    private final Secret secret;
    private final String over;
    private final String place;
    private final String algorithm;
    private final String encoding;
    private final Map<?, ?> add;
    private final @Nullable String user;

    private Signing(Map<?, ?> said) {
        secret = Secret.of(Manners.revealed(said.get("secret")));
        over = String.valueOf(said.get("over"));
        place = String.valueOf(said.get("as"));
        algorithm = said.get("algorithm") == null
                ? "hmac-sha256"
                : String.valueOf(said.get("algorithm")).toLowerCase(Locale.ROOT);
        encoding = said.get("encoding") == null ? "hex" : String.valueOf(said.get("encoding"));
        user = algorithm.equals(BASIC) ? String.valueOf(said.get("user")) : null;
        add = said.get("add") instanceof Map<?, ?> map ? map : Map.of();
    }

    /** What {@code sign:} of an entry without problems says; null = nothing. */
    static @Nullable Signing of(SourceSpec spec) {
        return spec.options().get("sign") instanceof Map<?, ?> said ? new Signing(said) : null;
    }

    /** The request as it is sent at {@code now}. */
    Request sign(Request plain, Instant now) {
        Map<String, Secret> headers = new HashMap<>(plain.headers());
        if (user != null) {
            byte[] pair = (user + ":" + secret.reveal()).getBytes(StandardCharsets.UTF_8);
            put("header Authorization", "Basic " + Base64.getEncoder().encodeToString(pair), plain.url(), headers);
            return new Request(plain.url(), headers, plain.conduct(), plain.body());
        }
        String nonce = Sha256.brief(plain.url(), now.toString());
        String url = plain.url();
        for (Map.Entry<?, ?> one : add.entrySet()) {
            String value = filled(String.valueOf(one.getValue()), plain, url, nonce, now);
            url = put(String.valueOf(one.getKey()), value, url, headers);
        }
        String text = filled(over, plain, url, nonce, now);
        url = put(place, digest(text), url, headers);
        return new Request(url, headers, plain.conduct(), plain.body());
    }

    private static String put(String where, String value, String url, Map<String, Secret> headers) {
        Matcher place = PLACE.matcher(where);
        if (!place.matches()) {
            throw new IllegalStateException("checked before");
        }
        if (place.group(1).equals("query")) {
            return Paging.with(url, place.group(2), value);
        }
        headers.keySet().removeIf(place.group(2)::equalsIgnoreCase);
        headers.put(place.group(2), Secret.of(value));
        return url;
    }

    private String filled(String template, Request request, String url, String nonce, Instant now) {
        URI uri = URI.create(url.strip().replace(" ", "%20").replace("|", "%7C"));
        String query = Objects.requireNonNullElse(uri.getQuery(), "");
        String sorted = Arrays.stream(query.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .sorted()
                .collect(Collectors.joining("&"));
        return HOLE.matcher(template)
                .replaceAll(hole -> Matcher.quoteReplacement(
                        switch (hole.group(1)) {
                            case "method" -> request.body() == null ? "GET" : "POST";
                            case "host" -> String.valueOf(uri.getHost());
                            case "path" -> uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
                            case "query" -> Objects.requireNonNullElse(uri.getRawQuery(), "");
                            case "sorted" -> sorted;
                            case "timestamp" -> String.valueOf(now.getEpochSecond());
                            case "millis" -> String.valueOf(now.toEpochMilli());
                            case "nonce" -> nonce;
                            case "secret" -> secret.reveal();
                            default -> hole.group();
                        }));
    }

    private String digest(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String name = Objects.requireNonNull(ALGORITHMS.get(algorithm), "checked before");
        try {
            byte[] digest;
            if (algorithm.startsWith("hmac-")) {
                Mac mac = Mac.getInstance(name);
                mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), name));
                digest = mac.doFinal(bytes);
            } else {
                digest = MessageDigest.getInstance(name).digest(bytes);
            }
            return switch (encoding) {
                case "base64" -> Base64.getEncoder().encodeToString(digest);
                case "hex-upper" -> HexFormat.of().withUpperCase().formatHex(digest);
                default -> HexFormat.of().formatHex(digest);
            };
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    static List<Trouble> problems(SourceSpec spec) {
        Object said = spec.options().get("sign");
        if (said == null) {
            return List.of();
        }
        if (said instanceof Map<?, ?> basic && BASIC.equalsIgnoreCase(String.valueOf(basic.get("algorithm")))) {
            // A colon would end the name.
            boolean whole = basic.keySet().equals(Set.of("algorithm", "user", "secret"))
                    && !String.valueOf(basic.get("user")).contains(":");
            return whole ? List.of() : List.of(Trouble.of("spec.sign-basic"));
        }
        if (!(said instanceof Map<?, ?> sign)
                || sign.get("secret") == null
                || sign.get("over") == null
                || !PLACE.matcher(String.valueOf(sign.get("as"))).matches()
                || !List.of("secret", "over", "as", "algorithm", "encoding", "add")
                        .containsAll(sign.keySet())) {
            return List.of(Trouble.of("spec.sign"));
        }
        String algorithm = String.valueOf(sign.get("algorithm")).toLowerCase(Locale.ROOT);
        Map<?, ?> add = sign.get("add") instanceof Map<?, ?> map ? map : Map.of();
        boolean sound = (sign.get("algorithm") == null || ALGORITHMS.containsKey(algorithm))
                && List.of("null", "hex", "hex-upper", "base64").contains(String.valueOf(sign.get("encoding")))
                && known(String.valueOf(sign.get("over")))
                && add.entrySet().stream()
                        .allMatch(one ->
                                PLACE.matcher(String.valueOf(one.getKey())).matches()
                                        && known(String.valueOf(one.getValue())));
        return sound ? List.of() : List.of(Trouble.of("spec.sign"));
    }

    private static boolean known(String template) {
        return HOLE.matcher(template).results().allMatch(hole -> HOLES.contains(hole.group(1)));
    }
}
