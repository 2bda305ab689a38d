package io.fenghuo.bench;

import io.fenghuo.app.bench.BenchTexts;
import io.fenghuo.app.bench.Engine;
import io.fenghuo.app.bench.MatchBench;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Every engine over the same texts, one operation a text. Their places are compared with a naive search first. Real texts: add
 * {@code -Dfenghuo.posts=FILE} to the command.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(0)
public class MatchBenchmark {
    static final int TEXTS = 4_000;

    @Param({"50", "1000", "10000", "100000"})
    public int keywords;

    @Param({"RARE", "COMMON"})
    public MatchBench.Kind kind;

    @Param({
        "fenghuo",
        "fenghuo + folding",
        "fenghuo + folding + rules",
        "fenghuo + folding + rules, tolerant",
        "org.ahocorasick",
        "hankcs double-array trie",
        "sensitive-word",
        "String.indexOf",
        "java.util.regex"
    })
    public String engine = "";

    private List<String> texts = List.of();
    private Engine.Search search = (text, places) -> 0;

    /** Makes the engine ready and holds it to its places. */
    @Setup
    public void prepare() {
        Engine tried = Rivals.all().stream()
                .filter(each -> each.name().equals(engine))
                .findFirst()
                .orElseThrow();
        if (keywords > tried.most()) {
            throw new IllegalArgumentException(engine + " would take minutes with " + keywords + " keywords");
        }
        String file = System.getProperty("fenghuo.posts");
        List<String> given = file == null ? null : BenchTexts.read(Path.of(file));
        MatchBench bench = new MatchBench(given, TEXTS, 1, List.of(tried));
        List<String> sought = bench.keywords(kind, keywords);
        search = tried.build().apply(sought);
        bench.compare(tried, search, sought);
        texts = tried.folds() ? bench.written() : bench.folded();
        if (texts.size() != TEXTS) {
            throw new IllegalArgumentException(texts.size() + " texts; " + TEXTS + " are needed");
        }
    }

    /** One walk over the texts. */
    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public long search() {
        long found = 0;
        for (String text : texts) {
            found += search.search(text, Engine.Places.NONE);
        }
        return found;
    }
}
