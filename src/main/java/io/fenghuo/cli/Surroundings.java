package io.fenghuo.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What a command may touch of the world around it.
 *
 * @param environment the variables
 * @param in what is piped in
 * @param out data goes here, in UTF-8 whatever the platform's charset
 * @param err words go here, likewise
 * @param language of the words
 */
record Surroundings(
        Map<String, String> environment, InputStream in, PrintStream out, PrintStream err, Locale language) {

    /** Those of this process. */
    static Surroundings ofProcess(Locale language) {
        return new Surroundings(
                System.getenv(),
                System.in,
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                language);
    }

    /** A sentence of the bundle {@code io.fenghuo.cli.messages}; {@code {0}} … are replaced. */
    String say(String key, Object... args) {
        return Words.in(language).say(key, args);
    }
}
