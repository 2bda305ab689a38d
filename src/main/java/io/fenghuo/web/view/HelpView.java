package io.fenghuo.web.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words and helpers at hand for one incident.
 *
 * @param base where its forms go, such as {@code /incidents/i-1} or {@code /i/i-1}
 * @param token of a signed link; empty in the console
 * @param mood how the customers sound, in words
 * @param open whether steps can be ticked and statements drafted
 * @param message why something was not done; empty = nothing is wrong
 */
public record HelpView(
        String base,
        String token,
        String mood,
        boolean open,
        List<Offer> offers,
        Said said,
        Mediation mediation,
        Before before,
        String message) {
    public HelpView {
        offers = List.copyOf(offers);
    }

    /**
     * A playbook.
     *
     * @param review when it has to be looked over; empty = never
     * @param done how many of its steps are
     */
    public record Offer(
            String id,
            String title,
            boolean stale,
            String review,
            String intro,
            List<Task> tasks,
            long done,
            List<Reply> replies,
            List<String> never,
            List<String> tell,
            List<Section> more) {
        public Offer {
            tasks = List.copyOf(tasks);
            replies = List.copyOf(replies);
            never = List.copyOf(never);
            tell = List.copyOf(tell);
            more = List.copyOf(more);
        }
    }

    /** A step; {@code by} says who has done it when, empty = nobody yet. */
    public record Task(String key, String text, String by) {
        public boolean done() {
            return !by.isEmpty();
        }
    }

    /** A script filled in, with what speaks against it as it is. */
    public record Reply(String key, String name, boolean fits, String text, List<String> faults) {
        public Reply {
            faults = List.copyOf(faults);
        }

        /** Lines of its field. */
        public int rows() {
            return Math.max(
                    3, Math.min(9, 1 + text.length() / 34 + (int) text.lines().count() - 1));
        }
    }

    /** A part of a playbook of its own. */
    public record Section(String title, List<String> lines) {
        public Section {
            lines = List.copyOf(lines);
        }
    }

    /**
     * The statement.
     *
     * @param inForce the published version; null = none
     * @param versions all, the newest first
     * @param pending the version that waits for a decision or for being published; null = none
     */
    public record Said(
            @Nullable Version inForce, @Nullable Version pending, List<Version> versions, boolean mayApprove) {
        public Said {
            versions = List.copyOf(versions);
        }
    }

    /** One version; {@code line} says who did what when. */
    public record Version(int number, String stage, String stageName, String text, String line) {}

    /** Who can settle it; {@code why} is empty when nobody is suggested. */
    public record Mediation(String why, List<Third> thirds) {
        public Mediation {
            thirds = List.copyOf(thirds);
        }
    }

    /** A third party. */
    public record Third(String name, String kind, String region, String how, String when) {}

    /** What was before. */
    public record Before(List<Case> similar, List<Case> same, List<Earlier> posts) {
        public Before {
            similar = List.copyOf(similar);
            same = List.copyOf(same);
            posts = List.copyOf(posts);
        }

        public boolean empty() {
            return similar.isEmpty() && same.isEmpty() && posts.isEmpty();
        }
    }

    /** Another incident; {@code ending} says how it ended or how it stands. */
    public record Case(String id, String title, String level, String levelName, String when, String ending) {}

    /** Another post of a customer. */
    public record Earlier(String who, String source, String when, String text) {}
}
