package io.fenghuo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DemoNarratorTest {
    private final DemoNarrator chinese = new DemoNarrator(Locale.CHINESE);
    private final DemoNarrator english = new DemoNarrator(Locale.ENGLISH);

    @Test
    void theTallySaysTheCountsItIsGiven() {
        assertThat(chinese.tally(new DemoNarrator.Counts(400, 5, 6))).isEqualTo("400 条 → 5 个事件 → 6 条消息");
        assertThat(chinese.wave(new DemoNarrator.Counts(37, 1, 2))).isEqualTo("37 人, 1 个事件, 2 条消息");
        assertThat(english.tally(new DemoNarrator.Counts(1400, 5, 6)))
                .isEqualTo("1,400 posts → 5 incidents → 6 messages");
    }

    @Test
    void threeNextSteps() {
        List<String> steps = chinese.nextSteps("/home/a", 4711);
        assertThat(steps).hasSize(3);
        assertThat(steps.get(0)).contains("/home/a/watchlists/");
        assertThat(steps.get(1)).contains("/home/a/alerts/channels.yaml").contains("wecom-robot");
        assertThat(steps.get(2)).contains("kill -9 4711");
        assertThat(english.nextSteps("/home/a", 4711).get(2)).contains("kill -9 4711");
    }

    @Test
    void theBeatsAreInOrderAndBeforeTheEnd() {
        assertThat(chinese.beats())
                .extracting(DemoNarrator.Beat::at)
                .isSorted()
                .allMatch(at -> at.compareTo(DemoScript.LENGTH) < 0);
        assertThat(chinese.beats()).extracting(DemoNarrator.Beat::text).allMatch(text -> text.startsWith("【演示】"));
        assertThat(english.beats()).hasSameSizeAs(chinese.beats());
        assertThat(chinese.beats().get(2).at()).isEqualTo(Duration.ofSeconds(30));
    }
}
