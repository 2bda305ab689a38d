package io.fenghuo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CardPreviewTest {
    @Test
    void aTextNotice() {
        CardPreview card = CardPreview.of(
                        "{\"msgtype\":\"template_card\",\"template_card\":{\"card_type\":\"text_notice\","
                                + "\"source\":{\"desc\":\"烽火\",\"desc_color\":2},\"main_title\":{\"title\":\"【演示】一级\",\"desc\":\"人身安全\"},"
                                + "\"emphasis_content\":{\"title\":\"14:59\",\"desc\":\"剩余\"},\"sub_title_text\":\"敷完脸<b>\","
                                + "\"horizontal_content_list\":[{\"keyname\":\"时限\",\"value\":\"20:15\"}],"
                                + "\"jump_list\":[{\"type\":1,\"title\":\"接手\",\"url\":\"https://x.example\"}],\"card_action\":{\"type\":1}}}")
                .orElseThrow();
        assertThat(card.title()).isEqualTo("【演示】一级");
        assertThat(card.emphasis()).isEqualTo("14:59");
        assertThat(card.text()).isEqualTo("敷完脸<b>");
        assertThat(card.lines()).containsExactly(new CardPreview.Row("时限", "20:15"));
        assertThat(card.buttons()).containsExactly("接手");
    }

    @Test
    void aCardWithButtons() {
        CardPreview card = CardPreview.of(
                        "{\"template_card\":{\"card_type\":\"button_interaction\",\"main_title\":{\"title\":\"t\"},"
                                + "\"button_list\":[{\"text\":\"接手\",\"style\":1,\"key\":\"take\"}]}}")
                .orElseThrow();
        assertThat(card.buttons()).containsExactly("接手");
        assertThat(card.source()).isEmpty();
        assertThat(card.lines()).isEmpty();
    }

    @Test
    void anythingElseIsNoCard() {
        assertThat(CardPreview.of("{\"msgtype\":\"text\",\"text\":{\"content\":\"x\"}}"))
                .isEmpty();
        assertThat(CardPreview.of("<html>")).isEmpty();
        assertThat(CardPreview.of("")).isEmpty();
        assertThat(CardPreview.of("[]")).isEmpty();
    }
}
