package io.fenghuo.app.offline;

import io.fenghuo.model.Action;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.flow.Rehearsal;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.ActionJson;
import io.fenghuo.wire.TimelineJson;
import io.fenghuo.wire.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a simulation down: timeline lines as they happen, remarks for people, and at the end who got how much. Incidents are named i-1,
 * i-2, … in the order of their opening. Confined to its simulation.
 */
final class Story {
    private static final Pattern ID = Pattern.compile("i-[0-9a-z]{26}");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

    private final ZoneId zone;
    private final Words words;
    private final OfflineWords own;
    private final UnaryOperator<String> names;
    private final Consumer<String> lines;
    private final Consumer<String> remarks;
    private final Map<String, String> shortNames = new LinkedHashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, List<Rehearsal.Sent>> sendings = new LinkedHashMap<>();
    private final Map<String, Got> got = new TreeMap<>();
    private Instant now = Instant.EPOCH;
    private @Nullable Instant start;
    private long hits;

    /** What one reader got. */
    private static final class Got {
        private final boolean person;
        private int messages;
        private int digests;

        Got(boolean person) {
            this.person = person;
        }
    }

    /**
     * A story.
     *
     * @param names a person's id → name
     * @param lines gets the timeline, a JSON object each
     * @param remarks gets sentences for people
     */
    Story(
            ZoneId zone,
            OfflineWords own,
            UnaryOperator<String> names,
            Consumer<String> lines,
            Consumer<String> remarks) {
        this.zone = zone;
        this.own = own;
        this.words = Words.of(own.locale(), zone);
        this.names = names;
        this.lines = lines;
        this.remarks = remarks;
    }

    void at(Instant moment) {
        now = moment;
        start = start == null ? moment : start;
    }

    /** What one step brought: its hits, then what became of incidents. */
    void tell(Tidings tidings) {
        for (TimelineEntry entry : tidings.entries()) {
            shortName(entry.incident());
        }
        for (Tidings.Filed filed : tidings.hits()) {
            hits++;
            lines.accept(TimelineJson.hit(now, shortName(filed.incident()), filed.hit(), zone));
        }
        for (TimelineEntry entry : tidings.entries()) {
            if (!entry.event().equals("hit")) {
                lines.accept(TimelineJson.entry(renamed(entry), zone));
            }
        }
    }

    /** Keeps a sending until {@link #flush}, where the several channels of one notice to one reader become one line. */
    void sent(Rehearsal.Sent sent) {
        Notice first = sent.notices().get(0);
        boolean one = sent.person() != null && first.manner() != Notice.Manner.DIGEST;
        String key = one ? first.id() + " " + sent.person() : sent.key();
        sendings.computeIfAbsent(key, k -> new ArrayList<>()).add(sent);
    }

    void flush() {
        sendings.values().forEach(this::notice);
        sendings.clear();
    }

    private void notice(List<Rehearsal.Sent> sendings) {
        Rehearsal.Sent sent = sendings.get(0);
        Notice first = sent.notices().get(0);
        boolean digest = first.manner() == Notice.Manner.DIGEST;
        String reader = sent.person() == null ? sent.channel() : sent.person();
        Got counted = got.computeIfAbsent(reader, k -> new Got(sent.person() != null));
        counted.messages++;
        counted.digests += digest ? 1 : 0;
        Set<String> about = new LinkedHashSet<>();
        sent.notices().forEach(notice -> {
            if (notice.incident() != null) {
                about.add(shortName(notice.incident()));
            }
        });
        Map<String, String> more = new TreeMap<>();
        if (about.size() > 1) {
            more.put("incidents", String.join(" ", about));
        }
        if (sendings.size() > 1) {
            more.put(
                    "also",
                    String.join(
                            " ",
                            sendings.stream()
                                    .skip(1)
                                    .map(Rehearsal.Sent::channel)
                                    .distinct()
                                    .toList()));
        }
        if (!digest) {
            more.put("tell", first.to().toString());
            more.put("code", first.why().code());
            if (first.clock() != null) {
                more.put("clock", first.clock());
            }
        }
        String reason = digest ? "digest" : first.reason().name().toLowerCase(Locale.ROOT);
        lines.accept(TimelineJson.notice(
                now,
                about.size() == 1 ? about.iterator().next() : null,
                new TimelineJson.Told(reader, sent.channel(), reason, renamed(sent.text()), more),
                zone));
    }

    void refused(String incident, Action action, Reason why) {
        String sentence = renamed(words.refusal(why, names));
        refused(shortName(incident), action, sentence);
    }

    /** An action whose incident does not exist. */
    void aimless(ActionJson.Parsed line) {
        String aimed = line.incident() == null ? String.valueOf(line.post()) : line.incident();
        refused(line.incident(), line.action(), own.say("simulate.no-incident", aimed));
    }

    private void refused(@Nullable String incident, Action action, String sentence) {
        String kind = action.kind().name().toLowerCase(Locale.ROOT);
        Map<String, String> more = Map.of("action", kind, "actor", action.by(), "refused", sentence);
        lines.accept(TimelineJson.line(now, "action", incident, more, zone));
        remarks.accept(own.say("simulate.refused", moment(now), names.apply(action.by()), kind, sentence));
    }

    /** The short name of an incident, made when it is first needed. */
    private String shortName(String id) {
        String known = shortNames.get(id);
        if (known == null) {
            known = "i-" + (shortNames.size() + 1);
            shortNames.put(id, known);
            ids.put(known, id);
        }
        return known;
    }

    /** The id behind a short name; an unknown one is its own. */
    String id(String shown) {
        return ids.getOrDefault(shown, shown);
    }

    private String renamed(String text) {
        return text.contains("i-") ? ID.matcher(text).replaceAll(this::shown) : text;
    }

    private String shown(java.util.regex.MatchResult id) {
        return Matcher.quoteReplacement(shortNames.getOrDefault(id.group(), id.group()));
    }

    private TimelineEntry renamed(TimelineEntry entry) {
        Map<String, String> facts = new TreeMap<>();
        entry.facts().forEach((name, value) -> facts.put(name, here(renamed(value))));
        return new TimelineEntry(
                shortName(entry.incident()),
                entry.at(),
                entry.event(),
                entry.actor(),
                entry.via(),
                facts,
                entry.personal());
    }

    /** A moment in the zone of all others. */
    private String here(String value) {
        return MOMENT.matcher(value).matches()
                ? Times.parse(value).map(at -> Times.text(at, zone)).orElse(value)
                : value;
    }

    private String moment(Instant at) {
        return words.exact(at);
    }

    /** The account at the end. */
    void end(Tx tx, Instant last) {
        Map<Severity, Integer> levels = new EnumMap<>(Severity.class);
        int merged = 0;
        for (String id : shortNames.keySet()) {
            Incident incident = tx.incidents().find(id).orElse(null);
            if (incident != null && incident.state() == State.MERGED) {
                merged++;
            } else if (incident != null) {
                levels.merge(incident.level(), 1, Integer::sum);
            }
        }
        int messages = got.values().stream().mapToInt(one -> one.messages).sum();
        remarks.accept(own.say("simulate.span", moment(start == null ? last : start), moment(last)));
        remarks.accept(own.say(
                "simulate.sum",
                tx.posts().count(),
                hits,
                shortNames.size() - merged,
                merged,
                levels.getOrDefault(Severity.L1, 0),
                levels.getOrDefault(Severity.L2, 0),
                levels.getOrDefault(Severity.L3, 0),
                messages));
        if (!got.isEmpty()) {
            remarks.accept(own.say("simulate.readers"));
        }
        got.entrySet().stream()
                .sorted((a, b) -> Integer.compare(b.getValue().messages, a.getValue().messages))
                .forEach(this::reader);
    }

    private void reader(Map.Entry<String, Got> entry) {
        Got one = entry.getValue();
        String key = one.person ? "simulate.person" : "simulate.group";
        remarks.accept(own.say(key, names.apply(entry.getKey()), entry.getKey(), one.messages, one.digests));
    }
}
