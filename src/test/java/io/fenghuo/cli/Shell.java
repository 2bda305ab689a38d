package io.fenghuo.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A terminal with a home: runs commands in this process and keeps what the last one said. */
final class Shell {
    final Path home;
    final Map<String, String> environment = new HashMap<>();
    String out = "";
    String err = "";

    Shell(Path home) {
        this.home = home;
        environment.put("FENGHUO_LISTEN", "127.0.0.1:0");
        file("watchlists/brand.yaml", """
                brand: 云朵家
                rules:
                  - id: skin
                    family: safety
                    level: L1
                    category: 人身安全
                    when: (红肿 OR 刺痛) NEAR/12 (用了 OR 敷)
                """);
        file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: zhang@example.com, mobile: "13900001234" }
                  - { id: li, name: 李四, mail: li@example.com }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], admin: [zhang] }
                """);
    }

    void file(String name, String text) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int run(String... args) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        Map<String, String> all = new HashMap<>(environment);
        all.put("FENGHUO_HOME", home.toString());
        Surroundings around = new Surroundings(
                all,
                InputStream.nullInputStream(),
                new PrintStream(data, true, StandardCharsets.UTF_8),
                new PrintStream(words, true, StandardCharsets.UTF_8),
                "en".equals(all.get("FENGHUO_LANG")) ? Locale.ENGLISH : Locale.CHINESE);
        int code = Main.run(around, args);
        out = data.toString(StandardCharsets.UTF_8);
        err = words.toString(StandardCharsets.UTF_8);
        return code;
    }
}
