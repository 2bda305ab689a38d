package io.fenghuo.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import crawlercommons.robots.SimpleRobotRulesParser;
import org.junit.jupiter.api.Test;

/** The log as the product sets it up. */
class LogTest {
    private final LoggerContext context = new LoggerContext();

    private LoggerContext set() throws Exception {
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

    @Test
    void whatStrangersSayIsNoSequenceOfTheTerminal() throws Exception {
        Logger log = set().getLogger(LogTest.class);
        String said = "a\u001b[2Jb\rc\u0007";
        LoggingEvent event = new LoggingEvent(
                "x", log, Level.ERROR, "said {}", new IllegalStateException(said), new Object[] {said});
        ConsoleAppender<ILoggingEvent> appender = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
        String line = new String(appender.getEncoder().encode(event), UTF_8);
        assertThat(line).contains("said a [2Jb c", "IllegalStateException: a [2Jb c", "\tat io.fenghuo.app.LogTest");
        assertThat(line.chars().filter(c -> c != '\n' && c != '\t').noneMatch(Character::isISOControl))
                .isTrue();
        assertThat(line.split("IllegalStateException", -1))
                .as("the trace stands there once")
                .hasSize(2);
    }
}
