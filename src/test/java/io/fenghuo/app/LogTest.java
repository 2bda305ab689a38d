package io.fenghuo.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The log as the product sets it up. */
class LogTest {
    private static final Set<Integer> NOT_PRINTED = Set.of(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.SURROGATE,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR);
    /** An exception, a frame, or how many frames are left out. */
    private static final Pattern TRACE = Pattern.compile(
            "\\t*(Caused by: |Suppressed: )?(java\\.|own words: ).*|\\t+at [^ ]+.*|\\t+\\.\\.\\. \\d+ (common )?frames? .*");

    private final LoggerContext context = new LoggerContext();

    private LoggerContext set() throws Exception {
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogTest.class.getResource("/logback.xml"));
        return context;
    }

    /** Whoever answers with what cannot be unpacked would fill it: the source says so once. */
    @Test
    void whatTheOtherEndDoesIsNotLogged() throws Exception {
        Class<?> teller = Class.forName("io.vertx.core.net.impl.ConnectionBase");
        assertThat(set().getLogger(teller.getName()).getEffectiveLevel()).isEqualTo(Level.OFF);
        assertThat(set().getLogger(SimpleRobotRulesParser.class).getEffectiveLevel())
                .isEqualTo(Level.ERROR);
        assertThat(set().getLogger("io.vertx.core.impl.ContextImpl").getEffectiveLevel())
                .isEqualTo(Level.WARN);
        assertThat(set().getLogger(HttpFetcher.class).getEffectiveLevel()).isEqualTo(Level.WARN);
    }

    /** Neither a sequence of the terminal, nor a line of ours, nor one that is read from right to left. */
    @Test
    void whatStrangersSayStaysInItsLine() throws Exception {
        String said = "a\u001b[2Jb\rc\u0007\nd\u0085e\u2028f\u202eg\ud800h\r\n12:00:00.000 ERROR forged";
        IllegalStateException thrown = new IllegalStateException(said, new IOException(said, new Own(said)));
        thrown.addSuppressed(new IllegalArgumentException(said, new Own(said)));
        thrown.addSuppressed(new NoSuchElementException());
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ConsoleAppender<?> appender =
                (ConsoleAppender<?>) set().getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
        appender.setOutputStream(written);

        context.getLogger(LogTest.class).error("said {}", said, thrown);

        List<String> lines = written.toString(UTF_8).lines().toList();
        assertThat(lines)
                .allMatch(line -> line.chars().allMatch(c -> c == '\t' || !NOT_PRINTED.contains(Character.getType(c))));
        String harmless = "a [2Jb c  d e f g h  12:00:00.000 ERROR forged";
        assertThat(lines.get(0)).endsWith("ERROR io.fenghuo.app.LogTest said " + harmless);
        assertThat(lines.subList(1, lines.size()))
                .allMatch(line -> TRACE.matcher(line).matches());
        assertThat(lines.stream().filter(line -> line.endsWith(harmless)).skip(1))
                .as("each exception once")
                .containsExactly(
                        "java.lang.IllegalStateException: " + harmless,
                        "\tSuppressed: java.lang.IllegalArgumentException: " + harmless,
                        "\tCaused by: own words: " + harmless,
                        "Caused by: java.io.IOException: " + harmless,
                        "Caused by: own words: " + harmless);
    }

    private static final class Own extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Own(String message) {
            super(message);
        }

        @Override
        public String toString() {
            return "own words: " + getMessage();
        }
    }
}
