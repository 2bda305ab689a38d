package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.playbook.Handbook;
import io.fenghuo.playbook.Playbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Playbooks, replies and mediators as their files are read. */
class HandbookTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    @TempDir
    private Path home;

    @BeforeEach
    void minimal() throws IOException {
        write("watchlists/own.yaml", "brand: B\nrules:\n  - { id: a, level: L3, category: 茶叶, any: [霉了] }\n");
        write(
                "alerts/contacts.yaml",
                "people:\n  - { id: me, name: M, mail: me@example.com }\nroles: { duty: [me] }\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Home open() {
        return new Home(home, Map.of(), ZONE, Home.Rooms.PLAIN);
    }

    private List<String> problems() {
        return open().load(NOW).problems().stream()
                .map(problem -> problem.text(Locale.CHINESE))
                .toList();
    }

    private Handbook handbook() {
        Loaded loaded = open().load(NOW);
        assertThat(loaded.problems()).isEmpty();
        return loaded.configuration().handbook();
    }

    @Test
    void aHomeWithoutThemHasNone() {
        assertThat(handbook()).isEqualTo(Handbook.NONE);
    }

    @Test
    void anUnknownPlaybookIsNamedWhereTheRuleNamesIt() throws IOException {
        write("watchlists/own.yaml", """
                brand: B
                rules:
                  - { id: a, level: L3, category: 茶叶, any: [霉了] }
                  - id: b
                    level: L3
                    category: 茶叶
                    any: [发黑]
                    playbook: tee
                """);
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("watchlists/own.yaml:8:15: ")
                .contains("tee");
    }

    @Test
    void aPlaybookIsReadWithItsHeader() throws IOException {
        write("alerts/playbooks/tea.md", """
                ---
                title: 茶叶发霉
                category: 茶叶
                grade: [L2, L3]
                emotion: 生气
                role: duty
                review-by: 2027-01-31
                fields: { lab: 检测所 }
                ---
                ## 步骤
                1. 【10 分钟】看照片
                ## 话术
                ### 安抚 · 生气
                {{salutation}}，{{lab}}会检测{{product}}
                """);
        Playbook tea = handbook().playbook("tea").orElseThrow();
        assertThat(tea.title()).isEqualTo("茶叶发霉");
        assertThat(tea.fits().categories()).containsExactly("茶叶");
        assertThat(tea.fits().grades()).hasSize(2);
        assertThat(tea.reviewBy()).hasToString("2027-01-31");
        assertThat(tea.body().steps()).hasSize(1);
    }

    @Test
    void everyFaultOfAPlaybookNamesFileAndLine() throws IOException {
        write("alerts/playbooks/bad.md", """
                ---
                titel: 错字
                category: [茶业, 没有的类别呢]
                grade: L4
                emotion: 高兴
                role: dutty
                review-by: 明年
                ---
                ## 步骤
                1. 一
                ## 话术
                ### 安抚 · 生气
                {{custommer}}，您好
                ### 空话
                """);
        assertThat(problems())
                .anyMatch(line -> line.startsWith("alerts/playbooks/bad.md:2:1: error:") && line.contains("title"))
                .anyMatch(line -> line.startsWith("alerts/playbooks/bad.md:3:12: error:") && line.contains("茶叶"))
                .anyMatch(line -> line.startsWith("alerts/playbooks/bad.md:3:16: error:"))
                .anyMatch(line -> line.startsWith("alerts/playbooks/bad.md:4:8: error:"))
                .anyMatch(line -> line.startsWith("alerts/playbooks/bad.md:5:10: error:"))
                .anyMatch(line -> line.startsWith("alerts/playbooks/bad.md:6:7: error:") && line.contains("duty"))
                .anyMatch(line -> line.startsWith("alerts/playbooks/bad.md:7:12: error:"))
                .anyMatch(line -> line.startsWith("alerts/playbooks/bad.md:12:1: error:") && line.contains("customer"))
                .anyMatch(line -> line.startsWith("alerts/playbooks/bad.md:14:1: error:") && line.contains("空话"));
        assertThat(open().load(NOW).configuration()).isNull();
    }

    @Test
    void aFileWithoutHeaderIsAFault() throws IOException {
        write("alerts/playbooks/plain.md", "# 只是文章\n");
        assertThat(problems())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("alerts/playbooks/plain.md:1:1: error:")
                        .contains("---"));
    }

    @Test
    void onesPastTheirReviewOrNearItAreNamed() throws IOException {
        String page = "---\ntitle: T\nreview-by: %s\n---\n## 步骤\n- 一\n";
        write("alerts/playbooks/old.md", page.formatted("2026-11-21"));
        write("alerts/playbooks/soon.md", page.formatted("2026-12-01"));
        write("alerts/playbooks/fine.md", page.formatted("2027-12-01"));
        assertThat(problems())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("alerts/playbooks/old.md:3:12: warning:")
                                .contains("已过"),
                        line -> assertThat(line)
                                .startsWith("alerts/playbooks/soon.md:3:12: warning:")
                                .contains("2026-12-01"));
    }

    @Test
    void repliesAndMediatorsAreRead() throws IOException {
        write("alerts/replies.yaml", """
                salutations:
                  - { platform: kuaishou, say: 老铁 }
                  - { say: 亲 }
                fields: { hotline: "12356" }
                require:
                  - { id: pay, when: 扣款, phrases: [[付款时间, 支付时间], 订单号], why: 先核对 }
                approve: { L1: 5m }
                """);
        write("alerts/mediators.yaml", """
                after: 12h
                mediators:
                  - { id: a, name: 消协, kind: consumer, how: 打电话, when: 都行 }
                  - { id: b, name: 茶协, kind: association, category: 茶叶, how: 写信, when: 一周 }
                """);
        Handbook read = handbook();
        assertThat(read.replies().salutation("kuaishou", null)).isEqualTo("老铁");
        assertThat(read.replies().fields()).containsEntry("hotline", "12356");
        assertThat(read.replies().required())
                .singleElement()
                .satisfies(one -> assertThat(one.phrases()).containsExactly(List.of("付款时间", "支付时间"), List.of("订单号")));
        assertThat(read.replies().approval(io.fenghuo.model.Severity.L1)).isEqualTo(Duration.ofMinutes(5));
        assertThat(read.disputed()).isEqualTo(Duration.ofHours(12));
        assertThat(read.mediators("茶叶")).hasSize(2);
        assertThat(read.mediators("物流")).hasSize(1);
    }

    @Test
    void faultsOfRepliesAndMediatorsNameTheirPlace() throws IOException {
        write("alerts/replies.yaml", """
                salutations:
                  - { say: 亲 }
                  - { platform: kuaishou, say: 老铁 }
                require:
                  - { id: pay, when: "扣款 OR (", phrases: [], why: 先核对 }
                """);
        write("alerts/mediators.yaml", "mediators:\n  - { id: a, name: 消协, kind: friend, category: 茶业, how: 打电话 }\n");
        assertThat(problems())
                .anyMatch(line -> line.startsWith("alerts/replies.yaml:3:5: error:"))
                .anyMatch(line -> line.startsWith("alerts/replies.yaml:5:"))
                .anyMatch(line -> line.startsWith("alerts/mediators.yaml:2:") && line.contains("platform"))
                .anyMatch(line -> line.startsWith("alerts/mediators.yaml:2:") && line.contains("茶叶"))
                .anyMatch(line -> line.startsWith("alerts/mediators.yaml:2:") && line.contains("when"));
    }

    @Test
    void theWatcherSeesAChangedPlaybook() throws IOException {
        write("alerts/playbooks/tea.md", "---\ntitle: 旧\n---\n## 步骤\n- 一\n");
        Configuration first = open().load(NOW).configuration();
        Instant[] now = {NOW};
        Configuration[] seen = {first};
        Watcher watcher = new Watcher(open(), first, () -> now[0], new Watcher.Listener() {
            @Override
            public void reloaded(Configuration configuration, List<Problem> warnings) {
                seen[0] = configuration;
            }

            @Override
            public void refused(List<Problem> problems) {
                throw new AssertionError(problems);
            }
        });
        watcher.look();
        write("alerts/playbooks/tea.md", "---\ntitle: 新的名字\n---\n## 步骤\n- 一\n");
        watcher.look();
        now[0] = NOW.plusSeconds(1);
        watcher.look();
        assertThat(seen[0].handbook().playbook("tea").orElseThrow().title()).isEqualTo("新的名字");
    }
}
