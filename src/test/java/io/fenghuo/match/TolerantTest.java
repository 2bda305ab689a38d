package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tolerant rules see through, and what they leave alone. */
class TolerantTest {
    private static final Matcher MATCHER = Lists.matcher(Rule.builder(
                    "r",
                    Severity.L3,
                    "c",
                    Condition.any(
                            List.of("自杀", "过敏", "投诉", "骗子", "假货", "赠送", "口交", "黄片", "市监局", "太差了", "12315", "毒药", "AI")))
            .match(MatchMode.TOLERANT)
            .except(List.of("路口交通", "三黄片"))
            .build());

    /** The eight spellings of which today's peers find none. */
    @ParameterizedTest
    @ValueSource(strings = {"自 杀", "自\u200B杀", "自·杀", "自殺", "過敏", "投\u00AD诉", "tou诉", "投  诉"})
    void eightSpellings(String written) {
        Hit hit = MATCHER.match(Lists.post("我要" + written + "了，怎么办")).get(0);
        Span span = hit.spans().get(0);
        assertThat(span.text()).isEqualTo(written);
        assertThat(span.via()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAIL 收到了",
                "training 不错",
                "路口交通拥堵",
                "三黄片吃完了",
                "这部片子很好看",
                "馒头酥脆",
                "刚出炉的馒头酥得掉渣",
                "大片子的头一集",
                "买了一台TCL电视",
                "TCL真好",
                "刚换的tcl电视，tcl真好"
            })
    void ordinaryReadings(String text) {
        assertThat(MATCHER.match(Lists.post(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "我要头酥你们,投诉,头酥,sound",
        "这家店卖jia货,假货,jia货,pinyin",
        "都是亻叚货别买,假货,亻叚货,split",
        "买了就贝曾送一个,赠送,贝曾送,split",
        "我已经tousu了,投诉,tousu,pinyin",
        "去找sjj吧,市监局,sjj,initials",
        "打一二三一五,12315,一二三一五,digit",
        "这是毒💊,毒药,毒💊,emoji",
        "这家只卖假贷呀,假货,假贷,shape"
    })
    void disguises(String text, String keyword, String written, String via) {
        List<Hit> hits = MATCHER.match(Lists.post(text));
        assertThat(hits).hasSize(1);
        Span span = hits.get(0).spans().get(0);
        assertThat(span.keyword()).isEqualTo(keyword);
        assertThat(span.text()).isEqualTo(written);
        assertThat(span.start()).isEqualTo(text.indexOf(written));
        assertThat(span.via()).contains(via);
    }

    @Test
    void explanationNamesTheReadingThatWasNotBelieved() {
        Explanation explanation = MATCHER.explain("这部片子很好看", Lists.post(""));
        assertThat(explanation.hits()).isEmpty();
        assertThat(explanation.nearMisses())
                .extracting(Explanation.NearMiss::why)
                .contains(Reason.of("match.ordinary", "骗子", "片子"));
    }

    @Test
    void foldedRulesSeeNoneOfThis() {
        Matcher folded = Lists.matcher(Lists.when("投诉 OR 假货").build());
        assertThat(folded.match(Lists.post("我要头酥你们卖jia货"))).isEmpty();
    }
}
