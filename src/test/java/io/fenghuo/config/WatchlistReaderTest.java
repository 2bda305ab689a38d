package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.match.Condition;
import io.fenghuo.match.Negation;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Scope;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Kind;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Raise;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchlistReaderTest {
    private static final Names NAMES =
            new Names(Set.of(), Set.copyOf(Names.KNOWN_ROLES), Set.of(), Set.of(), Set.of("night-group"));
    private static final String EVERY_KEY = """
            brand: 云朵家
            owner: role:brand
            rules:
              - id: fraud
                family: 诚信
                level: L1
                suspected: true
                category: 欺诈
                when: (骗子 OR 12315) AND NOT "不是骗子"
                any: [12315, 差评]
                all: 云朵
                none: [正品保障]
                except: [骗子的故事]
                match: tolerant
                negation: match
                role: [customer, host]
                kind: order-note
                source: shop
                raise: { to: L2, when: 6 authors in 20m }
                correlate: product
                owner: role:legal
                channels: [night-group]
                playbook: fraud
                tags: [a, b]
            """;
    private final Problems problems = new Problems();

    @Test
    void readsEveryKey() {
        Watchlist list = read(EVERY_KEY);
        assertThat(problems.list()).isEmpty();
        Hit.Effects effects = new Hit.Effects(
                "role:legal",
                "product",
                new Raise(Severity.L2, 6, Duration.ofMinutes(20)),
                List.of("night-group"),
                "fraud",
                Set.of("a", "b"));
        Condition when = new Condition.All(
                List.of(Condition.any(List.of("骗子", "12315")), new Condition.Not(Condition.word("不是骗子"))));
        Condition condition = new Condition.All(List.of(
                when,
                Condition.any(List.of("12315", "差评")),
                Condition.word("云朵"),
                new Condition.Not(Condition.word("正品保障"))));
        assertThat(list)
                .isEqualTo(new Watchlist(
                        "list",
                        "云朵家",
                        "role:brand",
                        List.of(new Rule(
                                "fraud",
                                "诚信",
                                Severity.L1,
                                true,
                                "欺诈",
                                condition,
                                List.of("骗子的故事"),
                                MatchMode.TOLERANT,
                                Set.of(Role.CUSTOMER, Role.HOST),
                                Set.of(Kind.ORDER_NOTE),
                                Set.of("shop"),
                                Negation.MATCH,
                                effects,
                                Scope.ALL,
                                null,
                                null))));
    }

    @Test
    void leavesOutWhatIsNotSaid() {
        Rule rule = read("brand: b\nrules:\n  - { id: r, level: L3, category: 质量, any: [差] }\n")
                .rules()
                .get(0);
        assertThat(problems.list()).isEmpty();
        assertThat(rule)
                .isEqualTo(Rule.builder("r", Severity.L3, "质量", Condition.word("差"))
                        .build());
    }

    @Test
    void namesEveryFaultAtItsPlaceAtOnce() {
        read("""
                brand: 云朵家
                rules:
                  - id: one
                    levl: L3
                    category: 质量
                    any: [差]
                  - id: two
                    level: L3
                    category: 质量
                    when: 骗子 OR （假货）
                  - id: three
                    level: L4
                    category: 质量
                    when: 骗子
                  - id: four
                    level: L3
                    category: 质量
                    none: [好]
                  - id: five
                    level: L3
                    category: 质量
                    suspected: true
                    any: [毁容]
                  - id: one
                    level: L3
                    category: 质量
                    any: [差]
                    channels: [night-grop]
                """);
        assertThat(problems.list().stream().map(problem -> problem.text(Locale.ENGLISH)))
                .anyMatch(line ->
                        line.startsWith("watchlists/list.yaml:4:5: error: unknown key \"levl\"; did you mean level"))
                .anyMatch(line -> line.startsWith(
                        "watchlists/list.yaml:10:17: error: （ is a full-width form and no operator; write ("))
                .anyMatch(line -> line.startsWith("watchlists/list.yaml:12:12: error: \"L4\" is not possible"))
                .anyMatch(line -> line.contains(":15:5: error: none alone would hit every post"))
                .anyMatch(line -> line.contains(":22:5: error: only an L1 rule can be suspected"))
                .anyMatch(line -> line.contains(":24:9: error: id \"one\" is used twice"))
                .anyMatch(line -> line.contains(":28:16: error:") && line.contains("night-group"));
        assertThat(problems.list().get(2).text(Locale.CHINESE)).contains("（").contains("请改成半角的 (");
    }

    @Test
    void aListWithoutBrandOrRulesIsAFault() {
        read("rules: []\n");
        assertThat(problems.list()).extracting(Problem::code).contains("key-missing");
    }

    @Test
    void plainListsTakeTheBrandOfTheirNeighbours() {
        WatchlistReader reader = new WatchlistReader(NAMES, problems);
        WatchlistFile yaml = new WatchlistFile(
                "a", "watchlists/a.yaml", "brand: 云朵家\nrules: [{id: r, level: L3, category: c, any: [差]}]");
        WatchlistFile plain = new WatchlistFile("热词", "watchlists/热词.txt", "\uFEFF骗子\r\n\r\n# 注释\r\n/a*/\r\n假货\r\n");
        assertThat(reader.readAll(List.of(yaml, plain)))
                .extracting(Watchlist::brand)
                .containsExactly("云朵家", "云朵家");
        assertThat(reader.read(plain).brand()).isEqualTo(WatchlistReader.ANY_BRAND);
        assertThat(problems.list()).hasSize(1);
        assertThat(problems.list().get(0).text(Locale.ENGLISH))
                .startsWith("watchlists/热词.txt:4:1: error: the regular expression /a*/ matches");
    }

    private Watchlist read(String text) {
        return new WatchlistReader(NAMES, problems).read(new WatchlistFile("list", "watchlists/list.yaml", text));
    }
}
