package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BacktestTest extends CommandLineCase {
    private static final String CHANGED = """
            brand: 云朵家
            rules:
              - { id: skin, family: 人身安全, level: L1, category: 人身安全, when: 红肿 NEAR/12 (用了 OR 敷) }
              - { id: grave, family: 人身安全, level: L2, category: 人身安全, any: [毁容] }
              - { id: fraud, level: L3, category: 欺诈, any: [骗子], role: customer }
              - { id: shade, level: L3, category: 色差, any: [色差] }
            """;
    private static final String POSTS = "骗子\n假貨！\n用了会毁容\n色差\u001b[31m很大\n好用\n";

    private Path changed() throws IOException {
        return file("changed/yunduo.yaml", CHANGED).getParent();
    }

    @Test
    void whatNewlyFiresStopsAndChangesItsGradeIsToldByRuleWithItsWordsMarked() throws IOException {
        String home = home().toString();

        assertThat(runWith(POSTS, "backtest", "-", "--against", changed().toString(), "--home", home))
                .isZero();
        assertThat(out())
                .contains("帖子 5 条：现在命中 3 条，改后 3 条；新命中 1 条，不再命中 1 条")
                .containsSubsequence("新命中：", "shade · 色差 · L3（监测词库 yunduo）：1 条", "[4] 【色差】\uFFFD[31m很大")
                .containsSubsequence("不再命中：", "fraud · 欺诈 · L3", "[2] 【假貨】！")
                .containsSubsequence("等级变了：", "grave · 人身安全 · L1? → L2", "【毁容】")
                .doesNotContain("\u001b");
    }

    @Test
    void jsonHoldsTheSameAndSameListsAreExitOne() throws IOException {
        String home = home().toString();
        String file = file("posts.jsonl", POSTS).toString();

        assertThat(run("backtest", file, "--against", changed().toString(), "--home", home, "--json", "--samples", "1"))
                .isZero();
        assertThat(lines()).hasSize(1);
        assertThat(out())
                .startsWith(
                        "{\"posts\":5,\"before\":3,\"after\":3,\"newlyMatched\":1,\"nowSilent\":1,\"changes\":[{\"what\":\"NEW\"")
                .contains("\"before\":\"L1?\",\"after\":\"L2\",\"count\":1")
                .contains(
                        "\"spans\":[{\"start\":0,\"end\":2,\"keyword\":\"假货\",\"text\":\"假貨\",\"via\":[\"variant\"]}]");

        assertThat(run("backtest", file, "--against", home, "--home", home)).isEqualTo(1);
        assertThat(out()).contains("结果一样");
    }

    @Test
    void withoutPostsTheCorpusIsUsedAndAnEmptyStoreHasNone() throws IOException {
        speak(Locale.ENGLISH);
        String home = home().toString();
        String changed = changed().toString();

        assertThat(run("backtest", "--against", changed, "--home", home)).isZero();
        assertThat(err()).contains("trial corpus");
        assertThat(out()).contains("Stops firing:", "fraud");
        assertThat(run("backtest", "--days", "7", "--against", changed, "--home", home))
                .isEqualTo(1);
        assertThat(out()).contains("0 posts");
    }

    @Test
    void whatCannotBeComparedIsExitTwo() throws IOException {
        String home = home().toString();
        String broken = file("broken/a.yaml", "brand: 云朵家\nrules:\n  - { id: a, level: L9 }\n")
                .getParent()
                .toString();

        assertThat(run("backtest", "--against", broken, "--home", home)).isEqualTo(2);
        assertThat(err()).contains("a.yaml:3:");
        assertThat(run("backtest", "--home", home)).isEqualTo(2);
        assertThat(run("backtest", "--against", "no-such-folder", "--home", home))
                .isEqualTo(2);
        assertThat(run("backtest", "posts.jsonl", "--days", "3", "--against", home, "--home", home))
                .isEqualTo(2);
        assertThat(runWith(
                        "{\"text\":\n好\n",
                        "backtest",
                        "-",
                        "--against",
                        changed().toString(),
                        "--home",
                        home))
                .isEqualTo(2);
        assertThat(err()).contains("1 行读不懂");
    }

    @Test
    void checkWarnsOfARuleThatCriesWolfWithItsPlaceAndASample() throws IOException {
        Path home = home();
        file("watchlists/loud.yaml", "brand: 云朵家\nrules:\n  - id: all\n    level: L3\n    category: 甲\n    any: [不]\n");

        assertThat(run("check", "--home", home.toString())).isZero();
        assertThat(out()).contains("watchlists/loud.yaml:3:9: warning: 规则 all 会命中", "例如“");
        assertThat(out()).doesNotContain("fraud");
    }
}
