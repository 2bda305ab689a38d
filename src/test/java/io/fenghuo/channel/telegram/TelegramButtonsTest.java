package io.fenghuo.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.AppSamples;
import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.Buttons.Call;
import io.fenghuo.channel.Buttons.Heard;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes from buttons. */
class TelegramButtonsTest {
    @Test
    void telegramsCallsShowOurSecret() {
        ChannelSpec spec = AppSamples.spec("telegram", "1:abc", Map.of("callback", "webhook"));
        byte[] body =
                ("{\"update_id\":1,\"callback_query\":{\"id\":\"q\",\"from\":{\"id\":11},\"message\":{\"message_id\":7,"
                                + "\"chat\":{\"id\":-1001}},\"data\":\"take:d-1\"}}")
                        .getBytes(StandardCharsets.UTF_8);
        Map<String, String> shown = Map.of("X-Telegram-Bot-Api-Secret-Token", TelegramButtons.shown(spec));
        TelegramButtons buttons = new TelegramButtons();
        assertThat(buttons.hear(new Call("POST", Map.of(), shown, body), spec, Samples.NOW))
                .isEqualTo(new Heard.Pressed(new Buttons.Press("q", "d-1", "11", "-1001:7", "q")));
        assertThat(buttons.hear(new Call("POST", Map.of(), Map.of(), body), spec, Samples.NOW))
                .isInstanceOf(Heard.Refused.class);
        assertThat(buttons.poll(spec, 0)).isNull();
        assertThat(String.valueOf(buttons.subscribe(spec, "https://x/callback/c")))
                .doesNotContain("1:abc");
        assertThat(TelegramButtons.shown(spec)).matches("[A-Za-z0-9_-]{1,256}");
    }
}
