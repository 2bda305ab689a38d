package io.fenghuo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.app.Access;
import io.fenghuo.app.Settings;
import io.fenghuo.app.StartRefused;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that works on a home, by its running instance or its store. */
abstract class Acting extends Command {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

    private static final Pattern OBEYED =
            Pattern.compile("[\\p{Cc}\\x{2028}\\x{2029}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}&&[^\n\t]]");

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    Acting(Surroundings around) {
        super(around);
    }

    final boolean json() {
        return json;
    }

    @Override
    public final Integer call() {
        try {
            Settings settings = Settings.read(around().environment(), around().err(), home());
            if (!Files.isDirectory(settings.home())) {
                throw new Misuse(around().say("no-home", settings.home()));
            }
            return work(settings);
        } catch (StartRefused refused) {
            refused.lines().forEach(around().err()::println);
            return FAILURE;
        }
    }

    abstract int work(Settings settings);

    /** Reaches the home, and says what is odd about the way. */
    final Access access(Settings settings) {
        Access access = Access.open(settings);
        access.remarks().forEach(around().err()::println);
        return access;
    }

    /** Says why not; the exit code. */
    final int refused(Access.Answer answer, String unknown) {
        if (answer.status() == 404) {
            around().err().println(unknown);
            return NO;
        }
        around().err().println(shown(answer.words()));
        return answer.status() == 403 || answer.status() >= 500 ? FAILURE : NO;
    }

    final void tell(String key, Object... args) {
        around().err().println(shown(around().say(key, args)));
    }

    final void print(String text) {
        around().out().println(shown(text));
    }

    /** Without what a terminal obeys: controls but for the ends of lines and tabs, and changes of direction. */
    private static String shown(String text) {
        return OBEYED.matcher(text).replaceAll(" ");
    }

    /** The word for a value; the value itself when there is none. */
    final String word(String prefix, String value) {
        String key = prefix + "." + value;
        return Words.in(around().language()).bundle().containsKey(key) ? around().say(key) : plain(value);
    }

    /** A moment on the wire, short, in the service's zone. */
    static String moment(@Nullable String wire, ZoneId zone) {
        if (wire == null || wire.isEmpty()) {
            return "-";
        }
        try {
            return CLOCK.format(OffsetDateTime.parse(wire).atZoneSameInstant(zone));
        } catch (DateTimeException other) {
            return plain(wire);
        }
    }

    /** What strangers wrote, harmless on a terminal and on one line. */
    static String plain(String text) {
        String line =
                text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.length() <= 400 ? line : line.substring(0, 399) + "…";
    }

    static String text(JsonNode node, String name) {
        return plain(node.path(name).asText(""));
    }

    static String id(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
