package io.fenghuo.web.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.1.77/24, 192.168.1.3, true",
        "192.168.1.4/30, 192.168.1.7, true",
        "192.168.1.4/30, 192.168.1.8, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "::1, ::1, true",
        "::1, 0:0:0:0:0:0:0:1, true",
        "fd00::/8, fdab::1, true",
        "fd00::/8, fe80::1, false",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
        "fe80::/10, fe80::1%eth0, true",
        "10.0.0.0/8, localhost, false",
        "10.0.0.0/8, '', false",
    })
    void contains(String range, String address, boolean inside) {
        assertThat(Cidr.parse(range).contains(address)).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "::1/129",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10.0.0",
                "dead",
                "1.2.3.4.5",
                "300.1.1.1"
            })
    void whatIsNoRangeIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("192.168.1.0/24");
    }

    @Test
    void aListMayBePartedByCommasAndSpacesAndIsLoopbackWhenBlank() {
        assertThat(Cidr.list("10.0.0.0/8, ::1 192.168.0.1"))
                .containsExactly(Cidr.parse("10.0.0.0/8"), Cidr.parse("::1/128"), Cidr.parse("192.168.0.1/32"));
        assertThat(Cidr.list(" ")).isEqualTo(Cidr.LOOPBACK);
        assertThat(Cidr.list(null)).isEqualTo(Cidr.LOOPBACK);
    }
}
