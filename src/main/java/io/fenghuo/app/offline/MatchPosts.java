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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facade of {@code match}: posts in, hits out, on two threads, in the order of the input. Posts come as JSON or as plain text, line by
 * line; one without an id is named by its line number.
 */
public final class MatchPosts {
    private static final String SOURCE = "match";

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
        Matcher matcher = Matcher.compile(read.watchlists());
        List<String> waiting = Stream.concat(
                        matcher.conversations().rules().stream(), matcher.sessions().rules().stream())
                .toList();
        if (!waiting.isEmpty()) {
            lines = new ArrayList<>(lines);
            lines.add(new OfflineWords(language).say("rules-of-sessions", String.join(" ", waiting)));
        }
        return new MatchPosts(language, matcher, lines);
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
        PostBlocks<Part> blocks =
                new PostBlocks<>(language, defaults, Part::new, (part, post) -> match(part, post, hits != null));
        Part sum = new Part();
        long bad = blocks.run(
                in,
                part -> {
                    sum.add(part);
                    if (hits != null) {
                        hits.write(part.lines.toString().getBytes(StandardCharsets.UTF_8));
                    }
                },
                faults,
                progress);
        return new Tally(sum.posts, sum.matched, sum.hits, bad);
    }

    private static final class Part {
        private final StringBuilder lines = new StringBuilder();
        private long posts;
        private long matched;
        private long hits;

        void add(Part other) {
            posts += other.posts;
            matched += other.matched;
            hits += other.hits;
        }
    }

    private void match(Part part, Post post, boolean write) {
        List<Hit> hits = matcher.match(post);
        part.posts++;
        part.matched += hits.isEmpty() ? 0 : 1;
        part.hits += hits.size();
        if (write) {
            hits.forEach(hit -> part.lines.append(HitJson.write(hit)).append('\n'));
        }
    }
}
