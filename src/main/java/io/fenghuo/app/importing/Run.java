package io.fenghuo.app.importing;

import io.fenghuo.model.Post;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.Trouble;
import io.fenghuo.source.table.RowPosts;
import io.fenghuo.source.table.Table;
import io.fenghuo.web.Console;
import io.fenghuo.web.Imports;
import io.fenghuo.web.Ingest;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.PostJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one file in, some at a time: first they are stored under a key of their own, then it is kept how far it got. Cut off
 * between the two, the same rows come again to the byte and are answered by the receipt of then. Confined to one thread.
 */
final class Run {
    /** Rows after which a count asks whether the service stops. */
    private static final int COUNTED_AT_ONCE = 5_000;

    /** Rows at a time: as many as go into one transaction. */
    private static final int ROWS = 500;

    private static final int BYTES = 2 << 20;

    private final Tools tools;
    private Import job;

    /**
     * What it works with.
     *
     * @param zone in which times of posts are written
     * @param words for the report
     */
    record Tools(ImportFolder folder, Keeper keeper, InstantSource clock, ZoneId zone, SourceWords said, Words words) {}

    Run(Tools tools, Import job) {
        this.tools = tools;
        this.job = job;
    }

    /** Some rows on their way in. */
    private static final class Some {
        private final List<Post> posts = new ArrayList<>();
        private final List<RowPosts.Step> wrong = new ArrayList<>();
        private final StringBuilder lines = new StringBuilder();

        long rows() {
            return (long) posts.size() + wrong.size();
        }
    }

    /** Reads on to the end, or until the service stops or can keep nothing; says how it stands then. */
    Import go() throws IOException {
        try {
            if (job.tally().total() < 0) {
                count();
            }
            read();
            return job;
        } catch (NoSuchFileException gone) {
            return end(Imports.Stage.FAILED, Trouble.of("table.gone"));
        } catch (SourceException wrong) {
            return end(Imports.Stage.FAILED, wrong.trouble());
        } catch (Plan.Unclear changed) {
            return end(Imports.Stage.FAILED, Trouble.of("table.gone"));
        } catch (Keeper.Halted halted) {
            return halted.stopping() ? job : end(Imports.Stage.RUNNING, Trouble.of("table.halted"));
        }
    }

    private void count() throws IOException, SourceException, Keeper.Halted {
        try (Table table = open()) {
            long rows = 0;
            long past = COUNTED_AT_ONCE;
            while (past == COUNTED_AT_ONCE) {
                tools.keeper().pause();
                past = RowPosts.skip(table, COUNTED_AT_ONCE);
                rows += past;
            }
            keep(job.counted(job.tally().of(rows)));
        }
    }

    private Table open() throws IOException, SourceException {
        return Table.open(tools.folder().file(job.id()), Survey.SHARED);
    }

    private void read() throws IOException, SourceException, Plan.Unclear, Keeper.Halted {
        Plan plan = Plan.of(job.wish(), job.map());
        Instant then = Objects.requireNonNull(job.startedAt(), "begun");
        try (Table table = open();
                Report report = report(table)) {
            RowPosts.skip(table, job.tally().rows());
            RowPosts rows = new RowPosts(table, plan.reader(job.hash()));
            for (Some some = some(rows, then); some.rows() > 0; some = some(rows, then)) {
                store(some, report);
            }
            boolean whole = !table.broken();
            end(whole ? Imports.Stage.DONE : Imports.Stage.FAILED, whole ? null : Trouble.of("table.broken"));
        }
    }

    private Report report(Table table) throws IOException {
        return new Report(
                tools.folder().report(job.id()),
                table.headings(),
                tools.words().t("imports.csv.row"),
                tools.words().t("imports.csv.why"),
                job.tally());
    }

    private Some some(RowPosts rows, Instant then) throws IOException {
        Some some = new Some();
        while (some.rows() < ROWS && some.lines.length() < BYTES) {
            RowPosts.Step step = rows.next(then);
            if (step == null) {
                break;
            }
            if (step.post() == null) {
                some.wrong.add(step);
            } else {
                some.posts.add(step.post());
                some.lines.append(PostJson.write(step.post(), tools.zone())).append('\n');
            }
        }
        return some;
    }

    private void store(Some some, Report report) throws IOException, Keeper.Halted {
        Console.Receipt receipt = some.posts.isEmpty()
                ? new Console.Receipt(0, 0, 0, 0)
                : tools.keeper().keep(ingest(some));
        List<Tally.Refused> wrong = new ArrayList<>();
        for (RowPosts.Step step : some.wrong) {
            Trouble why = Objects.requireNonNull(step.trouble());
            wrong.add(new Tally.Refused(Survey.number(step.row()), why));
            report.add(step.row(), tools.said().say(why));
        }
        keep(job.counted(job.tally().plus(some.rows(), receipt, wrong).report(report.bytes(), report.lines())));
        tools.keeper().pause();
    }

    private Ingest ingest(Some some) {
        byte[] body = some.lines.toString().getBytes(StandardCharsets.UTF_8);
        return new Ingest(
                job.wish().source(),
                some.posts,
                "import " + job.id() + " " + job.tally().rows(),
                Sha256.hex(body),
                body,
                "import " + job.by(),
                List.of(),
                !job.wish().alarm());
    }

    private Import end(Imports.Stage stage, @Nullable Trouble why) throws IOException {
        keep(job.ended(stage, why, tools.clock().instant()));
        if (stage != Imports.Stage.RUNNING) {
            tools.folder().finish(job.id());
        }
        return job;
    }

    private void keep(Import now) throws IOException {
        tools.folder().save(now);
        job = now;
    }
}
