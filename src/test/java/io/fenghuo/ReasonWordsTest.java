package io.fenghuo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.incident.Reasons;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every reason the code can give reads as a sentence wherever people meet it, in both languages. */
class ReasonWordsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern LITERAL = Pattern.compile("(?s)(?:Reason\\.of|new Reason)\\(\\s*([^;]*?);");
    private static final Pattern CODE = Pattern.compile("\"((?:grade|match)\\.[a-z_.]+)\"");
    /** What stands among an incident's reasons, which the pages show; see {@link Reasons}. */
    private static final List<String> OF_INCIDENTS = List.of(
            Reasons.CROWD,
            Reasons.CROWD_WIDE,
            Reasons.CONCERN,
            Reasons.RAISED_BY,
            Reasons.LOWERED,
            Reasons.SPLIT,
            Reasons.HIT,
            Reasons.CONFIRMED);

    @Test
    void messagesSayEveryReasonAndPagesSayEveryRefusal() throws IOException, IllegalAccessException {
        for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
            ResourceBundle messages = bundle("channel", language);
            ResourceBundle pages = bundle("web", language);
            ResourceBundle cases = bundle("web.cases", language);
            for (String code : ofIncidents()) {
                assertThat(messages.containsKey("reason." + code)
                                || pages.containsKey("refusal." + code)
                                || cases.containsKey("refusal." + code))
                        .as(language + " " + code)
                        .isTrue();
            }
            for (String code : codes("grade")) {
                assertThat(messages.keySet()).as(language.toString()).contains("reason." + code);
                assertThat(bundle("grade", language).keySet()).contains("reason." + code);
            }
            for (String code : OF_INCIDENTS) {
                assertThat(messages.keySet()).as(language.toString()).contains("reason." + code);
            }
            for (String code : codes("match")) {
                assertThat(bundle("match", language).keySet()).contains("reason." + code);
            }
        }
    }

    private static Set<String> ofIncidents() throws IllegalAccessException {
        Set<String> codes = new TreeSet<>();
        for (Field field : Reasons.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType().equals(String.class)) {
                codes.add((String) field.get(null));
            }
        }
        assertThat(codes).hasSizeGreaterThan(30);
        return codes;
    }

    private static Set<String> codes(String room) throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                LITERAL.matcher(Files.readString(file))
                        .results()
                        .flatMap(call -> CODE.matcher(call.group(1)).results())
                        .map(code -> code.group(1))
                        .filter(code -> code.startsWith(room + "."))
                        .forEach(codes::add);
            }
        }
        assertThat(codes).as(room).hasSizeGreaterThan(2);
        return codes;
    }

    private static ResourceBundle bundle(String room, Locale language) {
        return ResourceBundle.getBundle(
                "io.fenghuo." + (room.contains(".") ? room : room + ".messages"),
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
