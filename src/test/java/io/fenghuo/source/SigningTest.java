package io.fenghuo.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Secret;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way of signing against vectors that others published. */
class SigningTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:30:00Z");

    /** RFC 2202 §2, §3 and RFC 4231 §4.3 (case 2 of each); RFC 1321 A.5 and FIPS 180-4's "abc" for those without a key. */
    @ParameterizedTest
    @CsvSource({
        "hmac-md5, Jefe, what do ya want for nothing?, 750c783e6ab0b503eaa86e310a5db738",
        "hmac-sha1, Jefe, what do ya want for nothing?, effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "hmac-sha256, Jefe, what do ya want for nothing?, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "hmac-sha512, Jefe, what do ya want for nothing?,"
                + " 164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        "md5, x, abc, 900150983cd24fb0d6963f7d28e17f72",
        "sha1, x, abc, a9993e364706816aba3e25717850c26c9cd0d89d",
        // As check takes it, whatever its case.
        "HMAC-SHA1, Jefe, what do ya want for nothing?, effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "sha256, x, abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    })
    void digestsAreThePublishedOnes(String algorithm, String secret, String over, String expected) {
        Map<String, Object> sign =
                Map.of("secret", Secret.of(secret), "over", over, "as", "header X-Sign", "algorithm", algorithm);
        assertThat(signed(sign).headers().get("X-Sign").reveal()).isEqualTo(expected);
        Map<String, Object> upper = new HashMap<>(sign);
        upper.put("encoding", "hex-upper");
        assertThat(signed(upper).headers().get("X-Sign").reveal()).isEqualTo(expected.toUpperCase(Locale.ROOT));
    }

    /** RFC 7617 §2 and §2.1. */
    @ParameterizedTest
    @CsvSource({"Aladdin, open sesame, QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "test, 123£, dGVzdDoxMjPCow=="})
    void basicIsThePublishedOne(String user, String password, String expected) {
        Request request = signed(Map.of("algorithm", "basic", "user", user, "secret", Secret.of(password)));
        assertThat(request.headers().get("Authorization").reveal()).isEqualTo("Basic " + expected);
        assertThat(request.url()).isEqualTo("https://api.example/c?b=2&a=1");
    }

    @Test
    void placesAreFilledBeforeTheyAreSigned() {
        Request request = signed(Map.of(
                "secret",
                Secret.of("k"),
                "over",
                "{method} {host} {path} {query} {sorted} {timestamp} {millis}",
                "as",
                "query sign",
                "algorithm",
                "md5",
                "add",
                Map.of("query ts", "{timestamp}")));
        assertThat(request.url())
                .startsWith("https://api.example/c?b=2&a=1&ts=1781785800&sign=")
                .endsWith(
                        "sign="
                                + md5(
                                        "GET api.example /c b=2&a=1&ts=1781785800 a=1&b=2&ts=1781785800 1781785800 1781785800000"));
    }

    @Test
    void basicTakesAUserAndASecretAlone() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("algorithm", "basic", "secret", Secret.of("x")),
                Map.of("algorithm", "basic", "secret", Secret.of("x"), "user", "a:b"),
                Map.of("algorithm", "basic", "secret", Secret.of("x"), "user", "a", "over", "x"))) {
            SourceSpec spec = Specs.of("json", "https://api.example/c", Map.of("text", "/t"), Map.of("sign", wrong));
            assertThat(SourceTypes.builtIn().problems(spec))
                    .extracting(Trouble::code)
                    .containsExactly("spec.sign-basic");
        }
    }

    private static String md5(String text) {
        return signed(Map.of("secret", Secret.of("k"), "over", text, "as", "header X", "algorithm", "md5"))
                .headers()
                .get("X")
                .reveal();
    }

    private static Request signed(Map<String, Object> sign) {
        SourceSpec spec = Specs.of("json", "https://api.example/c?b=2&a=1", Map.of("text", "/t"), Map.of("sign", sign));
        assertThat(SourceTypes.builtIn().problems(spec)).isEmpty();
        return new JsonSource(spec, ZoneId.of("UTC")).request(null, NOW);
    }
}
