package io.fenghuo.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorsTest {
    private final Doors doors =
            new Doors(Cidr.list("127.0.0.0/8 10.1.0.0/16"), "0.0.0.0", URI.create("https://Alarm.example:8443/x"));

    @Test
    void aForwardedRequestNeverCountsAsLoopback() {
        assertThat(doors.trusts("127.0.0.1", false)).isTrue();
        assertThat(doors.trusts("127.0.0.1", true)).isFalse();
        assertThat(doors.trusts("10.1.2.3", false)).isTrue();
        assertThat(doors.trusts("10.2.0.1", false)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, true",
        "127.0.0.1, true",
        "[::1]:8080, true",
        "LOCALHOST., true",
        "alarm.example:8443, true",
        "10.1.0.9:8080, true",
        "10.1.0.8:8080, false",
        "evil.example, false",
        "localhost.evil.example, false",
        "alarm.example.evil.example, false",
        "[::ffff:10.1.0.9]:8080, true",
        "[::1].evil.example, false",
        "[::1]evil.example:8080, false",
        "localhost:evil.example, false",
        "localhost:8080:8080, false",
        "'', false",
    })
    void onlyOurOwnNames(String authority, boolean own) {
        assertThat(doors.named(authority, "10.1.0.9")).isEqualTo(own);
    }

    /** The address of a connection stands in full, a browser writes it short. */
    @Test
    void anAddressIsItselfHoweverItIsWritten() {
        assertThat(doors.named("[fd00::7]:8080", "fd00:0:0:0:0:0:0:7%eth0")).isTrue();
        assertThat(doors.named("[fd00::8]:8080", "fd00:0:0:0:0:0:0:7%eth0")).isFalse();
    }

    @Test
    void aRequestWithoutANameIsNotOurs() {
        assertThat(doors.named(null, "127.0.0.1")).isFalse();
        assertThat(new Doors(Cidr.LOOPBACK, "192.168.7.7", null).named("192.168.7.7:80", ""))
                .isTrue();
        assertThat(doors.named("0.0.0.0:8080", "10.1.0.9")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, , localhost:8080, true",
        "https://alarm.example:8443, same-origin, alarm.example:8443, true",
        "https://alarm.example:8443, , inner:8080, true",
        "http://localhost:9999, , localhost:8080, false",
        "https://evil.example, , localhost:8080, false",
        "http://localhost:8080, cross-site, localhost:8080, false",
        "http://localhost:8080, same-site, localhost:8080, false",
        ", cross-site, localhost:8080, false",
        ", none, localhost:8080, true",
        ", , localhost:8080, true",
        "null, same-origin, localhost:8080, false",
        "garbage, , localhost:8080, false",
        "evil://localhost:8080, , localhost:8080, false",
    })
    void onlyOurOwnPagesMayChangeThings(String origin, String site, String authority, boolean own) {
        assertThat(doors.ownOrigin(origin, site, authority, false)).isEqualTo(own);
    }

    @Test
    void thePageOfALinkMaySendABlankOriginButNoForeignOne() {
        assertThat(doors.ownOrigin("null", null, "localhost:8080", true)).isTrue();
        assertThat(doors.ownOrigin("null", "cross-site", "localhost:8080", true))
                .isFalse();
        assertThat(doors.ownOrigin("https://evil.example", null, "localhost:8080", true))
                .isFalse();
    }
}
