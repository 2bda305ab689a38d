package io.fenghuo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.Words;
import io.fenghuo.incident.Reasons;
import io.fenghuo.model.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every reason the program can give is a sentence in Chinese and in English; nobody reads a code. */
class ReasonsToldTest {
    private static final Path SOURCES = Path.of("src/main/java/io/fenghuo");
    private static final Pattern LITERAL = Pattern.compile("(?:Reason\\.of|new Reason)\\(\\s*\"([a-z_.-]+)\"");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    /** Codes that are put together while it runs, or handed on in a variable. */
    private static final List<String> MADE = List.of(
            "backfill",
            "held",
            "diverted",
            "undelivered",
            "partly",
            "channel.dead",
            "config.rejected",
            "source.silent",
            "source.clock",
            "media.named",
            "regulator.named",
            "lawyer.named",
            "own.nobody",
            "own.no-way",
            "grade.rule",
            "grade.suspected",
            "audit.incident",
            "audit.torn");

    /** Rooms whose codes are no reasons of notices or grades: they have bundles of their own. */
    private static final Map<String, String> ELSEWHERE =
            Map.of("channel", "io.fenghuo.channel.messages:problem.", "match", "io.fenghuo.match.messages:reason.");

    private static final List<String> WEB = List.of("messages", "desks", "cases", "help", "pauses");

    @Test
    void everyCodeOfTheIncidentRoomIsASentenceOrARefusal() throws IllegalAccessException {
        List<String> untold = new ArrayList<>();
        for (Field field : Reasons.class.getFields()) {
            String code = String.valueOf(field.get(null));
            if (!told(code) && !refused(code)) {
                untold.add(code);
            }
        }
        assertThat(untold).isEmpty();
    }

    @Test
    void everyCodeWrittenInTheSourcesIsASentence() {
        Map<String, Path> untold = new TreeMap<>();
        literals().forEach((code, file) -> {
            String own = ELSEWHERE.get(file.getName(0).toString());
            boolean there =
                    own != null && in(own.substring(0, own.indexOf(':')), own.substring(own.indexOf(':') + 1) + code);
            if (!told(code) && !refused(code) && !there && !code.endsWith(".") && !code.equals("digest")) {
                untold.put(code, file);
            }
        });
        assertThat(untold).isEmpty();
        assertThat(MADE).allMatch(ReasonsToldTest::told);
    }

    @Test
    void pagesHaveNoSecondCopyOfTheSentences() {
        for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
            for (String name : WEB) {
                assertThat(bundle("io.fenghuo.web." + name, locale).keySet())
                        .noneMatch(key -> key.startsWith("reason."));
            }
        }
    }

    private static boolean told(String code) {
        Reason full = new Reason(code, Collections.nCopies(9, "7"));
        String chinese = Words.of("zh").sentence(full).orElse("");
        String english = Words.of("en").sentence(full).orElse("");
        return HAN.matcher(chinese).find()
                && !english.isBlank()
                && !HAN.matcher(english).find()
                && Stream.of(chinese, english).noneMatch(said -> said.contains("{"));
    }

    private static boolean refused(String code) {
        return WEB.stream()
                .anyMatch(
                        room -> in("io.fenghuo.web." + room, "refusal." + code) || in("io.fenghuo.web." + room, code));
    }

    private static boolean in(String bundle, String key) {
        return Stream.of(Locale.CHINESE, Locale.ENGLISH)
                .allMatch(locale -> bundle(bundle, locale).containsKey(key));
    }

    private static ResourceBundle bundle(String name, Locale locale) {
        return ResourceBundle.getBundle(
                name,
                locale,
                Words.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Each code that stands in the sources, with one file it stands in, relative to the rooms. */
    private static Map<String, Path> literals() {
        Map<String, Path> codes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : (Iterable<Path>) files.filter(one -> one.toString().endsWith(".java"))::iterator) {
                Matcher found = LITERAL.matcher(Files.readString(file));
                while (found.find()) {
                    codes.put(found.group(1), SOURCES.relativize(file));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        assertThat(codes).hasSizeGreaterThan(40);
        return codes;
    }
}
