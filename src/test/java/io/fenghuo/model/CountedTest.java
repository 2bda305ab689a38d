package io.fenghuo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CountedTest {
    private final MessageFormat posts =
            new MessageFormat("{0,choice,0#0 posts|1#1 post|1<{0} posts} of {1}", Locale.ENGLISH);

    @Test
    void wordsFollowTheNumberAlsoWhenItComesAsText() {
        assertThat(Counted.say(posts, "0", "x")).isEqualTo("0 posts of x");
        assertThat(Counted.say(posts, "1", "1")).isEqualTo("1 post of 1");
        assertThat(Counted.say(posts, 1, "x")).isEqualTo("1 post of x");
        assertThat(Counted.say(posts, "37", "x")).isEqualTo("37 posts of x");
        assertThat(Counted.say(posts, 1200L, "x")).isEqualTo("1,200 posts of x");
    }
}
