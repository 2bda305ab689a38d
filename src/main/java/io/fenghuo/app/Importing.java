package io.fenghuo.app;

import io.fenghuo.model.Post;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.table.Columns;
import io.fenghuo.source.table.Row;
import io.fenghuo.source.table.RowPosts;
import io.fenghuo.source.table.RowReader;
import io.fenghuo.source.table.Table;
import io.fenghuo.wire.PostJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the rows of a table in as posts. Whatever ends it halfway, the same file brought again goes on where it stopped, as every post keeps its
 * id: none is lost, none is doubled. Confined to one thread.
 */
public final class Importing {
    private static final int ROWS = 1_000;
    private static final int BYTES = 2 << 20;
    /** Rows that are shown before it begins. */
    private static final int SHOWN = 3;

    private static final long LONGEST_WAIT = 60_000;
    private static final int TRIES = 60;

    private final Wish wish;
    private final ZoneId zone;
    private final SourceWords words;
    private final SystemTime clock = new SystemTime();
    private final String hash;

    /**
     * What to bring.
     *
     * @param source the id the posts are kept under
     * @param map field → heading, where the guess is wrong
     * @param at when rows were published that do not say; null = such rows are refused
     * @param alarm whether posts older than the golden time alarm as if they came now
     * @param refused where rows that are refused are written; null = they are counted only
     */
    public record Wish(
            Path file,
            String source,
            Map<String, String> map,
            @Nullable Instant at,
            boolean alarm,
            @Nullable Path refused) {
        public Wish {
            map = Map.copyOf(map);
        }
    }

    /**
     * How a file would be read.
     *
     * @param columns field → heading
     * @param unused headings that no field takes
     * @param rows all but the headings
     * @param refused rows that are no posts
     * @param samples the first posts, as JSON
     */
    public record Plan(
            Map<String, String> columns, List<String> unused, long rows, long refused, List<String> samples) {
        public Plan {
            columns = Map.copyOf(columns);
            unused = List.copyOf(unused);
            samples = List.copyOf(samples);
        }
    }

    /**
     * What became of the rows.
     *
     * @param stored posts that were new
     * @param known posts that had come before
     * @param hits rules found in them
     * @param refused rows that are no posts
     */
    public record Outcome(long rows, long stored, long known, long hits, long refused) {}

    /** @throws StartRefused when the file cannot be read */
    public Importing(Wish wish, Settings settings) {
        this.wish = wish;
        this.zone = settings.environment().zone();
        this.words = new SourceWords(settings.environment().language());
        try {
            hash = Sha256.hex(wish.file());
        } catch (IOException failed) {
            throw refused(failed);
        }
    }

    /** Reads the file through and brings nothing. */
    public Plan plan() {
        Walk walk = new Walk(null, rows -> {});
        walk.run();
        List<String> unused = new ArrayList<>(walk.headings);
        unused.removeAll(walk.columns.headings().values());
        return new Plan(walk.columns.headings(), unused, walk.rows, walk.refused, walk.samples);
    }

    /** Brings the posts; {@code progress} hears how many rows are done. */
    public Outcome run(Access access, LongConsumer progress) {
        Walk walk = new Walk(access, progress);
        walk.run();
        return new Outcome(walk.rows, walk.stored, walk.brought - walk.stored, walk.hits, walk.refused);
    }

    private StartRefused refused(IOException failed) {
        String why = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
        return new StartRefused(List.of(wish.file() + ": " + why), failed);
    }

    /** One way through the file. */
    private final class Walk {
        private final @Nullable Access access;
        private final LongConsumer progress;
        private final StringBuilder lines = new StringBuilder();
        private final List<String> samples = new ArrayList<>();
        private List<String> headings = List.of();
        private Columns columns = new Columns(Map.of());
        private @Nullable BufferedWriter report;
        private int waiting;
        private long rows;
        private long brought;
        private long stored;
        private long hits;
        private long refused;

        Walk(@Nullable Access access, LongConsumer progress) {
            this.access = access;
            this.progress = progress;
        }

        void run() {
            try (Table table = Table.open(wish.file())) {
                headings = table.headings();
                columns = Columns.of(headings, wish.map());
                RowReader reader = new RowReader(columns, wish.source(), hash, zone, wish.at());
                RowPosts posts = new RowPosts(table, reader);
                while (step(posts)) {
                    if (waiting >= ROWS || lines.length() >= BYTES) {
                        bring();
                    }
                }
                bring();
            } catch (IOException failed) {
                throw Importing.this.refused(failed);
            } catch (SourceException wrong) {
                throw new StartRefused(List.of(wish.file() + ": " + words.say(wrong.trouble())), wrong);
            } finally {
                close();
            }
        }

        private boolean step(RowPosts posts) throws IOException {
            RowPosts.Step step = posts.next(clock.instant());
            if (step == null) {
                return false;
            }
            rows++;
            if (step.post() != null) {
                take(step.post());
            }
            if (step.trouble() != null) {
                refuse(step.row(), words.say(step.trouble()));
            }
            return true;
        }

        private void take(Post post) {
            String json = PostJson.write(post, zone);
            if (samples.size() < SHOWN) {
                samples.add(json);
            }
            if (access != null) {
                lines.append(json).append('\n');
                waiting++;
            }
        }

        private void refuse(@Nullable Row row, String why) throws IOException {
            refused++;
            if (wish.refused() == null || access == null) {
                return;
            }
            if (report == null) {
                report = Files.newBufferedWriter(wish.refused(), StandardCharsets.UTF_8);
            }
            report.write((row == null ? "?" : String.valueOf(row.number())) + "\t" + why + "\n");
        }

        private void bring() {
            if (access == null || waiting == 0) {
                return;
            }
            Access.Answer answer = patiently(access, lines.toString().getBytes(StandardCharsets.UTF_8));
            if (!answer.ok()) {
                throw new StartRefused(List.of(answer.words()));
            }
            brought += answer.body().path("posts").asLong();
            stored += answer.body().path("stored").asLong();
            hits += answer.body().path("hits").asLong();
            waiting = 0;
            lines.setLength(0);
            progress.accept(rows);
        }

        /** A house that is busy is asked again when it says. */
        private Access.Answer patiently(Access to, byte[] body) {
            String path = "/api/posts?source=" + java.net.URLEncoder.encode(wish.source(), StandardCharsets.UTF_8)
                    + (wish.alarm() ? "" : "&history=true");
            Access.Answer answer = to.bring(path, body);
            for (int again = 1; again < TRIES && (answer.status() == 429 || answer.status() == 503); again++) {
                try {
                    Thread.sleep(Math.min(LONGEST_WAIT, 1_000L * Math.max(1, answer.retryAfter())));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return answer;
                }
                answer = to.bring(path, body);
            }
            return answer;
        }

        private void close() {
            if (report != null) {
                try {
                    report.close();
                } catch (IOException failed) {
                    throw Importing.this.refused(failed);
                }
            }
        }
    }
}
