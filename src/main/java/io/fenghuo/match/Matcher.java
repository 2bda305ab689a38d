package io.fenghuo.match;

import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Span;
import io.fenghuo.normalise.Folded;
import io.fenghuo.normalise.Folder;
import io.fenghuo.normalise.Via;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All watchlists, compiled. Immutable and threadsafe: a changed list is compiled anew and the reference swapped.
 */
public final class Matcher {
    /** Of the thread, not of the matcher: it must not keep a matcher alive that a reload has replaced. */
    private static final ThreadLocal<Reader> READERS = ThreadLocal.withInitial(Reader::new);

    private static final BitSet NOTHING = new BitSet();
    /** So many disguises that were not believed are told of. */
    private static final int MOST_REFUSED = 5;
    /** Less likely ones are told of nowhere: {@link Unmasking.Found#score}. */
    private static final double LEAST_LIKELY = -15;

    private final List<Watchlist> watchlists;
    private final List<CompiledRule> rules;
    private final Map<MatchMode, Automaton> automata = new EnumMap<>(MatchMode.class);
    /** Numbers of the rules with regular expressions that need no particular text: looked at for every post. */
    private final int[] always;

    private final @Nullable Disguises disguises;
    private final Conversations conversations;
    private final SessionRules sessions;
    private final Stretches stretches;

    private Matcher(List<Watchlist> watchlists, List<CompiledRule> rules) {
        this.watchlists = List.copyOf(watchlists);
        this.rules = List.copyOf(rules);
        for (CompiledRule rule : rules) {
            automata.computeIfAbsent(rule.folding, folding -> Automaton.of(rules, folding));
        }
        disguises = Disguises.of(rules);
        conversations = Conversations.of(watchlists);
        sessions = SessionRules.of(watchlists);
        stretches = Stretches.of(rules);
        always = IntStream.range(0, rules.size())
                .filter(i -> rules.get(i).always)
                .toArray();
    }

    /**
     * Compiles {@code watchlists} as one.
     *
     * @throws ExpressionException when a rule would hit every post or a keyword holds no visible character
     */
    public static Matcher compile(List<Watchlist> watchlists) {
        List<CompiledRule> rules = new ArrayList<>();
        for (Watchlist watchlist : watchlists) {
            for (Rule rule : watchlist.rules()) {
                if (rule.repeated() == null && rule.timed() == null) {
                    rules.add(new CompiledRule(watchlist, rule));
                }
            }
        }
        return new Matcher(watchlists, rules);
    }

    /**
     * Checks one rule as {@link #compile} would.
     *
     * @throws ExpressionException as {@link #compile}
     */
    public static void check(Rule rule) {
        new CompiledRule(new Watchlist("", "", null, List.of()), rule);
    }

    /** What it was compiled from. */
    public List<Watchlist> watchlists() {
        return watchlists;
    }

    /** The rules that need what was said before; {@link #match} knows nothing of them. */
    public Conversations conversations() {
        return conversations;
    }

    /** The rules that time decides; {@link #match} knows nothing of them. */
    public SessionRules sessions() {
        return sessions;
    }

    /** The rules that apply to {@code post}, in the order of the lists; one hit per rule, with at most 1,000 spans. */
    public List<Hit> match(Post post) {
        Reader reader = READERS.get();
        boolean any = reader.read(post.text(), automata);
        any = any || isStretched(reader);
        if (any || always.length > 0 || (disguises != null && isDisguised(disguises, reader))) {
            return new Reading(post, reader, null).hits();
        }
        return List.of();
    }

    /** Whether a keyword may stand in the text that was read last with a character written too often. */
    private boolean isStretched(Reader reader) {
        Folder text = reader.folder(MatchMode.FOLDED);
        return automata.containsKey(MatchMode.FOLDED) && stretches.any(text.characters(), text.length());
    }

    /** Whether there is a disguised keyword in the text that was read last, where none stands plainly. */
    private static boolean isDisguised(Disguises of, Reader reader) {
        return !new Unmasking(of, reader.room, reader.folder(MatchMode.FOLDED), NOTHING, false)
                .candidates()
                .isEmpty();
    }

    /** What became of {@code text}, if it came as {@code template} with this text. */
    public Explanation explain(String text, Post template) {
        Post post = template.with().text(text).build();
        List<Explanation.NearMiss> misses = new ArrayList<>();
        Reader reader = new Reader();
        reader.read(text, automata);
        List<Hit> hits = new Reading(post, reader, misses).hits();
        misses.addAll(conversations.misses(post));
        Folded folded = Folder.fold(text, MatchMode.FOLDED);
        return new Explanation(text, folded.toString(), folded.steps(), hits, misses);
    }

    /** Reads one text after the other in the same room. Confined to one thread. */
    private static final class Reader {
        private final Map<MatchMode, Folder> folders = new EnumMap<>(MatchMode.class);
        private final Map<MatchMode, PairIndex.Found> found = new EnumMap<>(MatchMode.class);
        private final Unmasking.Room room = new Unmasking.Room();

        /** Whether any keyword stands in {@code text}. */
        boolean read(String text, Map<MatchMode, Automaton> automata) {
            boolean any = false;
            for (Map.Entry<MatchMode, Automaton> each : automata.entrySet()) {
                Folder folder = folder(each.getKey());
                folder.read(text);
                any |= each.getValue().scan(folder, found(each.getKey()));
            }
            return any;
        }

        Folder folder(MatchMode mode) {
            return folders.computeIfAbsent(mode, Folder::new);
        }

        PairIndex.Found found(MatchMode mode) {
            return found.computeIfAbsent(mode, of -> new PairIndex.Found());
        }
    }

    /** What was found in one post, being weighed. */
    private final class Reading {
        private final Post post;
        private final Reader reader;
        private final @Nullable List<Explanation.NearMiss> misses;
        private final Map<MatchMode, Folded> texts = new EnumMap<>(MatchMode.class);
        private final Findings found = new Findings();
        private final Map<Integer, List<Reason>> refused = new TreeMap<>();
        /** Where keywords stand plainly in the folded text; looked at only by tolerant rules. */
        private final BitSet plain = new BitSet();

        Reading(Post post, Reader reader, @Nullable List<Explanation.NearMiss> misses) {
            this.post = post;
            this.reader = reader;
            this.misses = misses;
        }

        List<Hit> hits() {
            automata.forEach((mode, automaton) -> automaton.tell(
                    reader.folder(mode), reader.found(mode), (use, start, end) -> found(mode, use, start, end)));
            if (isStretched(reader)) {
                stretches.tell(reader.folder(MatchMode.FOLDED), this::stretched);
            }
            if (disguises != null) {
                unmask(disguises);
            }
            for (int rule : always) {
                found.of(rule);
            }
            List<Hit> hits = List.of();
            for (int rule : found.inOrder()) {
                Hit hit = evaluate(rule, found.of(rule));
                if (hit != null) {
                    hits = hits.isEmpty() ? new ArrayList<>() : hits;
                    hits.add(hit);
                }
            }
            return hits;
        }

        private void stretched(Automaton.Use use, int start, int end) {
            found.of(use.rule()).add(Place.disguised(start, end, use.leaf(), Via.REPEAT.bit()));
            if (disguises != null) {
                plain.set(start, end);
            }
        }

        /** A copy of the folded text, made when it is first asked for. */
        private Folded text(MatchMode mode) {
            return texts.computeIfAbsent(mode, of -> reader.folder(of).folded());
        }

        private void unmask(Disguises of) {
            Folder text = reader.folder(MatchMode.FOLDED);
            List<Unmasking.Found> candidates = new Unmasking(of, reader.room, text, plain, misses != null).candidates();
            List<Unmasking.Found> believed = Unmasking.believed(candidates);
            if (misses != null) {
                refuse(candidates, believed);
            }
            for (Unmasking.Found each : believed) {
                for (Automaton.Use use : each.keyword().uses()) {
                    found.of(use.rule())
                            .add(Place.disguised(
                                    each.start(),
                                    each.end(),
                                    use.leaf(),
                                    each.evidence().changes().via()));
                }
            }
        }

        /** Notes the likeliest of the readings that are not believed. */
        private void refuse(List<Unmasking.Found> candidates, List<Unmasking.Found> believed) {
            Folded text = text(MatchMode.FOLDED);
            candidates.stream()
                    .filter(each -> each.score() > LEAST_LIKELY && !believed.contains(each))
                    .sorted(Comparator.comparingDouble(Unmasking.Found::score).reversed())
                    .limit(MOST_REFUSED)
                    .forEach(each -> {
                        String written = text.original()
                                .substring(text.originalStart(each.start()), text.originalEnd(each.end()));
                        for (Automaton.Use use : each.keyword().uses()) {
                            if (rules.get(use.rule()).leaves.get(use.leaf()).positive()) {
                                refused.computeIfAbsent(use.rule(), k -> new ArrayList<>())
                                        .add(Reason.of(
                                                "match.ordinary",
                                                use.literal().word().text(),
                                                written));
                                found.of(use.rule());
                            }
                        }
                    });
        }

        private void found(MatchMode mode, Automaton.Use use, int start, int end) {
            if (use.leaf() == Automaton.Use.TRIGGER) {
                found.of(use.rule());
                return;
            }
            Literal literal = use.literal();
            boolean whole = literal.isWhole(reader.folder(mode), start);
            if (disguises != null && whole && end - start > 1) {
                plain.set(start, end);
            }
            if (whole && (!literal.word().sameCase() || literal.isSameCase(text(mode), start))) {
                found.of(use.rule()).add(Place.single(start, end, use.leaf()));
            } else if (misses != null
                    && rules.get(use.rule()).leaves.get(use.leaf()).positive()) {
                Folded text = text(mode);
                String word = literal.word().text();
                String around = whole
                        ? text.original().substring(text.originalStart(start), text.originalEnd(end))
                        : wordAround(text, start, end);
                refused.computeIfAbsent(use.rule(), k -> new ArrayList<>())
                        .add(Reason.of(whole ? "match.same_case" : "match.inside_word", word, around));
                found.of(use.rule());
            }
        }

        private @Nullable Hit evaluate(int number, Places places) {
            CompiledRule compiled = rules.get(number);
            if (misses == null && !Evaluation.canApply(compiled, places, post)) {
                return null;
            }
            Folded text = text(compiled.folding);
            if (compiled.patterns) {
                compiled.searchPatterns(text, places);
            }
            List<Reason> reasons = misses == null ? null : new ArrayList<>(refused.getOrDefault(number, List.of()));
            Evaluation evaluation = new Evaluation(compiled, text, places, reasons);
            List<Span> spans = evaluation.spans(post);
            if (spans == null && misses != null) {
                misses.addAll(evaluation.nearMisses());
            }
            return spans == null ? null : hit(compiled, spans);
        }

        private Hit hit(CompiledRule compiled, List<Span> spans) {
            Rule rule = compiled.rule;
            return new Hit(
                    post.id(),
                    post.source(),
                    compiled.watchlist.brand(),
                    compiled.watchlist.id(),
                    rule.id(),
                    rule.family(),
                    rule.level(),
                    rule.suspected(),
                    rule.category(),
                    rule.match(),
                    spans,
                    compiled.effects);
        }
    }

    private static String wordAround(Folded text, int start, int end) {
        int from = start;
        int to = end;
        while (from > 0 && start - from < 20 && Literal.isWordCharacter(text.charAt(from - 1))) {
            from--;
        }
        while (to < text.length() && to - end < 20 && Literal.isWordCharacter(text.charAt(to))) {
            to++;
        }
        return text.original().substring(text.originalStart(from), text.originalEnd(to));
    }
}
