package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.Effort;
import io.fenghuo.match.Condition;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Repeated;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Scope;
import io.fenghuo.match.Timed;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shared lists, imports, required phrases, filters and repeated questions in watchlists. */
class RuleKeysTest {
    private static final Names NAMES = new Names(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    private final Problems problems = new Problems();
    private final List<WatchlistFile> files = new ArrayList<>();

    @TempDir
    private Path folder;

    private void file(String name, String text) {
        files.add(new WatchlistFile(name.substring(0, name.lastIndexOf('.')), "watchlists/" + name, text));
    }

    private List<Watchlist> read() {
        return new WatchlistReader(NAMES, problems).readAll(files);
    }

    private Rule rule(String keys) {
        file("own.yaml", "brand: b\nrules:\n  - id: r\n    level: L3\n    category: c\n" + keys.indent(4));
        Rule rule = read().get(0).rules().get(0);
        assertThat(problems.list()).isEmpty();
        return rule;
    }

    private List<String> faults() {
        return problems.list().stream()
                .map(problem -> problem.text(Locale.ENGLISH))
                .toList();
    }

    private static boolean fires(List<Watchlist> lists, String text) {
        return !Matcher.compile(lists)
                .match(Post.builder("s", "1", text, Instant.EPOCH).build())
                .isEmpty();
    }

    @Test
    void listsAreSharedAmongFilesAndMeanOneOfThem() {
        file("lists.yaml", """
                brand: b
                lists:
                  brands: [云朵家, 云朵]
                  harm: [红肿, 过敏]
                  safe: [红肿膏]
                """);
        file("own.yaml", """
                brand: b
                rules:
                  - { id: one, level: L3, category: c, all: [$brands, 召回], none: [$harm] }
                  - { id: two, level: L3, category: c, when: $harm NEAR/5 (用了 OR $brands), except: [$safe] }
                  - { id: three, level: L3, category: c, any: [$99, 转人工] }
                """);
        List<Watchlist> lists = read();
        assertThat(problems.list()).isEmpty();
        assertThat(fires(lists, "云朵召回了")).isTrue();
        assertThat(fires(lists, "别家召回了")).isFalse();
        assertThat(fires(lists, "云朵召回，而且脸上红肿")).isFalse();
        assertThat(fires(lists, "过敏，刚用了")).isTrue();
        assertThat(fires(lists, "红肿膏用了")).isFalse();
        assertThat(fires(lists, "只要 $99")).isTrue();
    }

    @Test
    void everyFaultOfAListHasItsPlace() {
        file("own.yaml", """
                brand: b
                lists:
                  harm: [红肿, $brand]
                  idle: [a]
                  "9": [b]
                rules:
                  - id: one
                    level: L3
                    category: c
                    any: [$hram]
                  - id: two
                    level: L3
                    category: c
                    when: 骗子 AND $nobody
                  - id: three
                    level: L3
                    category: c
                    import: [gone.txt]
                  - id: four
                    level: L3
                    category: c
                    any: [$harm]
                    import: ../etc/passwd.txt
                """);
        file("more.yaml", "brand: b\nlists:\n  harm: [烫伤]\n");
        read();
        assertThat(faults())
                .anyMatch(line -> line.startsWith("watchlists/more.yaml:3:3: error: the list \"harm\" stands twice"))
                .anyMatch(line -> line.startsWith("watchlists/own.yaml:3:14: error: a list cannot refer"))
                .anyMatch(line -> line.startsWith("watchlists/own.yaml:4:3: warning: no rule refers to the list"))
                .anyMatch(line -> line.startsWith("watchlists/own.yaml:5:3: error: the name \"9\""))
                .anyMatch(line -> line.startsWith("watchlists/own.yaml:10:11: error: there is no list named \"$hram\"")
                        && line.contains("$harm"))
                .anyMatch(line -> line.startsWith("watchlists/own.yaml:14:18: error: there is no list named $nobody"))
                .anyMatch(line -> line.startsWith("watchlists/own.yaml:18:14: error: there is no file \"gone.txt\""))
                .anyMatch(line -> line.startsWith("watchlists/own.yaml:23:13: error: there is no file \"../etc"));
    }

    @Test
    void importedTextIsPartOfTheRuleAndNoListOfItsOwn() {
        file("热词.txt", "\uFEFF骗子\r\n# 注释\r\n   \r\n/刷[单评]/\r\nwei*\r\n");
        file("own.yaml", "brand: b\nrules:\n  - { id: r, level: L2, category: c, import: 热词.txt, any: [差评] }\n");
        List<Watchlist> lists = read();
        assertThat(problems.list()).isEmpty();
        assertThat(lists).hasSize(1);
        assertThat(lists.get(0).rules()).hasSize(1);
        for (String text : List.of("差评", "騙 子", "刷单", "加weixin")) {
            assertThat(fires(lists, text)).as(text).isTrue();
        }
    }

    @Test
    void theColumnsOfATableMakeRules() {
        file("表.csv", """
                等级,关键词,类别,备注
                L1,"中,毒",人身安全,
                ,骗子,,"带""引号"
                L3,假货,,
                L1,毁容,人身安全,
                """);
        file("own.yaml", "brand: b\nrules:\n  - { id: r, level: L3, category: 欺诈, match: exact, import: 表.csv }\n");
        List<Rule> rules = read().get(0).rules();
        assertThat(problems.list()).isEmpty();
        assertThat(rules).extracting(Rule::id).containsExactly("r-1", "r-2");
        assertThat(rules).extracting(Rule::level).containsExactly(Severity.L1, Severity.L3);
        assertThat(rules).extracting(Rule::family).containsExactly("人身安全", "欺诈");
        assertThat(rules).extracting(Rule::match).containsOnly(MatchMode.EXACT);
        assertThat(rules.get(0).condition()).isEqualTo(Condition.any(List.of("中,毒", "毁容")));
        assertThat(rules.get(1).condition()).isEqualTo(Condition.any(List.of("骗子", "假货")));
    }

    @Test
    void tablesSayWhatIsWrongWithThem() {
        file("a.csv", "level;note\nL1;x\n");
        file("b.csv", "keyword\tlevel\n骗子\tL9\n");
        file("c.csv", "假货\n");
        file("d.csv", "keyword,level\n");
        file("own.yaml", """
                brand: b
                rules:
                  - { id: r, level: L3, category: c, import: [a.csv, b.csv, d.csv], any: [x y] }
                """);
        read();
        assertThat(faults())
                .anyMatch(line -> line.startsWith("watchlists/a.csv:1:1: error: the head names no column"))
                .anyMatch(line -> line.startsWith("watchlists/b.csv:2:1: error: \"L9\" is not possible"))
                .anyMatch(line -> line.startsWith("watchlists/c.csv:1:1: warning: no rule imports"))
                .anyMatch(line -> line.startsWith("watchlists/own.yaml:3:61: warning: the file \"d.csv\" holds no"));
    }

    @Test
    void aListLyingBesideTheFileIsFoundWithoutAHome() throws IOException {
        Files.writeString(folder.resolve("words.txt"), "骗子\n");
        Path list = Files.writeString(
                folder.resolve("own.yaml"),
                "brand: b\nlists: { w: { import: words.txt } }\nrules:\n  - { id: r, level: L3, category: c, any: [$w] }\n");
        for (LooseWatchlists read : List.of(LooseWatchlists.of(List.of(list)), LooseWatchlists.ofFolder(folder))) {
            assertThat(read.problems()).isEmpty();
            assertThat(read.watchlists()).hasSize(1);
            assertThat(fires(read.watchlists(), "骗子")).isTrue();
        }
    }

    @Test
    void aHundredThousandKeywordsLoadInASecond() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            words.append("词").append(Integer.toString(i + 50_000, 36)).append("条\n");
        }
        file("long.txt", words.toString());
        file("own.yaml", "brand: b\nrules:\n  - { id: r, level: L3, category: c, import: long.txt }\n");
        Matcher.compile(read());
        Effort effort = new Effort();
        Matcher matcher = Matcher.compile(read());
        Duration took = effort.soFar();
        System.out.println("100,000 imported keywords read and compiled in " + took.toMillis() + " ms");
        assertThat(matcher.match(Post.builder("s", "1", "这个词" + Integer.toString(99_999, 36) + "条", Instant.EPOCH)
                        .build()))
                .hasSize(1);
        assertThat(took).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void requireFiresWhereSomethingIsMissing() {
        Rule rule = rule("""
                when: 没收到款 OR 货款
                require: [时间 OR 什么时候 OR 哪天, 订单号]
                role: agent
                """);
        Matcher matcher = Matcher.compile(List.of(new Watchlist("l", "b", null, List.of(rule))));
        for (String complete : List.of("货款请发订单号和付款时间", "您哪天付的货款？订单号发我")) {
            assertThat(matcher.match(agent(complete))).as(complete).isEmpty();
        }
        for (String lacking : List.of("货款已核实", "货款的事请把订单号发来", "货款是什么时候付的")) {
            assertThat(matcher.match(agent(lacking))).as(lacking).hasSize(1);
        }
    }

    private static Post agent(String text) {
        return Post.builder("s", "1", text, Instant.EPOCH)
                .role(io.fenghuo.model.Role.AGENT)
                .build();
    }

    @Test
    void readsFiltersAndRepeated() {
        Rule rule = rule("""
                brand: [云朵家]
                max-rating: 3
                min-reach: 1000
                lang: [ZH, en]
                from: 2026-06-01T00:00
                until: 2026-06-20T00:00
                quiet-hours: 22:00 - 8:00
                repeated: { rounds: 3, within: 2h }
                cooldown: 1h30m
                """);
        ZoneId zone = WatchlistReader.ZONE;
        assertThat(rule.scope())
                .isEqualTo(new Scope(
                        Set.of("云朵家"),
                        3,
                        1000,
                        Set.of("zh", "en"),
                        Instant.parse("2026-05-31T16:00:00Z"),
                        Instant.parse("2026-06-19T16:00:00Z"),
                        new Scope.Hours(LocalTime.of(22, 0), LocalTime.of(8, 0), zone)));
        assertThat(rule.repeated()).isEqualTo(new Repeated(3, Repeated.Of.QUESTIONS, Duration.ofHours(2)));
        assertThat(rule.condition()).isEqualTo(Condition.NOTHING);
        assertThat(rule.effects().cooldown()).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void readsWhatIsWaitedForInASession() {
        Rule reply = rule("waiting: { reply: 3m }\n");
        assertThat(reply.timed()).isEqualTo(new Timed.Waiting(Timed.Of.REPLY, Duration.ofMinutes(3)));
        assertThat(reply.condition()).isEqualTo(Condition.NOTHING);
        assertThat(reply.effects().correlate()).isEqualTo("session");
        files.clear();
        assertThat(rule("missing: { words: [您好], in: greeting }\n").timed())
                .isEqualTo(new Timed.Missing(List.of("您好"), Timed.In.GREETING, Timed.Missing.QUIET));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithWaiting() {
        file("own.yaml", """
                brand: b
                rules:
                  - { id: one, level: L3, category: c, waiting: { reply: 3m, unanswered: 5m } }
                  - { id: two, level: L3, category: c, waiting: { } }
                  - { id: three, level: L3, category: c, missing: { in: greeting } }
                  - { id: four, level: L3, category: c, waiting: { reply: 3m }, repeated: { rounds: 3 } }
                """);
        assertThat(read().get(0).rules()).isEmpty();
        assertThat(problems.list())
                .extracting(one -> one.line() + " " + one.code())
                .containsExactly("3 waiting-one", "4 waiting-one", "5 missing-words", "6 timed-alone");
    }

    @Test
    void theGravestGradeNeverRests() {
        file("t.csv", "keyword,level\n骗子,L1\n假货,\n");
        file("own.yaml", """
                brand: b
                rules:
                  - { id: one, level: L1, category: c, any: [差], cooldown: 5m }
                  - { id: two, level: L3, category: c, import: t.csv, cooldown: 5m }
                  - { id: three, level: L3, category: c, any: [差], cooldown: 30 }
                  - { id: four, level: L1, category: c, any: [漏气], quiet-hours: "22:00-08:00" }
                """);
        assertThat(read().get(0).rules())
                .filteredOn(rule -> rule.id().equals("four"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.scope().quiet()).isNull());
        assertThat(read().get(0).rules())
                .filteredOn(rule -> !rule.id().equals("four"))
                .extracting(rule -> rule.level() + " " + rule.effects().cooldown())
                .containsExactlyInAnyOrder("L1 null", "L1 null", "L3 PT5M", "L3 null");
        assertThat(faults())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("watchlists/own.yaml:3:50: error: an L1 rule never rests; delete cooldown"),
                        line -> assertThat(line)
                                .startsWith("watchlists/own.yaml:5:62: error: time span \"30\" has no unit; write 30s"),
                        line -> assertThat(line)
                                .startsWith("watchlists/own.yaml:6:52: error: an L1 rule has no hours of rest;"));
    }

    @Test
    void aPartOfAKeyIsTakenForThatKey() {
        file("own.yaml", """
                brand: b
                rules:
                  - { id: one, level: L3, category: c, any: [差], rating: 2 }
                """);
        read();
        assertThat(faults()).singleElement().asString().contains("rating").endsWith("max-rating");
    }

    @Test
    void theSchemaKnowsEveryKeyAndNoOther() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(WatchlistReader.schema());
        assertThat(names(schema.get("properties"))).containsExactlyInAnyOrderElementsOf(WatchlistReader.KEYS);
        assertThat(names(schema.at("/definitions/rule/properties")))
                .containsExactlyInAnyOrderElementsOf(RuleReader.KEYS);
        assertThat(RuleReader.KEYS).containsAll(ScopeReader.KEYS);
        assertThat(Files.readString(Path.of("src/site/resources/watchlist.schema.json")))
                .isEqualTo(WatchlistReader.schema());
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void filtersSayWhatIsWrongWithThem() {
        file("own.yaml", """
                brand: b
                rules:
                  - id: one
                    level: L3
                    category: c
                    any: [x]
                    max-rating: many
                    from: 2026-06-20T00:00
                    until: 2026-06-01T00:00
                    quiet-hours: nights
                    repeated: { rounds: 0, off: questions }
                  - id: two
                    level: L3
                    category: c
                    repeated: { rounds: 3, of: matches }
                """);
        assertThat(read().get(0).rules()).isEmpty();
        assertThat(faults())
                .anyMatch(line -> line.startsWith("watchlists/own.yaml:7:17: error: "))
                .anyMatch(line -> line.startsWith("watchlists/own.yaml:9:5: error: until is not after from"))
                .anyMatch(line -> line.startsWith("watchlists/own.yaml:10:18: error: cannot read the hours \"nights\""))
                .anyMatch(line -> line.startsWith("watchlists/own.yaml:11:25: error: "))
                .anyMatch(line -> line.startsWith("watchlists/own.yaml:11:28: error: unknown key \"off\""))
                .anyMatch(line -> line.contains(":12:5: error: of: matches counts"));
    }
}
