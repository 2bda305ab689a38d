package io.fenghuo.channel.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Samples;
import io.fenghuo.channel.wording.Specimen;
import io.fenghuo.model.Severity;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits over seeded hostile and huge texts, for every channel there is, and cuts that tear nothing people see as one. */
class LimitsTest {
    private static final String FAMILY = "👨‍👩‍👧‍👦";
    private static final List<String> BITS = List.of(
            FAMILY,
            "👍🏽",
            "🇨🇳",
            "é",
            "e\u0301",
            "红肿",
            "<!channel>",
            "@all",
            "&",
            "\\",
            "\"",
            "\ud83d",
            "\udc00",
            "\u202e",
            "a",
            " ",
            "\n",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "https://evil.example/",
            "**",
            "한국",
            "ไทย",
            "كلام");

    static List<Channel> channels() {
        return new ArrayList<>(
                Channels.discover(LimitsTest.class.getClassLoader()).all());
    }

    @ParameterizedTest
    @MethodSource("channels")
    void noTextExceedsALimit(Channel channel) {
        Random random = new Random(20260618);
        for (int round = 0; round < 12; round++) {
            String text = text(random, round % 3 == 0 ? 30_000 : 1 + random.nextInt(600));
            Message base = Samples.message(text, text.substring(0, 1), text);
            Message.Kind[] kinds = Message.Kind.values();
            Message sample = new Specimen(
                            Severity.values()[round % 3], round % 2 == 0 ? "zh" : "en", Samples.NOW, Samples.ZONE)
                    .of(kinds[round % kinds.length]);
            Message later = Samples.message(Samples.incident(text, text), base.notice(), base.excerpts(), round);
            for (Message message : List.of(base, later, sample, Samples.unlinked(base), base.toGroup())) {
                for (Outgoing out : channel.render(message, Samples.spec(channel.type()), Samples.NOW)) {
                    for (Measured size : Measured.of(channel.type(), out)) {
                        assertThat(size.most() == 0 || size.used() <= size.most())
                                .as("%s %s", channel.type(), size)
                                .isTrue();
                    }
                    assertThat(lone(Samples.body(out))).as(channel.type()).isFalse();
                }
            }
        }
    }

    @Test
    void aCutTearsNothingPeopleSeeAsOne() {
        Random random = new Random(7);
        Pattern cluster = Pattern.compile("\\X");
        for (int round = 0; round < 300; round++) {
            String text = text(random, 60)
                    .replaceAll("[\ud800-\udfff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]", "x");
            List<Integer> starts = new ArrayList<>();
            cluster.matcher(text).results().forEach(one -> starts.add(one.start()));
            starts.add(text.length());
            for (int max = 1; max < 40; max += 7) {
                String clipped = Plain.clip(text, max);
                int kept = clipped.endsWith("…") && !text.startsWith(clipped) ? clipped.length() - 1 : clipped.length();
                assertThat(starts).as("%s cut to %s", text, clipped).contains(kept);
                assertThat(clipped.codePointCount(0, clipped.length())).isLessThanOrEqualTo(max);
            }
        }
        assertThat(Plain.clip(FAMILY + FAMILY, 9)).isEqualTo(FAMILY + "…");
        String heap = "a" + "\u0301".repeat(100_000);
        assertThat(Plain.clip(heap, 50).codePointCount(0, 50)).isEqualTo(50);
        assertThat(Normalizer.isNormalized(Plain.clip("é".repeat(99), 10), Normalizer.Form.NFC))
                .isTrue();
    }

    private static String text(Random random, int bits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bits; i++) {
            text.append(BITS.get(random.nextInt(BITS.size())));
        }
        return text.toString();
    }

    private static boolean lone(String body) {
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == body.length() || !Character.isLowSurrogate(body.charAt(++i))) {
                    return true;
                }
            } else if (Character.isLowSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}
