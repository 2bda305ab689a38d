package io.fenghuo.app.bench;

import io.fenghuo.config.LooseWatchlists;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Post;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Times the way of a long keyword list from its file to a matcher: the first time in a fresh process, and after one word has been added. */
public final class LoadBench {
    private static final String ADDED = "烽火台上新词";

    private LoadBench() {}

    /**
     * The figures, in milliseconds.
     *
     * @param keywords in the list
     * @param first processor time of the first load
     * @param changed the median time on the clock from a file with one more word to a matcher that finds it
     */
    public record Figure(int keywords, double first, double changed) {}

    /**
     * Loads a list of {@code size} made-up keywords, then {@code rounds} times with a word more.
     *
     * @throws IOException when no file can be written to the folder for temporary files
     * @throws IllegalStateException when the added word is not found
     */
    public static Figure run(int size, int rounds) throws IOException {
        List<String> words = words(size);
        Path file = Files.createTempFile("fenghuo-bench", ".txt");
        try {
            write(file, words);
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            load(file);
            double first = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun) / 1e6;
            double[] changed = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                words.add(ADDED + "一二三四五六七八九".charAt(round % 9));
                write(file, words);
                long from = System.nanoTime();
                Matcher matcher = load(file);
                changed[round] = (System.nanoTime() - from) / 1e6;
                Post post = Post.builder("bench", "1", words.get(words.size() - 1), Instant.EPOCH)
                        .build();
                if (matcher.match(post).isEmpty()) {
                    throw new IllegalStateException("the added word is not found");
                }
                words.remove(words.size() - 1);
            }
            Arrays.sort(changed);
            return new Figure(size, first, changed[rounds / 2]);
        } finally {
            Files.delete(file);
        }
    }

    private static List<String> words(int size) {
        List<String> words = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            StringBuilder word = new StringBuilder();
            for (int k = 0, rest = i; k < 2 + i % 4 || rest > 0; k++) {
                word.append((char) ('\u4E00' + (rest % 331 * 61 + k * 17) % 20_000));
                rest /= 331;
            }
            words.add(word.toString());
        }
        return words;
    }

    private static void write(Path file, List<String> words) throws IOException {
        Files.write(file, words, StandardCharsets.UTF_8);
    }

    private static Matcher load(Path file) {
        return Matcher.compile(LooseWatchlists.of(List.of(file)).watchlists());
    }
}
