package io.fenghuo.channel.feishu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.channel.AppSamples;
import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.Buttons.Call;
import io.fenghuo.channel.Buttons.Heard;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Samples;
import io.fenghuo.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signatures and calls as Feishu documents them. */
class FeishuTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void feishuSignsAsDocumented() throws Exception {
        assertThat(Feishu.sign(1700000000L, Secret.of("demo-secret")))
                .isEqualTo("mYHw2R2SOm8Rw/sne3lQdmz4sOfntKR+1P/8RKKTwmA=");
        Outgoing rendered = new Feishu()
                .render(Samples.message("敷完脸红肿刺痛", "红肿", "老铁"), Samples.spec("feishu"), Samples.NOW)
                .get(0);
        Outgoing one = new Feishu().prepare(rendered, Samples.spec("feishu"), Samples.NOW);
        Outgoing two = new Feishu().prepare(rendered, Samples.spec("feishu"), Samples.NOW.plusSeconds(60));
        JsonNode first = JSON.readTree(Samples.body(one));
        assertThat(first.at("/timestamp").asText()).isEqualTo(Long.toString(Samples.NOW.getEpochSecond()));
        assertThat(first.at("/card")).isEqualTo(JSON.readTree(Samples.body(two)).at("/card"));
        assertThat(Samples.body(one)).isNotEqualTo(Samples.body(two));
    }

    /** The example of open.feishu.cn, Encrypt Key. */
    @Test
    void feishusSeal() {
        assertThat(FeishuButtons.open("test key", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="))
                .isEqualTo("hello world");
        assertThat(FeishuButtons.open("other key", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="))
                .isNull();
    }

    @Test
    void unsealedFeishuCallsNeedTheTokenAndTheMoment() {
        String body =
                "{\"schema\":\"2.0\",\"header\":{\"event_id\":\"e\",\"token\":\"%s\",\"create_time\":\"%s000000\","
                        + "\"event_type\":\"card.action.trigger\"},\"event\":{\"operator\":{\"open_id\":\"ou_1\"},"
                        + "\"action\":{\"value\":{\"do\":\"take:d-1\"}},\"context\":{\"open_message_id\":\"om_1\"}}}";
        long now = Samples.NOW.getEpochSecond();
        assertThat(feishuHears(body.formatted("token-0123456789", now)))
                .isEqualTo(new Heard.Pressed(new Buttons.Press("e", "d-1", "ou_1", "om_1", "")));
        assertThat(feishuHears(body.formatted("token-0123456780", now))).isInstanceOf(Heard.Refused.class);
        assertThat(feishuHears(body.formatted("token-0123456789", now - 400))).isInstanceOf(Heard.Refused.class);
        assertThat(feishuHears("no json")).isEqualTo(new Heard.Refused(400, "not JSON"));
    }

    private static Heard feishuHears(String body) {
        Call call = new Call("POST", Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8));
        return new FeishuButtons().hear(call, AppSamples.spec("feishu-app"), Samples.NOW);
    }
}
