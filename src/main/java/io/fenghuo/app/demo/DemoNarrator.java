package io.fenghuo.app.demo;

import io.fenghuo.model.Counted;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the demo says about itself: what is happening on its site, the tally at the end and what to do next. Pure and threadsafe. */
public final class DemoNarrator {
    private static final List<Integer> BEATS = List.of(8, 15, 30, 45, 65, 80, 95);
    /** When each beat's posts have been read, graded and told: sources of the evening are polled every two seconds. */
    private static final List<Integer> LOOKS = List.of(11, 18, 33, 48, 81, 88, 99);

    private final ResourceBundle words;

    /** A narrator in Chinese, or in English when {@code language} says so. */
    public DemoNarrator(Locale language) {
        words = ResourceBundle.getBundle(
                "io.fenghuo.app.demo.messages",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /**
     * A sentence due at a moment of the evening.
     *
     * @param looked when what came of it can be told
     */
    public record Beat(Duration at, String text, Duration looked) {}

    /**
     * What came of something.
     *
     * @param from posts, or people
     * @param incidents those that were not merged into others
     * @param messages personal and group messages; a card with its text and spare channel counts as one
     */
    public record Counts(int from, int incidents, int messages) {}

    /** What happens on the site when; it speaks of the site only, so it is true whatever the rules make of it. */
    public List<Beat> beats() {
        return IntStream.range(0, BEATS.size())
                .mapToObj(i -> new Beat(
                        Duration.ofSeconds(BEATS.get(i)),
                        words.getString("beat." + BEATS.get(i)),
                        Duration.ofSeconds(LOOKS.get(i))))
                .toList();
    }

    /** Such as {@code 37 人, 1 个事件, 2 条消息}. */
    public String wave(Counts counts) {
        return say("wave", counts);
    }

    /** Such as {@code 400 条 → 5 个事件 → 6 条消息}. */
    public String tally(Counts counts) {
        return say("tally", counts);
    }

    /**
     * The three next steps.
     *
     * @param home the folder that holds {@code watchlists/} and {@code alerts/}
     * @param pid the process that invites to be killed
     */
    public List<String> nextSteps(String home, long pid) {
        return Stream.of("next.watchlist", "next.channel", "next.kill")
                .map(key -> new MessageFormat(words.getString(key), Locale.ROOT)
                        .format(new Object[] {home, String.valueOf(pid)}))
                .toList();
    }

    /** The sentence of {@code key}. */
    public String say(String key, String... args) {
        return new MessageFormat(words.getString(key), Locale.ROOT).format(args);
    }

    private String say(String key, Counts counts) {
        return Counted.say(
                new MessageFormat(words.getString(key), Locale.ROOT),
                String.valueOf(counts.from()),
                String.valueOf(counts.incidents()),
                String.valueOf(counts.messages()));
    }
}
