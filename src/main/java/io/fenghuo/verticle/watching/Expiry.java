package io.fenghuo.verticle.watching;

import io.fenghuo.model.Reason;
import io.fenghuo.source.Expiring;
import io.fenghuo.source.Grant;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.desk.OwnCase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The incident of our own that credentials of sources end soon: opened 14 days before, told to the administrators again 3 days before and on
 * the day, then once a day, and closed when all hold for longer. Works inside one transaction.
 */
public final class Expiry {
    /** Days before the end at which it is told. */
    private static final List<Integer> DAYS = List.of(14, 3);

    private static final String RULE = "expiring";
    private static final String FAMILY = "监测源";
    /** The incident and how far each source has come: {@code <incident> <source>=<stage> …}; empty = nothing. */
    private static final String SETTING = "own/" + RULE;

    private final Desk desk;
    private final OwnCase own;
    private final Function<Reason, String> words;
    private final ZoneId zone;

    /**
     * The incident.
     *
     * @param zone in which days begin
     */
    public Expiry(Desk desk, Function<Reason, String> words, ZoneId zone) {
        this.desk = desk;
        this.own = new OwnCase(desk, RULE, FAMILY, words.apply(Reason.of("own.expiring-keyword")));
        this.words = words;
        this.zone = zone;
    }

    /** The setting that keeps when the refresh token of a grant ends, as an instant; empty = it is not known. */
    public static String setting(Grant grant) {
        return "oauth.expires/" + grant.mark();
    }

    /** A source whose credentials end soon. */
    private record Ending(String source, Instant at, int stage) {}

    /** Whether something has to be written; reads only. */
    boolean changed(Tx tx, List<SourceSpec> present, Instant now) {
        return !stages(endings(tx, present, now)).equals(Kept.of(tx).stages());
    }

    /** Opens, tells on or closes. */
    void follow(Tx tx, List<SourceSpec> present, Instant now, Tidings tidings) {
        Kept kept = Kept.of(tx);
        List<Ending> endings = endings(tx, present, now);
        Map<String, Integer> stages = stages(endings);
        if (stages.isEmpty()) {
            own.mended(tx, kept.incident(), words.apply(Reason.of("own.renewed")), now, tidings);
            tx.journal().saveSetting(SETTING, "");
            return;
        }
        boolean grown = stages.entrySet().stream()
                .anyMatch(one -> one.getValue() > kept.stages().getOrDefault(one.getKey(), 0));
        Reason all = Reason.of("own.expiring", said(endings, now));
        String incident = kept.incident();
        if (OwnCase.open(tx, incident)) {
            own.note(tx, incident, words.apply(all), now, tidings);
            if (grown) {
                desk.tellAdmins(tx, all, now);
            }
        } else if (grown) {
            // Also when somebody closed it and nothing was renewed.
            incident = own.open(tx, words.apply(all), now, tidings);
        }
        new Kept(incident, stages).save(tx);
    }

    private List<Ending> endings(Tx tx, List<SourceSpec> present, Instant now) {
        List<Ending> endings = new ArrayList<>();
        for (SourceSpec spec : present) {
            Instant at = end(tx, spec);
            int stage = at == null ? 0 : stage(at, now);
            if (at != null && stage > 0) {
                endings.add(new Ending(spec.id(), at, stage));
            }
        }
        return endings;
    }

    private @Nullable Instant end(Tx tx, SourceSpec spec) {
        Instant said = Expiring.of(spec, zone);
        Grant grant = Grant.of(spec);
        Instant granted = grant == null
                ? null
                : tx.journal()
                        .setting(setting(grant))
                        .filter(text -> !text.isEmpty())
                        .map(Instant::parse)
                        .orElse(null);
        return said == null || (granted != null && granted.isBefore(said)) ? granted : said;
    }

    /** 0 = far away; one more at each of {@link #DAYS}, on the day, and on each day after. */
    private int stage(Instant at, Instant now) {
        long days = days(at, now);
        int passed = (int) DAYS.stream().filter(day -> days <= day).count();
        return days > 0 ? passed : passed + 1 + (int) Math.min(10_000, -days);
    }

    private long days(Instant at, Instant now) {
        return Math.max(
                -10_000,
                Math.min(
                        10_000,
                        ChronoUnit.DAYS.between(
                                now.atZone(zone).toLocalDate(), at.atZone(zone).toLocalDate())));
    }

    private static Map<String, Integer> stages(List<Ending> endings) {
        Map<String, Integer> stages = new TreeMap<>();
        endings.forEach(one -> stages.put(one.source(), one.stage()));
        return stages;
    }

    private String said(List<Ending> endings, Instant now) {
        List<String> each = new ArrayList<>();
        for (Ending one : endings) {
            String day = one.at().atZone(zone).toLocalDate().toString();
            String code = Duration.between(now, one.at()).isNegative()
                    ? "source.expired"
                    : days(one.at(), now) == 0 ? "source.expires-today" : "source.expires";
            each.add(words.apply(Reason.of(code, one.source(), days(one.at(), now), day)));
        }
        return String.join("；", each);
    }

    /** What is remembered between two looks. */
    private record Kept(String incident, Map<String, Integer> stages) {
        static Kept of(Tx tx) {
            String[] parts = tx.journal().setting(SETTING).orElse("").split(" ", -1);
            Map<String, Integer> stages = new TreeMap<>();
            for (int i = 1; i < parts.length; i++) {
                int sign = parts[i].lastIndexOf('=');
                stages.put(parts[i].substring(0, sign), Integer.valueOf(parts[i].substring(sign + 1)));
            }
            return new Kept(parts[0], stages);
        }

        void save(Tx tx) {
            StringBuilder text = new StringBuilder(incident);
            stages.forEach((source, stage) ->
                    text.append(' ').append(source).append('=').append(stage));
            tx.journal().saveSetting(SETTING, text.toString());
        }
    }
}
