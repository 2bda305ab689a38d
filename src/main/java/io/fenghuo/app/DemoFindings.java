package io.fenghuo.app;

import io.fenghuo.app.demo.DemoNarrator;
import io.fenghuo.app.demo.DemoScript.Line;
import io.fenghuo.app.demo.DemoSite;
import io.fenghuo.match.Explanation;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import io.fenghuo.model.State;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rulebook;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What really came of each moment of the demo's evening, read from the store and the rules: nothing here is known beforehand. Empty while
 * there is nothing to tell. Threadsafe.
 */
final class DemoFindings {
    private final DemoSite site;
    private final DemoNarrator narrator;
    private final Supplier<Rulebook> rules;
    private final ZoneId zone;
    private final ResourceBundle matching;

    DemoFindings(DemoSite site, DemoNarrator narrator, Supplier<Rulebook> rules, ZoneId zone, Locale language) {
        this.site = site;
        this.narrator = narrator;
        this.rules = rules;
        this.zone = zone;
        this.matching = ResourceBundle.getBundle(
                "io.fenghuo.match.messages",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** What came of the beat that began at {@code beat}. */
    Optional<String> of(Duration beat, Tx tx, Instant now) {
        return switch ((int) beat.toSeconds()) {
            case 8 -> quiet(tx);
            case 15 -> unhappy(tx);
            case 30 -> exposed(tx, now);
            case 45 -> harm(tx, now);
            case 65 -> wave(tx);
            case 80 -> ownPeople(tx);
            case 95 -> deleted(tx);
            default -> Optional.empty();
        };
    }

    private Optional<String> quiet(Tx tx) {
        return post(tx, site.quietLine())
                .filter(post -> tx.posts().incidentsOf(post.source(), post.id()).isEmpty())
                .flatMap(post -> {
                    Explanation why = rules.get().matcher().explain(post.text(), post);
                    return why.nearMisses().stream()
                            .filter(miss -> why.hits().isEmpty())
                            .findFirst();
                })
                .map(miss -> narrator.say("found.quiet", miss.watchlist() + " / " + miss.rule(), sentence(miss.why())));
    }

    private String sentence(Reason why) {
        String key = "reason." + why.code();
        return matching.containsKey(key)
                ? new MessageFormat(matching.getString(key), Locale.ROOT)
                        .format(why.args().toArray())
                : why.code();
    }

    private Optional<String> unhappy(Tx tx) {
        return incident(tx, site.line("fraud"))
                .filter(one -> one.level() == Severity.L3 && BoardReader.messages(tx, one) == 0)
                .map(one -> tx.outbox().ofIncident(one.id()).stream()
                        .filter(line -> line.state() == Delivery.Status.PENDING)
                        .map(Delivery::notBefore)
                        .min(Comparator.naturalOrder())
                        .map(due -> narrator.say("found.unhappy", level(one), clock(due)))
                        .orElse(narrator.say("found.unhappy.nodigest", level(one))));
    }

    private Optional<String> exposed(Tx tx, Instant now) {
        Optional<Incident> found = incident(tx, site.exposedLine());
        return found.flatMap(one -> one.clocks().stream()
                .filter(clock -> clock.clock().equals(Clocks.GOLDEN) && clock.state() == Clock.Phase.RUNNING)
                .min(Comparator.comparing(Clock::due))
                .map(clock -> {
                    long minutes = Math.round(Duration.between(now, clock.due()).toSeconds() / 60.0);
                    String said = narrator.say("found.exposed", String.valueOf(minutes), clock(clock.due()));
                    return one.level() == Severity.L3 ? said : said + narrator.say("found.exposed.raised", level(one));
                }));
    }

    private Optional<String> harm(Tx tx, Instant now) {
        return incident(tx, site.line("skin"))
                .map(one -> one.agenda().stream()
                        .filter(due -> one.owner() == null && due.kind() == Deadline.Kind.LADDER)
                        .map(Deadline::at)
                        .min(Comparator.naturalOrder())
                        .map(at -> narrator.say("found.harm", level(one), counter(Duration.between(now, at))))
                        .orElse(narrator.say("found.harm.taken", level(one))));
    }

    private Optional<String> wave(Tx tx) {
        List<Incident> all = site.lines("quality").stream()
                .map(line -> incident(tx, line))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(narrator.wave(new DemoNarrator.Counts(
                        all.stream().mapToInt(one -> one.counts().authors()).sum(),
                        all.size(),
                        all.stream()
                                .mapToInt(one -> BoardReader.messages(tx, one))
                                .sum())));
    }

    private Optional<String> ownPeople(Tx tx) {
        String found = List.of(site.line("overclaim"), site.line("secrets")).stream()
                .flatMap(Optional::stream)
                .map(line -> incident(tx, line).map(one -> flagged(tx, line, one)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(narrator.say("found.and")));
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private String flagged(Tx tx, Line line, Incident incident) {
        String words = tx.posts().hitsOf(incident.id()).stream()
                .map(Hit::spans)
                .flatMap(List::stream)
                .map(Span::keyword)
                .distinct()
                .max(Comparator.comparingInt(String::length))
                .orElse("");
        return narrator.say("found.flagged", line.author(), words, level(incident), incident.category());
    }

    private Optional<String> deleted(Tx tx) {
        Optional<Line> gone = site.deletedLine();
        return gone.flatMap(line -> post(tx, line))
                .flatMap(post -> tx.posts()
                        .deletedAt(post.source(), post.id())
                        .map(at -> narrator.say(
                                "found.deleted",
                                clock(at),
                                String.valueOf(gone.flatMap(line -> incident(tx, line)).stream()
                                        .mapToLong(one -> tx.posts().hitsOf(one.id()).stream()
                                                .filter(hit -> hit.post().equals(post.id()))
                                                .count())
                                        .sum()))));
    }

    private Optional<Post> post(Tx tx, Optional<Line> line) {
        return line.flatMap(known -> post(tx, known));
    }

    private Optional<Post> post(Tx tx, Line line) {
        return tx.posts().find(line.channel().source(), site.id(line));
    }

    private Optional<Incident> incident(Tx tx, Optional<Line> line) {
        return line.flatMap(known -> incident(tx, known));
    }

    private Optional<Incident> incident(Tx tx, Line line) {
        return tx.posts().incidentsOf(line.channel().source(), site.id(line)).stream()
                .map(tx.incidents()::find)
                .flatMap(Optional::stream)
                .filter(one -> one.state() != State.MERGED)
                .findFirst();
    }

    private String level(Incident incident) {
        return narrator.say("level." + incident.level());
    }

    private String clock(Instant at) {
        return DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(zone).format(at);
    }

    private static String counter(Duration left) {
        return String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
    }
}
