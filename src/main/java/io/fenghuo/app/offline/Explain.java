package io.fenghuo.app.offline;

import io.fenghuo.app.OpenHome;
import io.fenghuo.app.StartRefused;
import io.fenghuo.app.SystemTime;
import io.fenghuo.grade.Grader;
import io.fenghuo.match.Explanation;
import io.fenghuo.model.Grade;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import io.fenghuo.wire.ExplainJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The facade of {@code explain}: what one text would set off, and why. */
public final class Explain {
    private static final Comparator<Hit> GRAVEST_FIRST =
            Comparator.comparing(Hit::level).thenComparing(Hit::suspected).thenComparing(Hit::rule);

    private Explain() {}

    /**
     * What is asked.
     *
     * @param at the moment it is found; null = now
     * @param published the moment of exposure; null = {@code at}
     * @param role null = customer
     * @param kind null = comment
     * @param source null = none that a rule could name
     * @param thread null = a thread of its own
     * @param product what it is about, or null
     */
    public record Question(
            String text,
            @Nullable String at,
            @Nullable String published,
            @Nullable Role role,
            @Nullable Kind kind,
            @Nullable String source,
            @Nullable String thread,
            @Nullable String product,
            @Nullable Integer rating) {}

    /**
     * The answer.
     *
     * @param matched whether any rule applies
     * @param json as {@code explain --json} has it
     * @param words the same for people
     */
    public record Answer(boolean matched, String json, List<String> words) {
        public Answer {
            words = List.copyOf(words);
        }
    }

    /**
     * Answers.
     *
     * @param folder the home; null = where the environment says
     * @throws StartRefused when the home or a moment of the question cannot be used
     * @throws IOException when a plug-in's jar cannot be closed
     */
    public static Answer ask(
            Map<String, String> variables, PrintStream terminal, @Nullable Path folder, Question question)
            throws IOException {
        Instant clock = new SystemTime().instant();
        try (OpenHome home = OpenHome.readSwapped(variables, terminal, folder, clock)) {
            OfflineWords words = new OfflineWords(home.environment().language());
            Instant now = moment(question.at(), clock, home, words);
            Post post = post(question, now, moment(question.published(), now, home, words));
            return answer(home, words, post, now, Paused.at(variables, terminal, folder, home, words, now));
        }
    }

    static Instant moment(@Nullable String text, Instant otherwise, OpenHome home, OfflineWords words) {
        if (text == null) {
            return otherwise;
        }
        return Moments.parse(text, otherwise, home.environment().zone())
                .orElseThrow(() -> new StartRefused(List.of(words.say("moment", text))));
    }

    private static Post post(Question asked, Instant now, Instant published) {
        return Post.builder(asked.source() == null ? "explain" : asked.source(), "1", asked.text(), published)
                .receivedAt(now)
                .thread(asked.thread())
                .role(asked.role() == null ? Role.CUSTOMER : asked.role())
                .kind(asked.kind() == null ? Kind.COMMENT : asked.kind())
                .subject(new io.fenghuo.model.Subject(null, null, asked.product(), null, null, null))
                .rating(asked.rating())
                .build();
    }

    private static Answer answer(OpenHome home, OfflineWords own, Post post, Instant now, Paused paused) {
        Explanation found = home.rules().matcher().explain(post.text(), post);
        List<Hit> hits = found.hits().stream().sorted(GRAVEST_FIRST).toList();
        Grader grader = new Grader();
        Optional<Grade> grade = grader.grade(post, hits);
        Sentences sentences = new Sentences(home.environment().language());
        List<ExplainJson.Would> would = new ArrayList<>();
        List<ExplainJson.Due> clocks = new ArrayList<>();
        if (!hits.isEmpty()) {
            Hit lead = hits.get(0);
            Foresight.Seen seen = new Foresight(
                            home.rules().policy(now),
                            home.rules().roster(),
                            home.rules().configuration().contacts())
                    .of(post, lead, grader.grade(post, lead, hits), now);
            would.addAll(WhoHears.would(seen, sentences));
            seen.clocks().forEach((clock, due) -> clocks.add(new ExplainJson.Due(clock, due)));
        }
        ExplainJson.Explain explained = new ExplainJson.Explain(
                post.text(),
                found.folded(),
                found.steps().stream()
                        .map(step ->
                                new ExplainJson.Step(step.at(), step.from(), step.to(), String.join(" ", step.via())))
                        .toList(),
                hits,
                found.nearMisses().stream()
                        .map(miss -> new ExplainJson.NearMiss(miss.rule(), sentences.reason(miss.why())))
                        .toList(),
                grade.map(given -> new ExplainJson.Graded(
                                given.level(),
                                given.suspected(),
                                given.reasons().stream().map(sentences::reason).toList()))
                        .orElse(null),
                would,
                clocks);
        String json = ExplainJson.write(explained, home.environment().zone());
        List<String> lines = new ArrayList<>(new ExplainText(home, own, sentences, now).of(explained));
        if (grade.filter(given -> given.level() != Severity.L1).isPresent()) {
            lines.addAll(paused.lines(hits));
        }
        return new Answer(!hits.isEmpty(), json, lines);
    }
}
