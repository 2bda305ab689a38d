package io.fenghuo.web;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Role;
import io.fenghuo.model.Span;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the page 试词 asks: what a text sets off, and what a changed watchlist would change. Nothing is written. Threadsafe; no method blocks. */
public interface Trying {
    /** Characters of a text: {@value}. */
    int TEXT = 20_000;
    /** Characters of a watchlist: {@value}. */
    int LIST = 100_000;
    /** Stored posts that are looked at, the newest: {@value}. */
    int POSTS = 50_000;
    /** Days of stored posts: {@value}. */
    int DAYS = 7;
    /** Seconds after which the stored posts are left, and what was seen so far is told: {@value}. */
    int SECONDS = 8;
    /** Samples of each change: {@value}. */
    int SAMPLES = 3;

    /** The watchlists of the home, by file name. */
    Future<List<String>> files();

    /** The text of one of {@link #files}; empty when there is no such file or it is longer than {@value #LIST} characters. */
    Future<Optional<String>> file(String name);

    /** What {@code text} sets off under the running lists, changed as {@code draft} says. */
    Future<Told> explain(String text, Role role, Kind kind, @Nullable Draft draft, Locale language);

    /**
     * What {@code draft} would change, over the posts of the last {@value #DAYS} days and over the trial corpus.
     *
     * @return failed with {@link Busy} while another is compared
     */
    Future<Compared> compare(Draft draft, Locale language);

    /** A changed watchlist: what would stand in the file {@code name}. */
    record Draft(String name, String text) {}

    /**
     * Whether a draft can be read.
     *
     * @param lines {@code file:line:col: error|warning: what; what to do}
     * @param broken whether one of them is an error; then nothing else is told
     */
    record Checked(List<String> lines, boolean broken) {
        /** Nothing to say. */
        public static final Checked FINE = new Checked(List.of(), false);

        public Checked {
            lines = List.copyOf(lines);
        }
    }

    /**
     * What became of a text.
     *
     * @param folded the text as the keywords see it
     * @param steps what folding changed
     * @param misses rules of which something was found and that still did not fire
     * @param would who would be told, in order of time, were it posted now and nobody did anything
     */
    record Told(
            Checked checked,
            String text,
            String folded,
            List<Step> steps,
            List<Hit> hits,
            List<Miss> misses,
            List<Would> would) {
        public Told {
            steps = List.copyOf(steps);
            hits = List.copyOf(hits);
            misses = List.copyOf(misses);
            would = List.copyOf(would);
        }
    }

    /** One change of folding; {@code to} is empty when the characters went. */
    record Step(String from, String to, String via) {}

    /** One who would be told: person, group or channel, and by which ways. */
    record Would(Instant at, String who, String by, String why) {}

    /** A rule that almost fired, and why it did not, as a sentence. */
    record Miss(String rule, String why) {}

    /** What a draft would change, over each set of posts. */
    record Compared(Checked checked, List<Over> over) {
        public Compared {
            over = List.copyOf(over);
        }
    }

    /** Which posts. */
    enum Set {
        /** Those of the last days in the store. */
        STORED,
        /** The trial corpus. */
        TRIAL
    }

    /**
     * What would change over one set.
     *
     * @param cut whether there were more posts than were looked at
     * @param newly posts that were silent and would have a hit
     * @param silent posts that had a hit and would be silent
     */
    record Over(
            Set set, long posts, boolean cut, long before, long after, long newly, long silent, List<Change> changes) {
        public Over {
            changes = List.copyOf(changes);
        }
    }

    /** What becomes of a rule. */
    enum What {
        NEW,
        GONE,
        LEVEL
    }

    /** One change: at which grade the rule fires, in how many posts. */
    record Change(
            What what,
            String rule,
            String watchlist,
            String category,
            @Nullable String before,
            @Nullable String after,
            long count,
            List<Sample> samples) {
        public Change {
            samples = List.copyOf(samples);
        }
    }

    /** A post a change shows in. */
    record Sample(String text, List<Span> spans) {
        public Sample {
            spans = List.copyOf(spans);
        }
    }

    /** Somebody else is comparing. */
    final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Busy() {
            super("another comparison runs", null, false, false);
        }
    }
}
