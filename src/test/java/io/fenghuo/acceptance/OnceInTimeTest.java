package io.fenghuo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.TimelineEntry;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clocks keep their word when the service does not run. */
class OnceInTimeTest extends TimelineCase {

    private List<String> fired() {
        return timeline().stream()
                .filter(line -> line.event().startsWith("clock."))
                .map(OnceInTimeTest::name)
                .toList();
    }

    private static String name(TimelineEntry line) {
        return line.event() + " " + line.facts().get("clock");
    }

    @Test
    @DisplayName("§2 once · of several past warnings of one clock only the latest is sent, marked late")
    void latestWarning() {
        at("10:00").post("收到就破损");
        at("10:05").take("zhang");
        at("10:50").act(Kind.NOTE, "zhang", "在查");
        down("11:45").expectOnly(warning("zhang").of("golden").with(15).late());
        at("11:46");
        assertThat(fired()).containsExactly("clock.warned golden");
    }

    @Test
    @DisplayName(
            "§2 once · of missed repeats of a ladder only the latest is sent, marked late; afterwards it goes on in step")
    void latestRepeat() {
        at("10:00").post("用了红肿");
        down("10:32").to("zhang").expectOnly(page("zhang").late().with(30));
        between("10:32:01", "11:00")
                .to("zhang")
                .expectOnly(page("zhang").inTime(), page("zhang").inTime());
    }

    @Test
    @DisplayName("§2 once · late ones fire at once, in order, each once")
    void inOrder() {
        at("10:00").post("用了红肿");
        down("12:30");
        at("12:31");
        assertThat(fired()).containsExactly("clock.missed acknowledge", "clock.missed respond", "clock.missed golden");
        assertThat(timeline()).extracting(TimelineEntry::at).isSorted();
        at("1 12:00");
        assertThat(fired()).hasSize(3);
    }

    @Test
    @DisplayName("§2 once · digests that fell due while it stood still are one")
    void oneDigest() {
        at("10:10").post(comment("骗子").under("v-1"));
        at("10:20").post(comment("他们家全是假货，给妈妈买的").under("v-2"));
        down("15:30").to("zhang").expect(digest("zhang"));
        assertThat(between("10:00", "15:30").to("zhang").told().stream().filter(Told::line))
                .hasSize(1);
    }
}
