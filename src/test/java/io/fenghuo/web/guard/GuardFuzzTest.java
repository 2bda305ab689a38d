package io.fenghuo.web.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Secret;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever a caller says of itself: it is near only by an address, called us only by a name of ours, and pressed only what we gave it. */
class GuardFuzzTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final List<String> ADDRESSES =
            List.of("127.0.0.1", "10.1.2.3", "192.168.255.255", "0.0.0.0", "::1", "fd00::7", "2001:db8::ffff");
    private static final Doors DOORS =
            new Doors(Cidr.list("127.0.0.0/8 10.1.0.0/16"), "0.0.0.0", URI.create("https://Alarm.example:8443/x"));
    private static final String HOSTS =
            "(localhost\\.?|127\\.0\\.0\\.1\\.?|alarm\\.example\\.?|\\[[0-9a-f:.]+]|10\\.1\\.0\\.9|010\\.01\\.0+\\.0*9)";
    private static final Pattern NAMED = Pattern.compile(
            "\\s*(" + HOSTS + "(:[0-9]{0,5})?|[0-9a-f:.]+)\\s*", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Tokens TOKENS = new Tokens(Secret.of("a key of ours"));
    private static final Presses PRESSES = new Presses(TOKENS);
    private static final String COOKIE = "AAAAAAAAAAAAAAAAAAAAAA";

    @FuzzTest(maxDuration = "65s")
    void ranges(byte[] bytes) throws UnknownHostException {
        String text = new String(bytes, UTF_8);
        for (Cidr ours : Cidr.LOOPBACK) {
            if (ours.contains(text)) {
                assertThat(text).matches("[0-9a-fA-F:.]+(%.*)?");
            }
        }
        Cidr range;
        try {
            range = Cidr.parse(text);
        } catch (IllegalArgumentException told) {
            assertThat(told).hasMessageContaining("not an address range");
            return;
        }
        String[] parts = range.toString().split("/");
        assertThat(Cidr.parse(range.toString())).isEqualTo(range).hasSameHashCodeAs(range);
        assertThat(range.contains(parts[0])).isTrue();
        for (String address : ADDRESSES) {
            assertThat(range.contains(address)).as(address).isEqualTo(within(parts, address));
        }
    }

    /** The same by shifting numbers. */
    private static boolean within(String[] range, String address) throws UnknownHostException {
        byte[] base = InetAddress.getByName(range[0]).getAddress();
        byte[] one = InetAddress.getByName(address).getAddress();
        int beyond = base.length * 8 - Integer.parseInt(range[1]);
        return base.length == one.length
                && new BigInteger(1, base).shiftRight(beyond).equals(new BigInteger(1, one).shiftRight(beyond));
    }

    /** Lines: Host, Origin, Sec-Fetch-Site, the caller's address. */
    @FuzzTest(maxDuration = "65s")
    void doors(byte[] bytes) {
        String[] lines = new String(bytes, UTF_8).split("\n", 4);
        String host = lines[0];
        if (DOORS.named(host, "10.1.0.9")) {
            assertThat(host).matches(NAMED);
        }
        String origin = lines.length > 1 ? lines[1] : null;
        String site = lines.length > 2 ? lines[2] : null;
        if (DOORS.ownOrigin(origin, site, host, false)) {
            assertThat(site).isIn(null, "same-origin", "none");
            assertThat(origin == null
                            || origin.equalsIgnoreCase("http://" + host)
                            || origin.equalsIgnoreCase("https://" + host)
                            || origin.toLowerCase(Locale.ROOT).endsWith("://alarm.example:8443"))
                    .isTrue();
        }
        assertThat(DOORS.ownOrigin("https://evil.example", site, "alarm.example:8443", true))
                .isFalse();
        String remote = lines.length > 3 ? lines[3] : "";
        if (DOORS.trusts(remote, true)) {
            assertThat(Cidr.parse("10.1.0.0/16").contains(remote)).isTrue();
        }
        if (DOORS.trusts(remote, false)) {
            assertThat(remote).matches("[0-9a-fA-F:.]+(%.*)?");
        }
    }

    /** Lines: a cookie, and the three fields of a form. */
    @FuzzTest(maxDuration = "65s")
    void tokens(byte[] bytes) {
        String[] lines = new String(bytes, UTF_8).split("\n", 4);
        String cookie = lines[0];
        String nonce = lines.length > 1 ? lines[1] : "";
        String press = lines.length > 2 ? lines[2] : "";
        String code = lines.length > 3 ? lines[3] : "";
        for (String purpose : List.of("fh_form", "i-1", "")) {
            assertThat(TOKENS.holds(purpose, cookie, nonce)).isFalse();
            assertThat(TOKENS.holds(purpose, cookie, TOKENS.token(purpose, COOKIE)))
                    .isEqualTo(cookie.equals(COOKIE));
            assertThat(TOKENS.holds(purpose, cookie, TOKENS.token(purpose, cookie)))
                    .isEqualTo(Tokens.plausible(cookie));
            assertThat(PRESSES.judge(purpose, cookie, new Presses.Back(nonce, press, code), NOW))
                    .isEqualTo(Presses.Verdict.FOREIGN);
            Presses.Slip slip = PRESSES.slip(purpose, COOKIE, NOW.minusSeconds(5));
            Presses.Back back = new Presses.Back(slip.nonce(), press, code);
            assertThat(PRESSES.judge(purpose, COOKIE, back, NOW))
                    .isEqualTo(code.equals(slip.code()) ? Presses.Verdict.PRESSED : Presses.Verdict.UNPRESSED);
            assertThat(PRESSES.judge(purpose + "x", COOKIE, back, NOW)).isEqualTo(Presses.Verdict.FOREIGN);
            assertThat(PRESSES.judge(purpose, COOKIE, new Presses.Back(slip.nonce(), slip.press(), code), NOW))
                    .isEqualTo(Presses.Verdict.PRESSED);
        }
        assertThat(Tokens.plausible(cookie)).isEqualTo(cookie.matches("[A-Za-z0-9_-]{22}"));
    }

    /** Without a look at any name: it would tell whoever runs the names what we were called by. */
    @Test
    void whatIsNoAddressIsLookedUpNowhere() {
        for (String text : List.of("256.0.0.1", "999.1.1.1/8", "1.2.3.4/+8", "1.2.3.4/٨")) {
            assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
