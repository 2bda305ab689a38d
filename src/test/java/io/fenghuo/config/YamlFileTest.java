package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class YamlFileTest {
    private final Problems problems = new Problems();

    @Test
    void keywordsAreAlwaysText() {
        YamlMap root = read("any: [12315, 0800, yes, no, null, ~, 1e3, 0x1F, 2026-11-22, 09:00, 3.14, true, 毁容]\n");

        assertThat(root.strings("any"))
                .containsExactly(
                        "12315",
                        "0800",
                        "yes",
                        "no",
                        "null",
                        "~",
                        "1e3",
                        "0x1F",
                        "2026-11-22",
                        "09:00",
                        "3.14",
                        "true",
                        "毁容");
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void everyValueKnowsItsPlaceInCharactersNotBytes() {
        YamlMap root = read("# 说明\n🔥火: { 甲: 毁容, 乙: \"失 明\" }\n");
        YamlMap map = root.map("🔥火");

        assertThat(map).isNotNull();
        YamlText second = map.text("乙");
        assertThat(second).isNotNull();
        assertThat(second.place()).isEqualTo(new Place("a.yaml", 2, 17));
        assertThat(second.place(2)).isEqualTo(new Place("a.yaml", 2, 20));
    }

    @Test
    void placesInsideTextThatSpansLinesFallBackToItsStart() {
        YamlText text = read("when: |\n  甲 AND\n  乙\n").text("when");

        assertThat(text).isNotNull();
        assertThat(text.value()).isEqualTo("甲 AND\n乙\n");
        assertThat(text.place(6)).isEqualTo(text.place());
    }

    @Test
    void fullWidthSignsInsideTextStay() {
        String file = """
                say: |
                  亲：您好，　请看“公告”
                quoted: "全角：，“”"
                plain: 不是骗子，是误会：真的
                any: ["a，b", 'c：d', e] # 说明，说明
                # name：注释
                """;
        YamlMap root = read(file);

        assertThat(problems.list()).isEmpty();
        assertThat(root.string("say")).isEqualTo("亲：您好，　请看“公告”\n");
        assertThat(root.strings("any")).containsExactly("a，b", "c：d", "e");
    }

    @Test
    void mendedLinesAreReadOn() {
        YamlMap root = read("any：［毁容，“失 明”、\n  急诊］\n　　\nname: b\n");

        assertThat(root.strings("any")).containsExactly("毁容", "失 明", "急诊");
        assertThat(root.string("name")).isEqualTo("b");
        assertThat(problems.list()).extracting(Problem::line).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({"90s,PT90S", "3m,PT3M", "2h,PT2H", "48h,PT48H", "3d,PT72H", "1h30m,PT90M", "500ms,PT0.5S", "2H,PT2H"})
    void timesAsPeopleWriteThem(String written, String meant) {
        Duration duration = Duration.parse(meant);

        assertThat(read("a: " + written).duration("a")).isEqualTo(duration);
        assertThat(Durations.parse(Durations.text(duration))).isEqualTo(duration);
    }

    @Test
    void windowsLineEndsAndByteOrderMarkAreRead() {
        YamlMap root = read("\uFEFFname: 云朵家\r\nany:\r\n  - 毁容\r\n");

        assertThat(root.string("name")).isEqualTo("云朵家");
        assertThat(root.strings("any")).containsExactly("毁容");
        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.list()).hasSize(1);
    }

    @Test
    void variablesStandForTheEnvironmentOrAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "from-file\n");
        Variables variables = Variables.of(Map.of("A", "1 & ${B}", "C_FILE", file.toString()));
        YamlMap root = YamlFile.read("a.yaml", "a: x${A}y\nb: ${C}\nc: $${A}\n", variables, problems)
                .root();

        assertThat(root.string("a")).isEqualTo("x1 & ${B}y");
        assertThat(root.string("b")).isEqualTo("from-file");
        assertThat(root.string("c")).isEqualTo("${A}");
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void problemsNeverSpellAVariablesValue() {
        Variables variables = Variables.of(Map.of("KEY", "hunter2"));
        YamlMap root =
                YamlFile.read("a.yaml", "a: ${KEY}\n", variables, problems).root();
        root.duration("a");
        root.integer("a", 0, 1, 0);
        root.bool("a", false);
        root.choice("a", List.of("x"));

        assertThat(problems.list())
                .hasSize(4)
                .allSatisfy(problem -> assertThat(problem.text(java.util.Locale.CHINESE))
                        .doesNotContain("hunter2")
                        .contains("${KEY}"));
    }

    @Test
    void aProblemIsOneHarmlessLine() {
        read("\"a\\e[31m\\nb\\u202e\": 1\n").keys("name");

        String text = problems.list().get(0).text(java.util.Locale.CHINESE);
        assertThat(text).contains("\\u001B", "\\u000A", "\\u202E").doesNotContain("\n", "\u001B", "\u202E");
    }

    @Test
    void aliasesWithinReasonAreFollowed() {
        YamlMap root = read("a: &words [毁容, 失明]\nb: *words\n");

        assertThat(root.strings("b")).containsExactly("毁容", "失明");
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void anEmptyFileHasNothing() {
        assertThat(read("").names()).isEmpty();
        assertThat(read("# only words\n---\n").names()).isEmpty();
        assertThat(problems.list()).isEmpty();
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, 60).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noSoupOfBytesMakesItThrow(int seed, @TempDir Path folder) throws IOException {
        Random random = new Random(seed);
        byte[] soup = new byte[random.nextInt(2000)];
        random.nextBytes(soup);
        Path file = Files.write(folder.resolve("soup.yaml"), soup);
        Problems found = new Problems();

        YamlMap root =
                YamlFile.read("soup.yaml", file, Variables.of(Map.of()), found).root();
        FaultsTest.readAs("alerts", root);

        assertThat(found.list())
                .allSatisfy(problem -> assertThat(problem.line()).isPositive());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noMutationOfRealFilesMakesItThrow(int seed) throws IOException {
        Random random = new Random(seed);
        List<Path> files = Stream.concat(
                        Stream.of(
                                Path.of("watchlists/sources.yaml"),
                                Path.of("alerts/channels.yaml"),
                                Path.of("alerts/contacts.yaml"),
                                Path.of("alerts/policy.yaml")),
                        FaultsTest.faults().filter(file -> !file.toString().contains("utf8")))
                .toList();
        for (Path file : files) {
            String text = mutated(Files.readString(file).replace("\n#", "\n"), random);
            for (String kind : List.of("sources", "channels", "alerts", "yaml")) {
                Problems found = new Problems();
                FaultsTest.readAs(
                        kind,
                        YamlFile.read("m.yaml", text, Variables.of(Map.of("A", "b")), found)
                                .root());
                found.list()
                        .forEach(problem -> assertThat(problem.text(java.util.Locale.CHINESE))
                                .doesNotContain("\n"));
            }
        }
    }

    private static String mutated(String text, Random random) {
        String signs = ":-[]{},'\"|>&*!%@`#\t \n\r\uFEFF：，“”［］｛｝、　－${}\u0000\u2028\uD83D0123456789abz=~?";
        StringBuilder out = new StringBuilder(text);
        for (int change = 0; change < 1 + random.nextInt(8); change++) {
            int at = random.nextInt(out.length() + 1);
            char sign = signs.charAt(random.nextInt(signs.length()));
            switch (random.nextInt(4)) {
                case 0 -> out.insert(at, sign);
                case 1 -> out.replace(at, Math.min(out.length(), at + 1), String.valueOf(sign));
                case 2 -> out.delete(at, Math.min(out.length(), at + random.nextInt(12)));
                default -> out.insert(at, out.substring(at, Math.min(out.length(), at + random.nextInt(40))));
            }
        }
        return out.toString();
    }

    private YamlMap read(String text) {
        return YamlFile.read("a.yaml", text, Variables.NONE, problems).root();
    }
}
