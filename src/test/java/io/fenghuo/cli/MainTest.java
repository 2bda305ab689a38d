package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void checkOfAGoodHomeIsOk() throws IOException {
        home("golden: 1h\n");

        assertThat(run(Locale.CHINESE, "check", "--home", folder.toString())).isZero();
        assertThat(out()).isEmpty();
        assertThat(err()).contains("配置没有错误", "联系人 1 人");
    }

    @Test
    void checkOfABadHomeIsNoWithItsLinesOnStandardOutput() throws IOException {
        home("golden: 2\ncrowd: { to: L2 }\n");

        assertThat(run(Locale.CHINESE, "check", "--home", folder.toString())).isEqualTo(1);
        assertThat(out()).isEqualTo("""
                        alerts/policy.yaml:1:9: error: 时长“2”没有单位; 写成 2s (秒), 2m (分), 2h (小时) 或 2d (天)
                        alerts/policy.yaml:2:8: error: 缺少“when”; 补上一行 when: …
                        """);
        assertThat(err()).isEqualTo("2 个错误, 0 个警告\n");
    }

    @Test
    void warningsOfTheListsAreToldBesideAnErrorElsewhere() throws IOException {
        home("goldn: 2h\n");
        Files.writeString(
                folder.resolve("watchlists/own.yaml"),
                "brand: B\nrules:\n  - { id: a, level: L3, category: c, any: [漏油, 漏油了] }\n");

        assertThat(run(Locale.ENGLISH, "check", "--home", folder.toString())).isEqualTo(1);
        assertThat(out()).contains("alerts/policy.yaml:1:1: error: ", "watchlists/own.yaml:3:", ": warning: ");
    }

    @Test
    void checkSpeaksEnglish() throws IOException {
        home("goldn: 2h\n");

        assertThat(run(Locale.ENGLISH, "check", "--home", folder.toString())).isEqualTo(1);
        assertThat(out()).isEqualTo("alerts/policy.yaml:1:1: error: unknown key \"goldn\"; did you mean golden\n");
        assertThat(err()).isEqualTo("1 error, 0 warnings\n");
    }

    @Test
    void theEnvironmentNamesTheHomeAndIsCheckedToo() throws IOException {
        home("golden: 2h\n");
        Map<String, String> environment = Map.of("FENGHUO_HOME", folder.toString(), "FENGHUO_LISTEN", "here");

        assertThat(run(environment, Locale.CHINESE, "check")).isEqualTo(1);
        assertThat(out()).startsWith("$FENGHUO_LISTEN:1:1: error: ");
    }

    @Test
    void misuseIsTwo() {
        assertThat(run(
                        Locale.CHINESE,
                        "check",
                        "--home",
                        folder.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(run(Locale.CHINESE, "check", "--hoem", "x")).isEqualTo(2);
        assertThat(run(Locale.CHINESE, "chekc")).isEqualTo(2);
        assertThat(run(Locale.CHINESE, "check", "--home")).isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(err()).contains("没有这个文件夹", "不认识的参数: --hoem x", "不认识的参数: chekc", "少了参数");
    }

    @Test
    void everyCommandHasHelpInBothLanguages() {
        assertThat(run(Locale.CHINESE, "--help")).isZero();
        assertThat(out()).contains("用法: fenghuo").containsPattern("check +检查");
        assertThat(run(Locale.CHINESE, "check", "--help")).isZero();
        assertThat(run(Locale.ENGLISH, "check", "--help")).isZero();
        assertThat(out()).contains("选项:", "--home=DIR", "Check watchlists/ and alerts/", "Options:");
        assertThat(err()).isEmpty();
    }

    @Test
    void bothBundlesHaveTheSameKeys() throws IOException {
        for (String room : new String[] {"cli", "config"}) {
            assertThat(keys("/io/fenghuo/" + room + "/messages.properties"))
                    .isEqualTo(keys("/io/fenghuo/" + room + "/messages_en.properties"));
        }
    }

    private static java.util.Set<Object> keys(String bundle) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = MainTest.class.getResourceAsStream(bundle)) {
            assertThat(in).isNotNull();
            properties.load(in);
        }
        return properties.keySet();
    }

    private void home(String policy) throws IOException {
        Files.createDirectories(folder.resolve("watchlists"));
        Files.createDirectories(folder.resolve("alerts"));
        Files.writeString(folder.resolve("alerts/policy.yaml"), policy);
        Files.writeString(
                folder.resolve("alerts/contacts.yaml"),
                "people: [{ id: zhang, mail: z@e.cn }]\nroles: { duty: zhang }\n");
    }

    private int run(Locale language, String... args) {
        return run(Map.of(), language, args);
    }

    private int run(Map<String, String> environment, Locale language, String... args) {
        Surroundings around = new Surroundings(
                environment,
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                language);
        return Main.run(around, args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
