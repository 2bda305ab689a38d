package io.fenghuo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceTest {
    private static final String[] ARGS = {"1", "骗子 {0} '' 's", "3", "$4", "5", "6", "7", "8"};

    @ParameterizedTest
    @ValueSource(strings = {"channel", "web"})
    void saysWhatMessageFormatSays(String room) {
        for (Locale locale : new Locale[] {Locale.ROOT, Locale.ENGLISH}) {
            ResourceBundle bundle = ResourceBundle.getBundle("io.fenghuo." + room + ".messages", locale);
            for (String key : bundle.keySet()) {
                String pattern = bundle.getString(key);
                assertThat(new Sentence(pattern, locale).say(ARGS))
                        .as(room + " " + key)
                        .isEqualTo(Counted.say(
                                new MessageFormat(pattern, locale), Arrays.copyOf(ARGS, ARGS.length, Object[].class)));
            }
        }
    }

    @Test
    void leavesAPlaceWithoutArgument() {
        assertThat(new Sentence("{0} 与 {1}", Locale.ROOT).say("甲")).isEqualTo("甲 与 {1}");
    }

    @Test
    void refusesWhatIsNoPattern() {
        assertThatThrownBy(() -> new Sentence("{0", Locale.ROOT)).isInstanceOf(IllegalArgumentException.class);
    }
}
