package io.fenghuo.app.importing;

import io.fenghuo.model.Post;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.Trouble;
import io.fenghuo.source.table.Columns;
import io.fenghuo.source.table.Row;
import io.fenghuo.source.table.RowPosts;
import io.fenghuo.source.table.Table;
import io.fenghuo.web.Imports;
import io.fenghuo.web.Proposals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A look at the head of a file: what its columns hold, and what its first rows would be as posts. */
final class Survey {
    /** Characters of shared texts of a workbook that the service holds in memory; a command of its own may hold more. */
    static final long SHARED = 16L << 20;
    /** Rows that are looked at. */
    private static final int LOOKED = 1_000;

    private static final int SAMPLES = 3;
    private static final int SAMPLE = 80;
    private static final int POSTS = 5;
    private static final int REFUSED = 10;

    private final Path file;
    private final Import job;
    private final SourceWords words;

    Survey(Path file, Import job, SourceWords words) {
        this.file = file;
        this.job = job;
        this.words = words;
    }

    /** What the headings of a file tell by themselves. */
    static Map<Integer, String> guess(Path file) throws IOException, SourceException {
        try (Table table = Table.open(file, SHARED)) {
            List<String> headings = headings(table);
            Map<Integer, String> guess = new HashMap<>();
            Columns.guessed(headings)
                    .headings()
                    .forEach((field, heading) -> guess.put(headings.indexOf(heading), field));
            return guess;
        }
    }

    private static List<String> headings(Table table) {
        List<String> all = table.headings();
        return all.subList(0, Math.min(Imports.COLUMNS, all.size()));
    }

    /** The look, of a draft. */
    Imports.Look look(Imports.Job shown, Instant now) throws IOException, SourceException {
        List<Imports.Column> columns = columns();
        int more;
        Plan plan;
        try (Table table = Table.open(file, SHARED)) {
            List<String> headings = headings(table);
            more = table.headings().size() - headings.size();
            plan = Plan.of(job.wish(), headings);
            return posts(new RowPosts(table, plan.reader(job.hash())), shown, columns, more, now);
        } catch (Plan.Unclear unclear) {
            return new Imports.Look(shown, job.wish(), columns, 0, 0, 0, List.of(), List.of(), unclear.heard());
        }
    }

    private Imports.Look posts(RowPosts rows, Imports.Job shown, List<Imports.Column> columns, int more, Instant now)
            throws IOException {
        List<Post> posts = new ArrayList<>();
        List<Imports.Refusal> refused = new ArrayList<>();
        int looked = 0;
        int read = 0;
        for (RowPosts.Step step = rows.next(now); step != null; step = looked < LOOKED ? rows.next(now) : null) {
            looked++;
            Trouble trouble = step.trouble();
            Post post = step.post();
            if (post != null) {
                read++;
                if (posts.size() < POSTS) {
                    posts.add(post);
                }
            }
            if (trouble != null && refused.size() < REFUSED) {
                refused.add(new Imports.Refusal(number(step.row()), words.say(trouble)));
            }
        }
        return new Imports.Look(shown, job.wish(), columns, more, looked, read, posts, refused, Proposals.Heard.YES);
    }

    static long number(@Nullable Row row) {
        return row == null ? 0 : row.number();
    }

    private List<Imports.Column> columns() throws IOException, SourceException {
        try (Table table = Table.open(file, SHARED)) {
            List<String> headings = headings(table);
            List<List<String>> samples = new ArrayList<>();
            headings.forEach(heading -> samples.add(new ArrayList<>()));
            for (int at = 0; at < SAMPLES; at++) {
                Row row = row(table);
                for (int place = 0; row != null && place < headings.size(); place++) {
                    String cell = row.cell(headings.get(place));
                    if (cell != null) {
                        samples.get(place).add(cell.substring(0, Math.min(SAMPLE * 4, cell.length())));
                    }
                }
            }
            List<Imports.Column> columns = new ArrayList<>();
            for (int place = 0; place < headings.size(); place++) {
                String field = job.wish().columns().getOrDefault(place, "");
                columns.add(new Imports.Column(place, headings.get(place), field, samples.get(place)));
            }
            return columns;
        }
    }

    private static @Nullable Row row(Table table) throws IOException {
        try {
            return table.broken() ? null : table.next();
        } catch (SourceException unreadable) {
            return null;
        }
    }
}
