package io.fenghuo.app.offline;

import io.fenghuo.app.OpenHome;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Span;
import io.fenghuo.wire.ExplainJson;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An explanation in the words of a brand manager. */
final class ExplainText {
    private static final int LONGEST_TEXT = 200;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

    private final OpenHome home;
    private final OfflineWords own;
    private final Sentences sentences;
    private final Instant now;
    private final ZoneId zone;
    private final List<String> lines = new ArrayList<>();

    ExplainText(OpenHome home, OfflineWords own, Sentences sentences, Instant now) {
        this.home = home;
        this.own = own;
        this.sentences = sentences;
        this.now = now;
        this.zone = home.environment().zone();
    }

    List<String> of(ExplainJson.Explain explained) {
        folding(explained);
        if (explained.hits().isEmpty()) {
            missing(explained);
            return lines;
        }
        hits(explained.hits());
        misses(explained.nearMisses());
        grade(explained.grade());
        would(explained.would());
        clocks(explained.clocks());
        return lines;
    }

    private void say(String key, Object... args) {
        lines.add(own.say(key, args));
    }

    private void folding(ExplainJson.Explain explained) {
        say("explain.text", shown(explained.text()));
        say("explain.folded", shown(explained.folded()));
        for (ExplainJson.Step step : explained.steps()) {
            String via = via(List.of(step.via().split(" ", -1)));
            if (step.to().isEmpty()) {
                say("explain.gone", step.at() + 1, shown(step.from()), via);
            } else {
                say("explain.step", step.at() + 1, shown(step.from()), shown(step.to()), via);
            }
        }
    }

    private String via(List<String> codes) {
        return String.join(
                own.say("comma"),
                codes.stream()
                        .map(code -> own.has("via." + code) ? own.say("via." + code) : code)
                        .toList());
    }

    private void hits(List<Hit> hits) {
        say("explain.hits", hits.size());
        for (Hit hit : hits) {
            Set<String> words = new LinkedHashSet<>();
            for (Span span : hit.spans()) {
                boolean plain = span.keyword().equals(span.text());
                words.add(
                        plain
                                ? own.say("explain.word", shown(span.text()))
                                : own.say("explain.written", span.keyword(), shown(span.text()), via(span.via())));
            }
            String level = sentences.words().level(hit.level(), hit.suspected());
            say(
                    "explain.hit",
                    level,
                    hit.rule(),
                    hit.brand(),
                    hit.category(),
                    hit.watchlist(),
                    String.join(own.say("comma"), words));
        }
    }

    private void misses(List<ExplainJson.NearMiss> misses) {
        if (!misses.isEmpty()) {
            say("explain.misses");
            misses.forEach(miss -> say("explain.miss", miss.rule(), miss.why()));
        }
    }

    private void missing(ExplainJson.Explain explained) {
        say("explain.none");
        misses(explained.nearMisses());
        if (!explained.nearMisses().isEmpty()) {
            return;
        }
        List<NearestKeywords.Near> near = NearestKeywords.of(home.rules().matcher(), explained.text());
        int rules = home.configuration().watchlists().stream()
                .mapToInt(list -> list.rules().size())
                .sum();
        say("explain.none.why", home.configuration().watchlists().size(), rules);
        near.forEach(one -> say("explain.near", one.keyword(), one.rule(), one.shared()));
    }

    private void grade(ExplainJson.@Nullable Graded grade) {
        if (grade == null) {
            return;
        }
        String colour = sentences.words().get("colour." + grade.level());
        say("explain.grade", sentences.words().level(grade.level(), grade.suspected()), colour);
        grade.reasons().forEach(reason -> say("explain.reason", reason));
    }

    /** Who would be told of something of this grade, alone. */
    List<String> of(String title, List<ExplainJson.Would> would) {
        lines.add(title);
        told(would);
        return lines;
    }

    private void would(List<ExplainJson.Would> all) {
        say("explain.would", moment(now));
        told(all);
    }

    private void told(List<ExplainJson.Would> all) {
        String last = "";
        for (WhoHears.Line line : new WhoHears(home.configuration(), sentences, own).lines(all)) {
            String at = moment(line.at());
            String shownAt = at.equals(last) ? " ".repeat(at.length()) : at;
            last = at;
            say("explain.told", shownAt, line.who(), line.by(), line.why());
        }
    }

    private void clocks(List<ExplainJson.Due> clocks) {
        say("explain.clocks");
        for (ExplainJson.Due due : clocks) {
            Duration left = Duration.between(now, due.due());
            String span = sentences.words().span(left);
            String name = sentences.words().clock(due.clock());
            say(left.isNegative() ? "explain.over" : "explain.clock", name, moment(due.due()), span);
        }
    }

    private String moment(Instant at) {
        return MOMENT.format(at.atZone(zone));
    }

    /** A stranger's text on one line, without anything that moves a terminal's cursor. */
    private static String shown(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(LONGEST_TEXT).forEach(c -> {
            int type = Character.getType(c);
            boolean harmful = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (harmful) {
                out.append(String.format(Locale.ROOT, "<U+%04X>", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST_TEXT ? out + "…" : out.toString();
    }
}
