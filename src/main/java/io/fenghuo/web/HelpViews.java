package io.fenghuo.web;

import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Statement;
import io.fenghuo.playbook.Mediator;
import io.fenghuo.playbook.Playbook;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.HelpView;
import io.fenghuo.web.view.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Puts what is at hand into the reader's words. */
final class HelpViews {
    private static final int SHOWN = 160;

    private final Words words;
    private final UnaryOperator<String> name;
    private final Instant now;

    /** @param name gives a person's name */
    HelpViews(Words words, UnaryOperator<String> name, Instant now) {
        this.words = words;
        this.name = name;
        this.now = now;
    }

    /**
     * The view.
     *
     * @param base where forms go
     * @param token of a signed link; empty in the console
     */
    HelpView of(Incident incident, Helpers.Help help, String base, String token, String message) {
        return new HelpView(
                base,
                token,
                words.of("mood", help.mood()),
                !incident.state().ended(),
                help.offers().stream().map(one -> offer(one, help)).toList(),
                said(help),
                new HelpView.Mediation(
                        help.dispute().isEmpty() ? "" : words.t("mediators." + help.dispute()),
                        help.mediators().stream().map(this::third).toList()),
                new HelpView.Before(cases(help.similar()), cases(help.sameAuthors()), earlier(help.earlier())),
                message);
    }

    /** A playbook by itself, not for any incident. */
    HelpView.Offer alone(Playbook playbook, boolean stale) {
        Helpers.Offer plain = new Helpers.Offer(
                playbook,
                stale,
                playbook.body().steps().stream()
                        .map(step -> new Helpers.Task(step, null, null))
                        .toList(),
                playbook.body().scripts().stream()
                        .map(script -> new Helpers.Reply(script, script.text(), List.of()))
                        .toList());
        return offer(plain, Helpers.Help.NONE);
    }

    private HelpView.Offer offer(Helpers.Offer one, Helpers.Help help) {
        Playbook playbook = one.playbook();
        Playbook.Body body = playbook.body();
        List<HelpView.Task> tasks = one.tasks().stream().map(this::task).toList();
        return new HelpView.Offer(
                playbook.id(),
                playbook.title(),
                one.stale(),
                playbook.reviewBy() == null ? "" : String.valueOf(playbook.reviewBy()),
                body.intro(),
                tasks,
                tasks.stream().filter(HelpView.Task::done).count(),
                one.replies().stream()
                        .map(reply -> new HelpView.Reply(
                                reply.script().key(),
                                reply.script().name(),
                                reply.script().moods().contains(help.mood()),
                                reply.text(),
                                reply.faults().stream().map(this::fault).toList()))
                        .toList(),
                body.never(),
                body.tell(),
                body.more().stream()
                        .map(part -> new HelpView.Section(part.title(), part.lines()))
                        .toList());
    }

    private HelpView.Task task(Helpers.Task task) {
        String by = task.by();
        return new HelpView.Task(
                task.step().key(),
                task.step().text(),
                by == null
                        ? ""
                        : words.t("help.doneby", Harmless.line(name.apply(by), 40), words.when(task.at(), now)));
    }

    /** What speaks against saying something, as a sentence. */
    String fault(Helpers.Fault fault) {
        String kind = fault.kind().name().toLowerCase(Locale.ROOT);
        return words.t("reply." + kind, Harmless.line(fault.word(), 60), Harmless.line(fault.why(), 120));
    }

    private HelpView.Said said(Helpers.Help help) {
        List<HelpView.Version> versions =
                new ArrayList<>(help.statements().stream().map(this::version).toList());
        Collections.reverse(versions);
        return new HelpView.Said(
                versions.stream()
                        .filter(one -> one.stage().equals("published"))
                        .findFirst()
                        .orElse(null),
                versions.stream()
                        .filter(one ->
                                one.stage().equals("draft") || one.stage().equals("approved"))
                        .findFirst()
                        .orElse(null),
                versions,
                help.mayApprove());
    }

    private HelpView.Version version(Statement one) {
        List<String> parts = new ArrayList<>();
        parts.add(words.t("statement.by", person(one.by()), words.when(one.at(), now)));
        String decided = one.decidedBy();
        if (one.stage() == Statement.Stage.DRAFT) {
            boolean late = now.isAfter(one.due());
            parts.add(words.t(late ? "statement.late" : "statement.until", words.deadline(one.due(), now)));
        } else if (decided != null) {
            boolean back = one.stage() == Statement.Stage.REJECTED;
            parts.add(words.t(
                    back ? "statement.sentback" : "statement.approvedby",
                    person(decided),
                    words.when(one.decidedAt(), now)));
        }
        String note = one.note();
        if (note != null) {
            parts.add(Harmless.line(note, 300));
        }
        String publisher = one.publishedBy();
        if (publisher != null) {
            parts.add(words.t("statement.publishedby", person(publisher), words.when(one.publishedAt(), now)));
        }
        return new HelpView.Version(
                one.version(),
                one.stage().name().toLowerCase(Locale.ROOT),
                words.of("stage", one.stage()),
                one.text(),
                String.join(" · ", parts));
    }

    private String person(String id) {
        return Harmless.line(name.apply(id), 40);
    }

    private HelpView.Third third(Mediator one) {
        return new HelpView.Third(
                one.name(),
                words.term("mediator", one.kind()),
                String.join(words.t("list.comma"), one.regions()),
                one.how(),
                one.when());
    }

    private List<HelpView.Case> cases(List<Incident> incidents) {
        return incidents.stream()
                .map(one -> new HelpView.Case(
                        one.id(),
                        Harmless.line(one.title(), 80),
                        one.level().name().toLowerCase(Locale.ROOT),
                        words.level(one.level()),
                        words.when(one.openedAt(), now),
                        ending(one)))
                .toList();
    }

    private String ending(Incident one) {
        Incident.Closing closing = one.closing();
        List<String> parts = new ArrayList<>(List.of(words.of("state", one.state())));
        if (closing != null) {
            Stream.of(closing.cause(), closing.measure(), closing.lesson())
                    .filter(part -> part != null && !part.isBlank())
                    .forEach(part -> parts.add(Harmless.line(part, SHOWN)));
        }
        return String.join(" · ", parts);
    }

    private List<HelpView.Earlier> earlier(List<Post> posts) {
        return posts.stream()
                .map(post -> new HelpView.Earlier(
                        Harmless.line(
                                String.valueOf(
                                        post.author().name() == null
                                                ? post.author().id()
                                                : post.author().name()),
                                24),
                        Harmless.line(post.source(), 40),
                        words.when(post.publishedAt(), now),
                        Harmless.line(post.text(), SHOWN)))
                .toList();
    }
}
