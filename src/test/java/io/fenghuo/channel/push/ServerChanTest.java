package io.fenghuo.channel.push;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where ServerChan is. */
class ServerChanTest {
    @Test
    void theSendKeySaysWhichOfTwoServicesItIsOf() {
        assertThat(ServerChan.address("SCT299918Tjm2")).isEqualTo("https://sctapi.ftqq.com/SCT299918Tjm2.send");
        assertThat(ServerChan.address("sctp1234tAbCdEf"))
                .isEqualTo("https://1234.push.ft07.com/send/sctp1234tAbCdEf.send");
    }
}
