package io.fenghuo.app.offline;

import io.fenghuo.app.StartRefused;
import io.fenghuo.app.SystemTime;
import io.fenghuo.config.EnvironmentReader;
import io.fenghuo.config.LooseWatchlists;
import io.fenghuo.config.Problem;
import io.fenghuo.config.Problems;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.wire.HitJson;
import io.fenghuo.wire.PostDefaults;
import io.fenghuo.wire.PostLines;
import io.fenghuo.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The facade of {@code match}: posts in, hits out, on two threads, in the order of the input. Posts come as JSON or as plain text, line by
 * line; one without an id is named by its line number.
 */
public final class MatchPosts {
    private static final String SOURCE = "match";
    private static final int THREADS = 2;
    private static final int BLOCKS_AHEAD = 8;

    private final Locale language;
    private final Matcher matcher;
    private final PostDefaults defaults;
    private final List<String> warnings;

    private MatchPosts(Locale language, Matcher matcher, List<String> warnings) {
        this.language = language;
        this.matcher = matcher;
        this.warnings = List.copyOf(warnings);
        this.defaults = PostDefaults.numbered(SOURCE, new SystemTime().instant());
    }

    /**
     * Compiles the watchlists.
     *
     * @param home the folder; null = where the environment says
     * @param files watchlists in place of the home's; empty = the home's
     * @throws StartRefused when one of them has errors, or there are none
     */
    public static MatchPosts open(
            Map<String, String> variables, Locale language, @Nullable Path home, List<Path> files) {
        Path folder =
                home == null ? EnvironmentReader.read(variables, new Problems()).home() : home;
        LooseWatchlists read = files.isEmpty() ? LooseWatchlists.ofHome(folder) : LooseWatchlists.of(files);
        List<String> lines =
                read.problems().stream().map(problem -> problem.text(language)).toList();
        if (read.problems().stream().anyMatch(Problem::isError)) {
            throw new StartRefused(lines);
        }
        if (read.watchlists().stream().allMatch(list -> list.rules().isEmpty())) {
            throw new StartRefused(List.of(new OfflineWords(language).say("no-rules", folder.resolve("watchlists"))));
        }
        return new MatchPosts(language, Matcher.compile(read.watchlists()), lines);
    }

    /** What the watchlists were read with. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * What a run came to.
     *
     * @param matched posts with at least one hit
     * @param bad lines that could not be read
     */
    public record Tally(long posts, long matched, long hits, long bad) {
        private Tally plus(Tally other) {
            return new Tally(posts + other.posts, matched + other.matched, hits + other.hits, bad + other.bad);
        }

        /** {@code {"posts":n,"matched":n,"hits":n}} */
        public String json() {
            return "{\"posts\":" + posts + ",\"matched\":" + matched + ",\"hits\":" + hits + "}";
        }
    }

    /**
     * Reads {@code in} to its end.
     *
     * @param hits gets a line for each hit, in UTF-8; null = they are only counted
     * @param faults gets a sentence for each line that cannot be read
     * @param progress gets the bytes read so far
     * @throws IOException when {@code in} or {@code hits} fails
     */
    public Tally run(InputStream in, @Nullable OutputStream hits, Consumer<String> faults, LongConsumer progress)
            throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Deque<Future<Part>> parts = new ArrayDeque<>();
            LineBlocks blocks = new LineBlocks(in);
            Tally tally = new Tally(0, 0, 0, 0);
            long bytes = 0;
            for (LineBlocks.Block block = blocks.next(); block != null; block = blocks.next()) {
                LineBlocks.Block work = block;
                parts.add(threads.submit(() -> read(work, hits != null)));
                bytes += block.length();
                if (parts.size() > BLOCKS_AHEAD) {
                    tally = tally.plus(finish(parts.remove(), hits, faults));
                    progress.accept(bytes);
                }
            }
            while (!parts.isEmpty()) {
                tally = tally.plus(finish(parts.remove(), hits, faults));
            }
            return tally;
        } finally {
            threads.shutdownNow();
        }
    }

    private record Part(byte[] hits, List<String> faults, Tally tally) {}

    private static Tally finish(Future<Part> future, @Nullable OutputStream hits, Consumer<String> faults)
            throws IOException {
        Part part;
        try {
            part = future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
        part.faults().forEach(faults);
        if (hits != null) {
            hits.write(part.hits());
        }
        return part.tally();
    }

    private Part read(LineBlocks.Block block, boolean write) {
        StringBuilder out = new StringBuilder();
        List<String> faults = new ArrayList<>();
        Tally tally = new Tally(0, 0, 0, 0);
        long number = block.firstLine();
        byte[] bytes = block.bytes();
        int from = 0;
        while (from < block.length()) {
            int to = from;
            while (to < block.length() && bytes[to] != '\n') {
                to++;
            }
            try {
                Post post = PostLines.one(bytes, from, to, number, defaults);
                if (post != null) {
                    tally = tally.plus(match(post, write ? out : null));
                }
            } catch (WireException fault) {
                faults.add(fault.text(language));
                tally = tally.plus(new Tally(0, 0, 0, 1));
            } catch (CharacterCodingException foreign) {
                faults.add(new OfflineWords(language).say("not-utf8", number));
                tally = tally.plus(new Tally(0, 0, 0, 1));
            }
            from = to + 1;
            number++;
        }
        return new Part(out.toString().getBytes(StandardCharsets.UTF_8), faults, tally);
    }

    private Tally match(Post post, @Nullable StringBuilder out) {
        List<Hit> hits = matcher.match(post);
        if (out != null) {
            hits.forEach(hit -> out.append(HitJson.write(hit)).append('\n'));
        }
        return new Tally(1, hits.isEmpty() ? 0 : 1, hits.size(), 0);
    }
}
