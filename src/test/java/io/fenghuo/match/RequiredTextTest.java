package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Span;
import io.fenghuo.normalise.Folded;
import io.fenghuo.normalise.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredTextTest {
    private static final String[] ATOMS = {
        "骗",
        "子",
        "刷",
        "单",
        "评",
        "A",
        "k",
        "s",
        "ſ",
        "é",
        "1",
        ".",
        "[单评]",
        "[^单]",
        "[a-z]",
        "\\d",
        "\\b",
        "^",
        "$",
        "(?:假|货)",
        "(骗子|假货|)",
        "(赌博|博彩)",
        "\\.",
        "\\*",
        "(?i:x)",
        "[赌博]",
        "𠮷",
        "{",
        "-",
        "]"
    };
    private static final String[] REPEATS = {
        "", "", "", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "{,3}", "*?", "+?"
    };
    private static final String TEXTS = "骗子刷单评假货赌博彩aAkKsSſKé1.*𠮷x-騙";

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "刷[单评] 刷单,刷评",
                "赌博|博彩 赌博,博彩",
                "召回.{0,3}=> 召回",
                "(华为|小米)手机 华为手机,小米手机",
                "a+bcd* bc",
                "第\\d+次投诉 次投诉",
                "骗子?们 骗们,骗子们",
                "(骗子)+ 骗子",
                "(骗子){2,} 骗子",
                "\\b退钱\\b 退钱",
                "WeChat号 wechat号",
            })
    void whatEveryMatchMustHoldIsFound(String pattern, String texts) {
        assertThat(RequiredText.of(pattern)).containsExactlyInAnyOrder(texts.split(","));
    }

    @ParameterizedTest
    @CsvSource({"骗*", ".*", "骗|子", "(骗子)*", "'(骗子){0,2}'", "\\p{Han}+", "(?i)骗子", "\\Q骗子\\E", "[一-龥]{3}", "骗.子", "(骗子|)"
    })
    void whereNothingIsCertainNothingIsPromised(String pattern) {
        assertThat(RequiredText.of(pattern)).isEmpty();
    }

    @Test
    void noMatchIsLostByLookingForTheRequiredTextFirst() {
        Random random = new Random(20261122);
        int promised = 0;
        int matched = 0;
        for (int round = 0; round < 8_000; round++) {
            String pattern = pattern(random);
            MatchMode mode = random.nextInt(4) == 0 ? MatchMode.EXACT : MatchMode.FOLDED;
            Condition condition;
            try {
                condition = Expression.parse("/" + pattern.replace("/", "") + "/");
            } catch (ExpressionException broken) {
                continue;
            }
            Pattern naive = Pattern.compile(CompiledRule.foldPattern(pattern, mode), Pattern.CASE_INSENSITIVE);
            List<String> texts = RequiredText.of(naive.pattern());
            promised += texts.isEmpty() ? 0 : 1;
            Matcher matcher = Lists.matcher(Rule.builder("r", io.fenghuo.model.Severity.L3, "c", condition)
                    .match(mode)
                    .negation(Negation.MATCH)
                    .build());
            for (int i = 0; i < 4; i++) {
                String text = text(random, texts);
                Folded folded = Folder.fold(text, mode);
                com.google.re2j.Matcher found = naive.matcher(folded.toString());
                boolean holds = false;
                while (!holds && found.find()) {
                    holds = found.end() > found.start();
                }
                matched += holds && !texts.isEmpty() ? 1 : 0;
                assertThat(matcher.match(Lists.post(text)).isEmpty())
                        .as("/%s/ %s in %s, needs %s", pattern, mode, text, texts)
                        .isEqualTo(!holds);
            }
        }
        assertThat(promised).isGreaterThan(800);
        assertThat(matched).isGreaterThan(250);
    }

    @Test
    void rulesWithRegularExpressionsFindWhatTheyFoundBefore() {
        Post post = Lists.post("一直刷评，刷 單 不停");
        List<Hit> hits =
                Lists.matcher(Lists.when("/刷[单评]/ AND NOT /正[规常]/").build()).match(post);
        assertThat(hits)
                .singleElement()
                .satisfies(hit -> assertThat(hit.spans()).extracting(Span::text).containsExactly("刷评", "刷 單"));
    }

    private static String pattern(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            out.append(ATOMS[random.nextInt(ATOMS.length)]).append(REPEATS[random.nextInt(REPEATS.length)]);
            if (random.nextInt(8) == 0) {
                out.append('|');
            }
        }
        return out.toString();
    }

    private static String text(Random random, List<String> texts) {
        List<String> parts = new ArrayList<>();
        int[] points = TEXTS.codePoints().toArray();
        for (int i = random.nextInt(8); i >= 0; i--) {
            parts.add(
                    !texts.isEmpty() && random.nextInt(3) == 0
                            ? texts.get(random.nextInt(texts.size()))
                            : Character.toString(points[random.nextInt(points.length)]));
        }
        return String.join("", parts);
    }
}
