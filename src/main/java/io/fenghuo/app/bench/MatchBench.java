package io.fenghuo.app.bench;

import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Times engines over the same texts, in one thread of one process, round after round in turn, so that what slows the machine down slows all
 * of them. Before a figure is given, the places of every exact engine are compared with those of a naive search.
 */
public final class MatchBench {
    /** Where the keywords stand: in few texts, as in real monitoring, or in most. */
    public enum Kind {
        RARE,
        COMMON
    }

    private static final int COMPARED = 2_000;
    private static final int COMPARED_KEYWORDS = 10_000;
    private static final int WARM_UP = 3;
    private static final long SEED = 20_261_122;

    private final List<String> written;
    private final List<String> folded;
    private final KeywordSets sets;
    private final List<Engine> engines;
    private final int rounds;

    /**
     * One figure.
     *
     * @param matched share of the texts that hold a keyword
     * @param perSecond texts, the median of the rounds
     * @param built milliseconds to make the engine ready
     */
    public record Figure(Kind kind, int keywords, double matched, String engine, double perSecond, double built) {}

    /**
     * @param texts as written; null = {@code count} made-up ones
     * @param count the most texts used
     * @param rounds that are timed
     */
    public MatchBench(@Nullable List<String> texts, int count, int rounds, List<Engine> engines) {
        List<String> all = texts == null ? new SampleTexts(SEED).make(count * 2) : texts;
        int used = Math.min(count, all.size() - all.size() / 3);
        written = all.subList(0, used);
        folded = fold(written);
        sets = new KeywordSets(folded, fold(all.subList(used, all.size())), SEED);
        this.engines = List.copyOf(engines);
        this.rounds = rounds;
    }

    private static List<String> fold(List<String> texts) {
        return texts.stream()
                .map(text -> Folder.fold(text, MatchMode.FOLDED).toString())
                .toList();
    }

    /** How many texts are searched. */
    public int texts() {
        return written.size();
    }

    /**
     * Times every engine with {@code size} keywords.
     *
     * @param progress hears what is being done
     * @throws IllegalStateException when an engine that must be exact misses a place or invents one
     */
    public List<Figure> run(Kind kind, int size, Consumer<String> progress) {
        List<String> keywords = keywords(kind, size);
        List<Engine> tried = engines.stream()
                .filter(engine -> keywords.size() <= engine.most())
                .toList();
        List<Engine.Search> searches = new ArrayList<>();
        double[] built = new double[tried.size()];
        for (int e = 0; e < tried.size(); e++) {
            progress.accept(tried.get(e).name());
            long begun = System.nanoTime();
            searches.add(tried.get(e).build().apply(keywords));
            built[e] = (System.nanoTime() - begun) / 1e6;
        }
        for (int e = 0; e < tried.size(); e++) {
            compare(tried.get(e), searches.get(e), keywords);
        }
        double[][] times = new double[tried.size()][rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            progress.accept("round " + round);
            for (int e = 0; e < tried.size(); e++) {
                double seconds = time(searches.get(e), tried.get(e).folds() ? written : folded);
                if (round >= 0) {
                    times[e][round] = seconds;
                }
            }
        }
        double matched = matched(searches.get(0));
        List<Figure> figures = new ArrayList<>();
        for (int e = 0; e < tried.size(); e++) {
            Arrays.sort(times[e]);
            double perSecond = folded.size() / times[e][rounds / 2];
            figures.add(new Figure(kind, keywords.size(), matched, tried.get(e).name(), perSecond, built[e]));
        }
        return figures;
    }

    /** Keywords of a kind for the texts, about {@code size}. */
    public List<String> keywords(Kind kind, int size) {
        return kind == Kind.RARE ? sets.rare(size, rate(size)) : sets.common(size);
    }

    /** The texts as written. */
    public List<String> written() {
        return written;
    }

    /** The texts folded. */
    public List<String> folded() {
        return folded;
    }

    /** Shares of matching texts that were measured for rare keywords of these numbers: 50 → 0.01 %, 1,000 → 0.3 %, 10,000 → 2.9 %, 100,000 → 28 %. */
    private static double rate(int keywords) {
        return Math.min(0.5, keywords * 2.9e-6);
    }

    private static double time(Engine.Search search, List<String> texts) {
        long begun = System.nanoTime();
        long hits = 0;
        for (String text : texts) {
            hits += search.search(text, Engine.Places.NONE);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (hits < 0) {
            throw new IllegalStateException("unreachable, but the hits must be used");
        }
        return seconds;
    }

    private double matched(Engine.Search search) {
        long matched = folded.stream()
                .filter(text -> search.search(text, Engine.Places.NONE) > 0)
                .count();
        return (double) matched / folded.size();
    }

    /**
     * Compares the places an exact engine finds in the first texts with those of a naive search.
     *
     * @throws IllegalStateException when it misses one or invents one
     */
    public void compare(Engine engine, Engine.Search search, List<String> keywords) {
        if (!engine.exact()) {
            return;
        }
        Set<String> known = new HashSet<>(keywords.subList(0, Math.min(COMPARED_KEYWORDS, keywords.size())));
        for (String text : folded.subList(0, Math.min(COMPARED, folded.size()))) {
            Set<List<Integer>> places = new TreeSet<>(MatchBench::inOrder);
            search.search(text, (start, end) -> {
                if (known.contains(text.substring(start, end))) {
                    places.add(List.of(start, end));
                }
            });
            Set<List<Integer>> naive = naive(text, known);
            if (!places.equals(naive)) {
                throw new IllegalStateException(
                        engine.name() + " finds " + places + " where " + naive + " stand: " + text);
            }
        }
    }

    private static Set<List<Integer>> naive(String text, Set<String> keywords) {
        Set<List<Integer>> places = new TreeSet<>(MatchBench::inOrder);
        for (int start = 0; start < text.length(); start++) {
            for (int end = start + 1; end <= Math.min(text.length(), start + KeywordSets.LONGEST); end++) {
                if (keywords.contains(text.substring(start, end))) {
                    places.add(List.of(start, end));
                }
            }
        }
        return places;
    }

    private static int inOrder(List<Integer> a, List<Integer> b) {
        int byStart = Integer.compare(a.get(0), b.get(0));
        return byStart != 0 ? byStart : Integer.compare(a.get(1), b.get(1));
    }
}
