package io.fenghuo.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A small home in a temporary folder and a command line over it. */
abstract class CommandLineCase {
    static final String RULES = """
            brand: 云朵家
            owner: role:brand
            rules:
              - { id: skin, family: 人身安全, level: L1, category: 人身安全, when: 红肿 NEAR/12 (用了 OR 敷) }
              - { id: grave, family: 人身安全, level: L1, suspected: true, category: 人身安全, any: [毁容] }
              - { id: fraud, level: L3, category: 欺诈, any: [骗子, 假货], role: customer }
            """;
    static final String CONTACTS = """
            people:
              - { id: zhang, name: 张三, mail: z@example.com, mobile: "13900000000", via: [app, mail] }
              - { id: li, name: 李四, mail: l@example.com, via: [mail] }
              - { id: wang, name: 王五, mail: w@example.com, via: [mail] }
              - { id: zhao, name: 赵六, mail: b@example.com, via: [mail] }
            roles: { duty: rota:main, supervisor: [wang], legal: [li], brand: [zhao], admin: [wang] }
            rota:
              main: { from: 2026-06-01T09:00, every: 12h, people: [zhang, li] }
            """;
    static final String CHANNELS = """
            channels:
              - { id: group, type: wecom-robot, url: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=11111111-2222-3333-4444-555555555555" }
              - { id: app, type: webhook, url: "https://app.example/hook", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", levels: [] }
              - { id: mail, type: email, levels: [] }
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Locale language = Locale.CHINESE;

    @TempDir
    private Path folder;

    /** The folder with the small home in it. */
    final Path home() throws IOException {
        file("watchlists/yunduo.yaml", RULES);
        file("alerts/contacts.yaml", CONTACTS);
        file("alerts/channels.yaml", CHANNELS);
        file("alerts/policy.yaml", "");
        return folder;
    }

    final Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    final void speak(Locale wanted) {
        language = wanted;
    }

    final int run(String... args) {
        return runWith("", args);
    }

    final int runWith(String input, String... args) {
        out.reset();
        err.reset();
        Surroundings around = new Surroundings(
                Map.of("FENGHUO_LANG", language.getLanguage()),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                language);
        return Main.run(around, args);
    }

    final String out() {
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    final String err() {
        return err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    final List<String> lines() {
        return out().lines().toList();
    }
}
