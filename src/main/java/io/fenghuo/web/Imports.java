package io.fenghuo.web;

import io.fenghuo.model.Post;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exports that people bring in through the console. A file is kept until its rows are in; what was read so far outlives the process, and a row
 * that was read is not read again. Threadsafe; no method blocks.
 */
public interface Imports {
    /** Nobody imports. */
    Imports NONE = new NoImports();

    /** Bytes of a file. */
    long MOST = 32L << 20;
    /** Columns that can be given a meaning. */
    int COLUMNS = 100;
    /** What stands for a column that is kept beside the post. */
    String BESIDE = "attributes";

    /** Whether a person may. */
    boolean mayImport(String person);

    /** A new place on disk for a file that is on its way in; empty when there is no room for another. */
    Future<Optional<Path>> room();

    /** Takes a file that is there as a whole; what is no table is refused and deleted. */
    Future<Taken> take(Path file, String name, Console.Actor actor, Locale language);

    /** All of them, the newest first. */
    Future<List<Job>> list(Locale language);

    /** One of them; with its columns and first rows while nothing of it was read in. */
    Future<Optional<Look>> look(String id, Locale language);

    /** Keeps what the columns mean. */
    Future<Proposals.Heard> change(String id, Wish wish, Console.Actor actor);

    /** Begins to read the rows in, or goes on with it. */
    Future<Proposals.Heard> start(String id, Console.Actor actor);

    /** Forgets one with its file; rows that are in stay in. */
    Future<Proposals.Heard> drop(String id, Console.Actor actor);

    /** The rows that were refused, as CSV; empty when there are none. */
    Future<Optional<Path>> refused(String id);

    /**
     * What became of a file.
     *
     * @param id empty when it was refused
     */
    record Taken(String id, Proposals.Heard heard) {}

    /** Where one stands. */
    enum Stage {
        /** Somebody still says what the columns mean. */
        DRAFT,
        /** It is being read, or waits until another one has been. */
        RUNNING,
        /** The service ended or could keep nothing: somebody may go on with it. */
        INTERRUPTED,
        DONE,
        /** The file could not be read to its end; what was read before is in. */
        FAILED
    }

    /**
     * What somebody said of a file; it may be wrong still.
     *
     * @param columns place of a column, from 0 → the field of a post, {@link #BESIDE}, or empty for none
     * @param zone of times that name none
     * @param dates {@code any}, {@code day_first} or {@code month_first}
     * @param at the day of rows that have no time; empty = such rows are refused
     * @param alarm whether posts older than the golden time alarm as if they came now
     */
    record Wish(String source, Map<Integer, String> columns, String zone, String dates, String at, boolean alarm) {
        public Wish {
            columns = Map.copyOf(columns);
        }
    }

    /**
     * One import.
     *
     * @param name of the file, as the browser said
     * @param total rows of the file; -1 = not counted yet
     * @param rows read so far
     * @param stored posts that were new
     * @param known posts that had come before
     * @param hits rules found in them
     * @param refused rows that are no posts
     * @param reasons why they are none, in words → how many; the most first
     * @param listed how many of the refused can be downloaded
     * @param fault why it ended or waits; empty = nothing is wrong
     */
    record Job(
            String id,
            String name,
            String source,
            String by,
            Instant at,
            Stage stage,
            long total,
            long rows,
            long stored,
            long known,
            long hits,
            long refused,
            List<Map.Entry<String, Long>> reasons,
            List<Refusal> first,
            long listed,
            String fault,
            @Nullable Instant ended) {
        public Job {
            reasons = List.copyOf(reasons);
            first = List.copyOf(first);
        }
    }

    /**
     * A row that is no post.
     *
     * @param row as the file counts it; 0 = not even that can be read
     */
    record Refusal(long row, String why) {}

    /**
     * A column.
     *
     * @param field what it is taken for; empty = nothing
     * @param samples what stands in its first rows
     */
    record Column(int place, String heading, String field, List<String> samples) {
        public Column {
            samples = List.copyOf(samples);
        }
    }

    /**
     * How a file is read.
     *
     * @param wish null unless it is a draft
     * @param more columns beyond those
     * @param looked rows that were looked at
     * @param read how many of them are posts
     * @param posts the first of them
     * @param refused the first rows that are none
     * @param missing what must still be said before it can begin; done = nothing
     */
    record Look(
            Job job,
            @Nullable Wish wish,
            List<Column> columns,
            int more,
            int looked,
            int read,
            List<Post> posts,
            List<Refusal> refused,
            Proposals.Heard missing) {
        public Look {
            columns = List.copyOf(columns);
            posts = List.copyOf(posts);
            refused = List.copyOf(refused);
        }

        /** One that is no draft any more. */
        public Look(Job job) {
            this(job, null, List.of(), 0, 0, 0, List.of(), List.of(), Proposals.Heard.YES);
        }
    }
}
