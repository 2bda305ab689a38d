package io.fenghuo.channel.robot;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Samples;
import io.fenghuo.model.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What DingTalk documents of its signature. */
class DingTalkTest {
    @Test
    void dingTalkSignsAsDocumented() {
        assertThat(DingTalk.sign(1700000000000L, Secret.of(Samples.SECRET)))
                .isEqualTo("+8WOOUUcTkFRyfCevQaISh9EUbkxaatnd6MLtL7dAY8=");
        Outgoing.Http out = (Outgoing.Http) new DingTalk()
                .prepare(Outgoing.Http.json("{}"), Samples.spec("dingtalk"), Instant.ofEpochMilli(1700000000000L));
        assertThat(out.url().reveal())
                .endsWith("&timestamp=1700000000000&sign=%2B8WOOUUcTkFRyfCevQaISh9EUbkxaatnd6MLtL7dAY8%3D");
    }
}
