package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import io.fenghuo.normalise.Folded;
import io.fenghuo.normalise.Folder;
import io.fenghuo.normalise.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The matcher against a naive one that looks at every place for every keyword. Seeded. */
class DifferentialTest {
    private static final String[] WORDS = {
        "骗", "子", "骗子", "假货", "过敏", "ai", "a", "e", "1", "不是", "😀", "a i", "有", "子假", "骗子骗"
    };

    @ParameterizedTest
    @EnumSource(MatchMode.class)
    void findsEveryPlaceAndNoOther(MatchMode mode) {
        Random random = new Random(7 + mode.ordinal());
        for (int round = 0; round < 1_500; round++) {
            List<Rule> rules = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(12); i++) {
                String keyword = random.nextBoolean()
                        ? WORDS[random.nextInt(WORDS.length)]
                        : Texts.random(random, 1 + random.nextInt(3));
                if (!Folder.fold(keyword, mode).toString().isBlank()) {
                    rules.add(Rule.builder("r" + i, Severity.L3, "c", new Condition.Word(keyword.strip(), false, false))
                            .match(mode)
                            .negation(Negation.MATCH)
                            .build());
                }
            }
            Matcher matcher = Lists.matcher(rules.toArray(Rule[]::new));
            String text = Texts.random(random, random.nextInt(60));
            if (mode == MatchMode.TOLERANT) {
                assertThat(found(matcher, text)).as(text).containsAll(expected(rules, text, mode));
            } else {
                assertThat(found(matcher, text)).as(text).isEqualTo(expected(rules, text, mode));
            }
        }
    }

    @Test
    void conditionsHoldAsTheyRead() {
        Random random = new Random(11);
        int fired = 0;
        for (int round = 0; round < 4_000; round++) {
            Condition condition = condition(random, 3);
            if (Expression.holdsOnNothing(condition)) {
                continue;
            }
            Rule rule = Rule.builder("r", Severity.L3, "c", condition)
                    .negation(Negation.MATCH)
                    .build();
            StringBuilder written = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                written.append(WORDS[random.nextInt(WORDS.length)]).append(Texts.random(random, random.nextInt(3)));
            }
            String text = written.toString();
            boolean fires = !Lists.matcher(rule).match(Lists.post(text)).isEmpty();
            assertThat(fires)
                    .as("%s in %s", condition, text)
                    .isEqualTo(holds(condition, Folder.fold(text, MatchMode.FOLDED)));
            fired += fires ? 1 : 0;
        }
        assertThat(fired).isGreaterThan(500);
    }

    /** Rules of every sort together find what each finds alone. */
    @Test
    void manyRulesAtOnceFindWhatEachFindsAlone() {
        Random random = new Random(17);
        int hits = 0;
        for (int round = 0; round < 600; round++) {
            List<Rule> rules = new ArrayList<>();
            while (rules.size() < 8) {
                Condition condition = condition(random, 2);
                if (!Expression.holdsOnNothing(condition)) {
                    rules.add(Rule.builder("r" + rules.size(), Severity.L3, "c", condition)
                            .match(random.nextBoolean() ? MatchMode.EXACT : MatchMode.FOLDED)
                            .negation(random.nextBoolean() ? Negation.MATCH : Negation.IGNORE)
                            .except(
                                    random.nextInt(3) == 0
                                            ? List.of(WORDS[random.nextInt(WORDS.length)] + "子")
                                            : List.of())
                            .build());
                }
            }
            StringBuilder written = new StringBuilder();
            for (int i = random.nextInt(14); i > 0; i--) {
                written.append(WORDS[random.nextInt(WORDS.length)]).append(Texts.random(random, random.nextInt(3)));
            }
            String text = written.toString();
            Set<String> apart = new TreeSet<>();
            rules.forEach(rule -> apart.addAll(found(Lists.matcher(rule), text)));
            assertThat(found(Lists.matcher(rules.toArray(Rule[]::new)), text))
                    .as(text)
                    .isEqualTo(apart);
            hits += apart.size();
        }
        assertThat(hits).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @EnumSource(
            value = MatchMode.class,
            names = {"FOLDED", "TOLERANT"})
    void aRunMayBeLongerThanInTheKeywordAndNeverShorter(MatchMode mode) {
        Random random = new Random(19);
        Map<String, Matcher> matchers = new HashMap<>();
        String[] keywords = {"太差了", "消协会", "骗子公司", "天天骗人", "虚假发货", "cool", "还还还钱"};
        for (int round = 0; round < 2_000; round++) {
            String keyword = keywords[random.nextInt(keywords.length)];
            boolean latin = keyword.charAt(0) < 'z';
            StringBuilder longer = new StringBuilder();
            for (int i = 0; i < keyword.length(); i++) {
                int more = random.nextInt(3);
                longer.append(keyword.substring(i, i + 1).repeat(latin ? 1 : 1 + more));
            }
            if (latin) {
                longer.insert(2, "o".repeat(random.nextInt(4)));
            }
            Matcher matcher = matchers.computeIfAbsent(
                    keyword,
                    word -> Lists.matcher(Rule.builder("r", Severity.L3, "c", Condition.word(word))
                            .match(mode)
                            .negation(Negation.MATCH)
                            .build()));
            assertThat(found(matcher, "啊，" + longer + "！")).as("%s", longer).isNotEmpty();
        }
        for (String[] each : new String[][] {
            {"天天骗人", "天骗人"}, {"还还还钱", "还还钱"}, {"coool", "cool"}, {"god", "good"}, {"12315", "1223315"}
        }) {
            Matcher matcher = Lists.matcher(Rule.builder("r", Severity.L3, "c", Condition.word(each[0]))
                    .match(mode)
                    .build());
            assertThat(found(matcher, "啊，" + each[1] + "！")).as(each[0]).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = MatchMode.class,
            names = {"FOLDED", "TOLERANT"})
    void aKeywordMeetsItselfInEveryDisguise(MatchMode mode) {
        Random random = new Random(13);
        Map<String, Matcher> matchers = new HashMap<>();
        String[] keywords = {"骗子", "假货", "过敏红肿", "投诉", "虚假发货", "ai客服", "iPhone", "12315", "wei xin", "维权群"};
        for (int round = 0; round < 5_000; round++) {
            String keyword = keywords[random.nextInt(keywords.length)];
            String disguised = disguise(keyword, random);
            String text = "这家，" + disguised + "！真的";
            List<Hit> hits = matchers.computeIfAbsent(
                            keyword,
                            word -> Lists.matcher(Rule.builder("r", Severity.L3, "c", Condition.word(word))
                                    .match(mode)
                                    .build()))
                    .match(Lists.post(text));
            assertThat(hits).as(disguised).hasSize(1);
            Span span = hits.get(0).spans().get(0);
            assertThat(span.text()).isEqualTo(text.substring(span.start(), span.end()));
            assertThat(span.start()).isBetween(3, 3 + disguised.length());
            assertThat(span.end()).isLessThanOrEqualTo(3 + disguised.length());
            assertThat(span.via().isEmpty()).isEqualTo(span.text().equals(keyword.toLowerCase(java.util.Locale.ROOT)));
        }
    }

    private static String disguise(String keyword, Random random) {
        String simple = "骗假货过虚发诉权";
        String traditional = "騙假貨過虛發訴權";
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < keyword.length(); i++) {
            char c = keyword.charAt(i);
            boolean betweenHan = i > 0 && Character.isIdeographic(c) && Character.isIdeographic(keyword.charAt(i - 1));
            if (betweenHan && random.nextInt(3) == 0) {
                out.append(List.of(" ", ".", "·", "*", "_", "  ", "\u3000", "-", "★", "】【", "~ ~")
                        .get(random.nextInt(11)));
            }
            int at = simple.indexOf(c);
            if (at >= 0 && random.nextBoolean()) {
                out.append(traditional.charAt(at));
            } else if (c > ' ' && c < 0x7F && random.nextBoolean()) {
                out.append((char) (Character.toUpperCase(c) + 0xFEE0));
            } else {
                out.append(random.nextBoolean() ? Character.toUpperCase(c) : c);
            }
            if (random.nextInt(4) == 0) {
                out.append(List.of("\u200B", "\u00AD", "\uFE0F", "\u0301", "\u2060")
                        .get(random.nextInt(5)));
            }
        }
        return out.toString();
    }

    private static boolean isInsidePair(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }

    private static Set<String> found(Matcher matcher, String text) {
        Set<String> found = new TreeSet<>();
        for (Hit hit : matcher.match(Lists.post(text))) {
            for (Span span : hit.spans()) {
                assertThat(span.text()).isEqualTo(text.substring(span.start(), span.end()));
                assertThat(isInsidePair(text, span.start()) || isInsidePair(text, span.end()))
                        .as("%s splits a character of %s", span, text)
                        .isFalse();
                found.add(hit.rule() + " " + span.start() + " " + span.end() + " " + span.keyword());
            }
        }
        return found;
    }

    private static Set<String> expected(List<Rule> rules, String text, MatchMode mode) {
        Folded folded = Folder.fold(text, mode);
        Set<String> expected = new TreeSet<>();
        for (Rule rule : rules) {
            String keyword = ((Condition.Word) rule.condition()).text();
            for (int[] place : places(keyword, folded, mode)) {
                expected.add(rule.id() + " " + folded.originalStart(place[0]) + " " + folded.originalEnd(place[1]) + " "
                        + keyword);
            }
        }
        return expected;
    }

    private static List<int[]> places(String keyword, Folded folded, MatchMode mode) {
        String sought = Folder.fold(keyword, mode).toString().strip();
        String text = folded.toString();
        List<int[]> places = new ArrayList<>();
        for (int at = text.indexOf(sought.charAt(0)); at >= 0; at = text.indexOf(sought.charAt(0), at + 1)) {
            int end = mode == MatchMode.EXACT
                    ? (text.startsWith(sought, at) ? at + sought.length() : -1)
                    : walk(text, at, sought);
            if (end < 0) {
                continue;
            }
            boolean left = at > 0 && isWord(text.charAt(at - 1)) && isWord(sought.charAt(0));
            boolean right = end < text.length() && isWord(text.charAt(end)) && isWord(text.charAt(end - 1));
            if (!left && !right) {
                places.add(new int[] {at, end});
            }
        }
        return places;
    }

    /** Where the keyword ends that begins at {@code start}, its inner runs maybe longer than written; -1 when it does not stand there. */
    private static int walk(String text, int start, String keyword) {
        int place = start;
        for (int i = 0; i < keyword.length(); ) {
            char c = keyword.charAt(i);
            int wanted = 0;
            while (i < keyword.length() && keyword.charAt(i) == c) {
                wanted++;
                i++;
            }
            int there = 0;
            while (place + there < text.length() && text.charAt(place + there) == c) {
                there++;
            }
            boolean first = place == start;
            boolean last = i == keyword.length();
            boolean may = Character.isLetter(c) && (!isWord(c) || there >= 3);
            if (there < wanted || (there > wanted && !last && (first || !may))) {
                return -1;
            }
            place += last ? wanted : there;
        }
        return place;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) && c < 0xE00;
    }

    private static Condition condition(Random random, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(7);
        return switch (kind) {
            case 1, 2 -> new Condition.All(List.of(condition(random, depth - 1), condition(random, depth - 1)));
            case 3 -> new Condition.Any(List.of(condition(random, depth - 1), condition(random, depth - 1)));
            case 4 -> new Condition.Not(condition(random, depth - 1));
            case 5, 6 -> new Condition.Near(side(random), side(random), 1 + random.nextInt(8), random.nextBoolean());
            default -> word(random);
        };
    }

    private static Condition side(Random random) {
        return random.nextBoolean() ? word(random) : new Condition.Any(List.of(word(random), word(random)));
    }

    private static Condition word(Random random) {
        return new Condition.Word(WORDS[random.nextInt(WORDS.length)], false, false);
    }

    private static boolean holds(Condition condition, Folded text) {
        if (condition instanceof Condition.All all) {
            return all.of().stream().allMatch(part -> holds(part, text));
        }
        if (condition instanceof Condition.Any any) {
            return any.of().stream().anyMatch(part -> holds(part, text));
        }
        if (condition instanceof Condition.Not not) {
            return !holds(not.of(), text);
        }
        if (condition instanceof Condition.Near near) {
            for (int[] a : places(near.left(), text)) {
                for (int[] b : places(near.right(), text)) {
                    boolean after = b[0] >= a[1] && b[0] - a[1] <= near.distance();
                    boolean before = a[0] >= b[1] && a[0] - b[1] <= near.distance();
                    if (after || (before && !near.ordered())) {
                        return true;
                    }
                }
            }
            return false;
        }
        return !places(condition, text).isEmpty();
    }

    private static List<int[]> places(Condition side, Folded text) {
        if (side instanceof Condition.Any any) {
            Set<int[]> all = new HashSet<>();
            any.of().forEach(part -> all.addAll(places(part, text)));
            return List.copyOf(all);
        }
        return places(((Condition.Word) side).text(), text, MatchMode.FOLDED);
    }
}
