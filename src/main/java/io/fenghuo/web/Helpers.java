package io.fenghuo.web;

import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Statement;
import io.fenghuo.playbook.Handbook;
import io.fenghuo.playbook.Mediator;
import io.fenghuo.playbook.Mood;
import io.fenghuo.playbook.Playbook;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Words and helpers at hand: playbooks, statements, mediators and what was alike before. Threadsafe; no method blocks. */
public interface Helpers {
    /** For a service without any. */
    Helpers NONE = new NoHelpers();

    /** What is at hand for an incident; {@code person} is the reader, empty = unknown. Empty when there is no such incident. */
    Future<Optional<Help>> help(String incident, String person);

    /**
     * What is at hand for who holds a link of a message: nothing of what others wrote elsewhere, and in scripts neither name nor order of a customer
     * where the message did not tell them. {@code person} is empty for a group.
     */
    default Future<Optional<Help>> helpByLink(String incident, String person) {
        return help(incident, person);
    }

    /** Ticks a step of a playbook, or takes the tick back; completes after the commit. */
    Future<Proposals.Heard> tick(String incident, Step step, boolean done, Console.Actor actor);

    /** What speaks against saying this to the customers of an incident; empty = nothing. */
    Future<List<Fault>> check(String incident, String text);

    /** Every version of an incident's statement, oldest first. */
    Future<List<Statement>> statements(String incident);

    /** Drafts a new version of the statement, which legal is asked to approve; completes after the commit. */
    Future<Proposals.Heard> draft(String incident, String text, Console.Actor actor);

    /** Approves a draft or sends it back; {@code note} says why. */
    Future<Proposals.Heard> decide(String incident, int version, boolean approve, String note, Console.Actor actor);

    /** Puts an approved version in force. */
    Future<Proposals.Heard> publish(String incident, int version, Console.Actor actor);

    /** Everything laid down, as the files now have it. */
    Handbook handbook();

    /** The day in the house's zone. */
    LocalDate today();

    /** Playbooks by anybody's words, the best first. */
    Future<List<Match>> search(String words, int limit);

    /** A step of a playbook, by their ids. */
    record Step(String playbook, String key) {}

    /** A playbook that was found, with its best script for these words. */
    record Match(Playbook playbook, Playbook.@Nullable Script script) {}

    /**
     * What is at hand.
     *
     * @param offers playbooks, the best first
     * @param mayApprove whether the reader may decide for legal
     * @param dispute why mediators are suggested: {@code missed}, {@code long} or empty
     * @param similar closed incidents that were alike, the most alike first
     * @param sameAuthors other incidents of these customers, the newest first
     * @param earlier their earlier posts elsewhere, the newest first
     */
    record Help(
            Mood mood,
            List<Offer> offers,
            List<Statement> statements,
            boolean mayApprove,
            String dispute,
            List<Mediator> mediators,
            List<Incident> similar,
            List<Incident> sameAuthors,
            List<Post> earlier) {
        public Help {
            offers = List.copyOf(offers);
            statements = List.copyOf(statements);
            mediators = List.copyOf(mediators);
            similar = List.copyOf(similar);
            sameAuthors = List.copyOf(sameAuthors);
            earlier = List.copyOf(earlier);
        }

        /** Nothing. */
        public static final Help NONE =
                new Help(Mood.CALM, List.of(), List.of(), false, "", List.of(), List.of(), List.of(), List.of());

        /** The same without what was before. */
        public Help alone() {
            return new Help(mood, offers, statements, mayApprove, dispute, mediators, List.of(), List.of(), List.of());
        }

        /** The statement in force; null while there is none. */
        public @Nullable Statement statement() {
            return statements.stream()
                    .filter(one -> one.stage() == Statement.Stage.PUBLISHED)
                    .reduce((a, b) -> b)
                    .orElse(null);
        }
    }

    /** A playbook for an incident. */
    record Offer(Playbook playbook, boolean stale, List<Task> tasks, List<Reply> replies) {
        public Offer {
            tasks = List.copyOf(tasks);
            replies = List.copyOf(replies);
        }
    }

    /** A step, and who has done it when; null = nobody yet. */
    record Task(
            Playbook.Step step,
            @Nullable String by,
            @Nullable Instant at) {}

    /** A script filled in, and what speaks against saying it as it is. */
    record Reply(Playbook.Script script, String text, List<Fault> faults) {
        public Reply {
            faults = List.copyOf(faults);
        }
    }

    /**
     * What speaks against saying something.
     *
     * @param word what must not be there, or must
     * @param why the rule, in words
     */
    record Fault(Kind kind, String word, String why) {
        /** Sorts of faults. */
        public enum Kind {
            /** It must not be said. */
            FORBIDDEN,
            /** It has to be said. */
            REQUIRED,
            /** Something is still to be filled in. */
            GAP
        }
    }
}
