package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import io.fenghuo.normalise.Folder;
import io.fenghuo.normalise.Shapes;
import io.fenghuo.normalise.Sounds;
import io.fenghuo.normalise.Via;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The fast search for disguises beside the naive one, on seeded random texts, and on texts made to be slow. */
class UnmaskingTest {
    private static final List<String> KEYWORDS = List.of(
            "骗子", "假货", "投诉", "过敏", "自杀", "赠送", "维权", "黑店", "骗", "虚假宣传", "市监局", "12315", "毒药", "ai", "差评", "退款", "骗子公司",
            "传销", "诈骗", "刷单", "微信", "加微信", "𠮷野家", "红包");
    private static final String COMMON = "的一是在了不和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年，。！ abcxw18";
    private static final String[] STRANGE = {
        "\u0301", "\u200B", "💊", "🐔", "𠮷", "\uD83D", "・", "|", " ", "🐴", "️", "亻", "v", "ㄆ", "リ", "①", "Ａ", "é"
    };

    private final Random random = new Random(20_261_122);

    @Test
    void findsWhatTheNaiveSearchFinds() {
        Disguises disguises = disguises(KEYWORDS);
        Unmasking.Room room = new Unmasking.Room();
        Folder folder = new Folder(MatchMode.FOLDED);
        int readings = 0;
        for (int i = 0; i < 5_000; i++) {
            String text = text();
            folder.read(text);
            Map<String, String> fast = new TreeMap<>();
            for (Unmasking.Found each : new Unmasking(disguises, room, folder, new BitSet(), true).candidates()) {
                if (!each.evidence().changes().has(Via.INITIALS)) {
                    fast.put(
                            NaiveUnmasking.key(each.keyword(), each.start(), each.end()),
                            each.evidence().changes().toString());
                }
            }
            assertThat(fast).as(text).isEqualTo(new TreeMap<>(NaiveUnmasking.of(disguises, folder)));
            readings += fast.size();
        }
        assertThat(readings).isGreaterThan(2_000);
    }

    @Test
    void spansStandOnTheOriginalCharacters() {
        Matcher matcher = matcher(KEYWORDS, MatchMode.TOLERANT);
        Matcher folded = matcher(KEYWORDS, MatchMode.FOLDED);
        int disguised = 0;
        for (int i = 0; i < 5_000; i++) {
            String text = text();
            List<Span> spans = spans(matcher, text);
            for (Span span : spans) {
                assertThat(span.text()).isEqualTo(text.substring(span.start(), span.end()));
                assertThat(splits(text, span.start()) || splits(text, span.end()))
                        .as(text)
                        .isFalse();
                disguised += span.via().isEmpty() ? 0 : 1;
            }
            assertThat(spans).as(text).containsAll(spans(folded, text));
        }
        assertThat(disguised).isGreaterThan(500);
    }

    private static boolean splits(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }

    /** A hundred thousand characters that each sound like the beginnings of hundreds of keywords. */
    @Test
    void noTextTakesLong() {
        Sounds sounds = Sounds.get();
        int[] alike = sounds.withCoarse(sounds.coarse(sounds.id("shi")));
        List<String> keywords = new ArrayList<>();
        for (int a = 0; a < 60; a++) {
            for (int b = 0; b < 60; b++) {
                keywords.add(Character.toString(alike[a]) + Character.toString(alike[b]) + "是时事骗");
            }
        }
        Disguises disguises = disguises(keywords);
        StringBuilder text = new StringBuilder();
        while (text.length() < 100_000) {
            text.appendCodePoint(alike[random.nextInt(60)]);
        }
        Folder folder = new Folder(MatchMode.FOLDED);
        folder.read(text.toString());
        Unmasking search = new Unmasking(disguises, new Unmasking.Room(), folder, new BitSet(), false);
        search.candidates();
        assertThat(search.steps()).isLessThan(2 * Unmasking.MOST_STEPS);
        assertThat(search.reached()).isEqualTo(folder.length());
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(12);
        for (int i = 0; i < pieces; i++) {
            switch (random.nextInt(4)) {
                case 0 ->
                    KEYWORDS.get(random.nextInt(KEYWORDS.size())).codePoints().forEach(c -> text.append(disguised(c)));
                case 1 -> text.append(STRANGE[random.nextInt(STRANGE.length)]);
                default -> text.append(COMMON.charAt(random.nextInt(COMMON.length())));
            }
        }
        return text.toString();
    }

    private String disguised(int c) {
        int[] readings = Sounds.get().of(c);
        if (readings.length == 0) {
            return Character.toString(c);
        }
        int reading = readings[random.nextInt(readings.length)];
        switch (random.nextInt(7)) {
            case 0, 1:
                int[] same = Sounds.get().withCoarse(Sounds.get().coarse(reading));
                return Character.toString(same[random.nextInt(same.length)]);
            case 2:
                return Sounds.get().name(reading);
            case 3:
                List<Integer> alike = List.copyOf(Shapes.get().alike(c));
                return alike.isEmpty() ? "" : Character.toString(alike.get(random.nextInt(alike.size())));
            case 4:
                List<int[]> parts = Shapes.get().parts(c);
                int[] way = parts.isEmpty() ? new int[] {c} : parts.get(random.nextInt(parts.size()));
                return new String(way, 0, way.length);
            case 5:
                return Character.toString(c) + STRANGE[random.nextInt(STRANGE.length)];
            default:
                return Character.toString(c);
        }
    }

    private static List<Span> spans(Matcher matcher, String text) {
        return matcher.match(Lists.post(text)).stream()
                .map(Hit::spans)
                .flatMap(List::stream)
                .toList();
    }

    private static Rule[] rules(List<String> keywords, MatchMode mode) {
        return keywords.stream()
                .map(keyword -> Rule.builder("r" + keyword, Severity.L3, "c", Condition.word(keyword))
                        .match(mode)
                        .negation(Negation.MATCH)
                        .build())
                .toArray(Rule[]::new);
    }

    private static Matcher matcher(List<String> keywords, MatchMode mode) {
        return Lists.matcher(rules(keywords, mode));
    }

    private static Disguises disguises(List<String> keywords) {
        List<CompiledRule> compiled = new ArrayList<>();
        for (Rule rule : rules(keywords, MatchMode.TOLERANT)) {
            compiled.add(new CompiledRule(new Watchlist("list", "b", "", List.of(rule)), rule));
        }
        return Objects.requireNonNull(Disguises.of(compiled));
    }
}
