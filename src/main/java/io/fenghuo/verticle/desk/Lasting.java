package io.fenghuo.verticle.desk;

import io.fenghuo.model.Reason;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.outbox.Admins;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An incident of our own that lasts while anything of its kind is wrong: opened once for all of it, told on when another joins or one is
 * mended, told to the administrators again every hour, after four hours every four, and closed when all is well. The first argument of each
 * reason says what it is about. Works inside one transaction.
 */
public final class Lasting {
    private final Desk desk;
    private final OwnCase own;
    private final String rule;
    private final String mended;
    private final Function<Reason, String> words;

    /**
     * One kind.
     *
     * @param rule its name; {@code own.<rule>} says what is wrong, {@code own.<rule>-keyword} in a word
     * @param mended code of what is said at the end
     */
    public Lasting(Desk desk, String rule, String family, String mended, Function<Reason, String> words) {
        this.desk = desk;
        this.own = new OwnCase(desk, rule, family, words.apply(Reason.of("own." + rule + "-keyword")));
        this.rule = rule;
        this.mended = mended;
        this.words = words;
    }

    /** Whether something has to be written; reads only. */
    public static boolean changed(Tx tx, String rule, List<Reason> wrong, Instant now) {
        Kept kept = Kept.of(tx, rule);
        return kept == null ? !wrong.isEmpty() : wrong.isEmpty() || !kept.what().equals(what(wrong)) || kept.due(now);
    }

    /** Whether the incident that is open now tells of what {@code name} names. */
    public static boolean tells(Tx tx, String rule, String name) {
        Kept kept = Kept.of(tx, rule);
        return kept != null && Arrays.stream(kept.what().split(" ")).anyMatch(one -> one.endsWith("/" + name));
    }

    private static String what(List<Reason> wrong) {
        return wrong.stream()
                .map(one -> one.code() + "/" + one.args().get(0))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** Opens, tells on or closes. */
    public void follow(Tx tx, List<Reason> wrong, Instant now, Tidings tidings) {
        Kept kept = Kept.of(tx, rule);
        if (wrong.isEmpty()) {
            if (kept != null) {
                own.mended(tx, kept.incident(), words.apply(Reason.of(mended)), now, tidings);
                tx.journal().saveSetting(setting(rule), "");
            }
            return;
        }
        Reason all = Reason.of("own." + rule, wrong.stream().map(words).collect(Collectors.joining("；")));
        String text = words.apply(all);
        if (kept == null || !OwnCase.open(tx, kept.incident())) {
            String id = own.open(tx, text, now, tidings);
            new Kept(id, kept == null ? now : kept.since(), now, what(wrong)).save(tx, rule);
            return;
        }
        if (!kept.what().equals(what(wrong))) {
            own.note(tx, kept.incident(), text, now, tidings);
        }
        boolean due = kept.due(now);
        if (due) {
            desk.tellAdmins(tx, all, now);
        }
        new Kept(kept.incident(), kept.since(), due ? now : kept.told(), what(wrong)).save(tx, rule);
    }

    private static String setting(String rule) {
        return "own/" + rule;
    }

    /** What is remembered between two looks, as {@code <incident> <since> <told> <what>}; empty = nothing is wrong. */
    private record Kept(String incident, Instant since, Instant told, String what) {
        static @Nullable Kept of(Tx tx, String rule) {
            String text = tx.journal().setting(setting(rule)).orElse("");
            String[] parts = text.split(" ", 4);
            return parts.length < 4
                    ? null
                    : new Kept(parts[0], Instant.parse(parts[1]), Instant.parse(parts[2]), parts[3]);
        }

        boolean due(Instant now) {
            boolean patient = Duration.between(since, now).compareTo(Admins.PATIENT) >= 0;
            return !told.plus(patient ? Admins.SELDOM : Admins.AGAIN).isAfter(now);
        }

        void save(Tx tx, String rule) {
            tx.journal().saveSetting(setting(rule), incident + " " + since + " " + told + " " + what);
        }
    }
}
