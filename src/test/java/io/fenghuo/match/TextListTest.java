package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextListTest {
    private final List<String> faults = new ArrayList<>();

    @Test
    void oneKeywordALineMakesOneRuleOfTheFilesName() {
        Watchlist list = read("\uFEFF骗子\r\n  假货  \r\n\r\n# 注释\r\n骗子\r\n   \r\n/刷[单评]/\r\nAI");
        assertThat(list.brand()).isEqualTo("默认");
        assertThat(list.rules()).hasSize(1);
        assertThat(list.rules().get(0).id()).isEqualTo("热词");
        assertThat(list.rules().get(0).category()).isEqualTo("热词");
        assertThat(list.rules().get(0).level()).isEqualTo(Severity.L3);
        assertThat(hits(list, "騙 子")).containsExactly("热词");
        assertThat(hits(list, "刷评")).containsExactly("热词");
        assertThat(hits(list, "MAIL")).isEmpty();
        assertThat(faults).isEmpty();
    }

    @Test
    void commentsMaySayMore() {
        Watchlist list =
                read("# brand: 云朵家\n#level：l1\n# category: 安全\n# match: exact\n# owner: role:safety\n# 说明: 随便\n毁容\n");
        assertThat(list)
                .isEqualTo(new Watchlist(
                        "热词",
                        "云朵家",
                        "role:safety",
                        List.of(Rule.builder("热词", Severity.L1, "安全", new Condition.Any(List.of(Condition.word("毁容"))))
                                .match(MatchMode.EXACT)
                                .build())));
    }

    @Test
    void groupsExcludeOnlyWithinThemselves() {
        Watchlist list = read("华为\r\n!汽车\r\n \t\r\n[新能源]\r\n比亚迪 => BYD\r\n+召回\r\n@5\r\n");
        assertThat(hits(list, "比亚迪汽车召回")).containsExactly("新能源");
        assertThat(hits(list, "华为汽车")).isEmpty();
        assertThat(hits(list, "华为手机")).containsExactly("华为");
        assertThat(hits(list, "比亚迪")).isEmpty();
    }

    @Test
    void theGlobalFilterReadsRegularExpressions() {
        Watchlist list = read("[GLOBAL_FILTER]\n/赌博|博彩/\n广告\n!忽略\n\n[WORD_GROUPS]\n[召回]\n/召回.{0,3}=>/ => 名\n召回\n");
        assertThat(hits(list, "汽车召回")).containsExactly("召回");
        assertThat(hits(list, "博彩召回")).isEmpty();
        assertThat(hits(list, "广告召回")).isEmpty();
        assertThat(hits(list, "忽略召回")).containsExactly("召回");
        assertThat(faults).isEmpty();
    }

    @Test
    void faultsAreNamedAndTheRestIsRead() {
        Watchlist list = read("# level: L9\n/(/\n骗子\n\u200B\u200D\n");
        assertThat(faults).containsExactly("1 list.level", "2 expression.regex", "4 expression.no_text");
        assertThat(hits(list, "骗子")).hasSize(1);
        faults.clear();
        assertThat(read("!汽车\n!摩托\n").rules()).isEmpty();
        assertThat(faults).containsExactly("1 expression.only_not");
        assertThat(read("").rules()).isEmpty();
    }

    @Test
    void aHundredThousandKeywordsAreRead() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append((char) (0x4E00 + i % 5_000))
                    .append((char) (0x5000 + i / 5_000))
                    .append("词")
                    .append('\n');
        }
        Watchlist list = read(text.toString());
        assertThat(hits(list, "一倀词")).hasSize(1);
        assertThat(hits(list, "无关的文字")).isEmpty();
    }

    private Watchlist read(String text) {
        return TextList.read("热词", text, "默认", (line, fault) -> faults.add(line + " " + fault.code()));
    }

    private static List<String> hits(Watchlist list, String text) {
        return Matcher.compile(List.of(list)).match(Lists.post(text)).stream()
                .map(hit -> hit.rule())
                .toList();
    }
}
