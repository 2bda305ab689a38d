package io.fenghuo.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class EntryViewTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private final Words words = Words.of(
            Locale.CHINESE,
            ZoneOffset.UTC,
            (reason, locale, name) -> reason.code().equals("crowd") ? reason.args() + " 人提到" : null);

    @Test
    void aWaveIsOneLine() {
        List<TimelineEntry> entries = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            entries.add(entry("hit", Map.of("post", "shop/" + i, "rule", "quality", "level", "L3")));
        }
        assertThat(story(entries)).singleElement().satisfies(line -> {
            assertThat(line.event()).isEqualTo("命中 ×30");
            assertThat(line.detail()).isEqualTo("级别 三级 · 规则 quality");
        });
    }

    @Test
    void reasonsAreSentencesAndWhatOnlyProgramsNeedIsLeftOut() {
        EntryView line = story(List.of(entry(
                        "incident.raised",
                        Map.of("from", "L3", "to", "L2", "reason", "crowd", "args", "5 30", "notice", "n-1"))))
                .get(0);
        assertThat(line.detail()).contains("[5, 30] 人提到").doesNotContain("crowd", "n-1", "args");
    }

    private List<EntryView> story(List<TimelineEntry> entries) {
        return EntryView.story(entries, words, UnaryOperator.identity(), NOW);
    }

    private static TimelineEntry entry(String event, Map<String, String> facts) {
        return new TimelineEntry("i-1", NOW, event, "system", "service", facts, Map.of());
    }
}
