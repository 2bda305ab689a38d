package io.fenghuo.app;

import io.fenghuo.app.demo.CardPreview;
import io.fenghuo.app.demo.DemoNarrator;
import io.fenghuo.app.demo.DemoScript;
import io.fenghuo.app.demo.DemoSite;
import io.fenghuo.config.Configuration;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.web.Console;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The demo in the running service: opens its site while there is nothing of the newcomer's own to watch, tells the story on the terminal and
 * on the board, and leaves without a trace when it is sent away.
 */
final class DemoEvening {
    /** The store's setting that decides: {@code off}, {@code keep}, or absent. */
    static final String SETTING = "demo";

    private static final Set<String> OWN_CHANNELS = Set.of("terminal", "email");
    /** After the last post: what it caused is on its way. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    /** How often a finding that is not there yet is looked for. */
    private static final int LOOKS = 3;

    private final Settings settings;
    private final Vertx vertx;
    private final VertxTime time;
    private final Store store;
    private final Supplier<Rulebook> rules;
    private final DemoNarrator narrator;
    private final AtomicInteger posts = new AtomicInteger();
    private volatile @Nullable DemoSite site;
    private volatile List<SourceSpec> sources = List.of();
    private volatile Instant openedAt = Instant.EPOCH;
    private volatile @Nullable Instant startedAt;
    private volatile boolean over;
    private final Map<Duration, String> findings = new ConcurrentHashMap<>();
    private volatile DemoCards cards = DemoCards.NONE;
    private volatile Runnable deaf = () -> {};

    DemoEvening(Settings settings, Vertx vertx, VertxTime time, Store store, Supplier<Rulebook> rules) {
        this.settings = settings;
        this.vertx = vertx;
        this.time = time;
        this.store = store;
        this.rules = rules;
        this.narrator = new DemoNarrator(settings.environment().language());
    }

    /** Opens the site if this configuration has nothing of its own, else closes it. */
    Future<Void> consider(Configuration configuration) {
        return vertx.executeBlocking(
                        () -> store.read(tx -> tx.journal().setting(SETTING).orElse("")), false)
                .compose(setting -> wanted(configuration, setting) ? open() : stop());
    }

    private boolean wanted(Configuration configuration, String setting) {
        if (!setting.isEmpty()) {
            return setting.equals("keep");
        }
        return configuration.sources().isEmpty()
                && settings.environment().smtp() == null
                && configuration.channels().stream().allMatch(channel -> OWN_CHANNELS.contains(channel.type()));
    }

    private Future<Void> open() {
        if (site != null) {
            return Future.succeededFuture();
        }
        String run = Long.toString(time.now().getEpochSecond(), Character.MAX_RADIX);
        DemoSite opening = new DemoSite(vertx, time, DemoScript.load(), run);
        return opening.start(0).map(port -> {
            openedAt = time.now();
            site = opening;
            sources = opening.sources();
            return null;
        });
    }

    Future<Void> stop() {
        DemoSite open = site;
        site = null;
        sources = List.of();
        startedAt = null;
        deaf.run();
        deaf = () -> {};
        posts.set(0);
        return open == null ? Future.succeededFuture() : open.stop();
    }

    List<SourceSpec> sources() {
        return sources;
    }

    /** When the present evening's site opened: what was opened before belongs to other evenings, which say the same words. */
    Instant since() {
        return openedAt;
    }

    boolean running() {
        return site != null;
    }

    /** Begins the evening and tells it; does nothing without a site, or when it has begun. */
    void play(Bus bus, DemoCards preview) {
        DemoSite open = site;
        if (open == null || startedAt != null) {
            return;
        }
        cards = preview;
        startedAt = time.now();
        deaf = bus.listen(tidings -> tidings.happenings().stream()
                .filter(one -> one.type().equals("post") && one.data().contains("\"source\":\"demo-"))
                .forEach(one -> posts.incrementAndGet()));
        DemoFindings seen = new DemoFindings(
                open,
                narrator,
                rules,
                settings.environment().zone(),
                settings.environment().language());
        for (DemoNarrator.Beat beat : narrator.beats()) {
            time.after(beat.at(), () -> say(open, "\n" + mark(beat.at()) + "  " + beat.text()));
            time.after(beat.looked(), () -> look(open, seen, beat, LOOKS));
        }
        open.play().onSuccess(over -> time.after(SETTLE, () -> finish(open)));
    }

    private void say(DemoSite of, String line) {
        if (site == of) {
            settings.terminal().println(line);
            settings.terminal().flush();
        }
    }

    private void look(DemoSite of, DemoFindings seen, DemoNarrator.Beat beat, int times) {
        vertx.executeBlocking(() -> store.read(tx -> seen.of(beat.at(), tx, time.now())), false)
                .onSuccess(found -> {
                    found.ifPresent(text -> {
                        findings.put(beat.at(), text);
                        say(of, mark(beat.at()) + "  → " + text);
                    });
                    if (found.isEmpty() && times > 1) {
                        time.after(SETTLE, () -> look(of, seen, beat, times - 1));
                    }
                });
    }

    private void finish(DemoSite of) {
        vertx.executeBlocking(() -> store.read(this::counts), false).onSuccess(counts -> {
            over = true;
            say(of, "\n" + mark(DemoScript.LENGTH) + "  " + narrator.say("demo") + narrator.tally(counts));
            nextSteps().forEach(step -> say(of, "      " + step));
        });
    }

    private DemoNarrator.Counts counts(Tx tx) {
        List<Incident> incidents = incidents(tx).toList();
        int messages = incidents.stream()
                .mapToInt(incident -> BoardReader.messages(tx, incident))
                .sum();
        return new DemoNarrator.Counts(posts.get(), incidents.size(), messages);
    }

    private Stream<Incident> incidents(Tx tx) {
        Instant since = startedAt;
        return tx.incidents().list(new Incidents.Query(true, true, 200)).stream()
                .filter(incident -> incident.has(Flag.DEMO))
                .filter(incident -> since == null || !incident.openedAt().isBefore(since));
    }

    /** What the board's demo panel says now; null when there is no demo. */
    Console.@Nullable DemoPanel panel(Tx tx) {
        Instant since = startedAt;
        if (site == null || since == null) {
            return null;
        }
        Duration passed = Duration.between(since, time.now());
        List<Console.ScriptLine> script = new ArrayList<>();
        for (DemoNarrator.Beat beat : narrator.beats()) {
            script.add(new Console.ScriptLine(
                    mark(beat.at()),
                    unmarked(beat.text()),
                    passed.compareTo(beat.at()) >= 0,
                    findings.getOrDefault(beat.at(), "")));
        }
        return new Console.DemoPanel(narrator.tally(counts(tx)), script, card(tx), over ? nextSteps() : List.of());
    }

    private List<String> nextSteps() {
        return narrator.nextSteps(
                settings.home().toString(), ProcessHandle.current().pid());
    }

    /** The panel says once that it is the demo. */
    private String unmarked(String text) {
        String mark = narrator.say("demo");
        return text.startsWith(mark) ? text.substring(mark.length()) : text;
    }

    private Console.@Nullable Card card(Tx tx) {
        return incidents(tx)
                .filter(incident -> incident.level() == io.fenghuo.model.Severity.L1)
                .findFirst()
                .flatMap(incident -> cards.of(tx, incident).map(card -> shown(card, incident.id())))
                .orElse(null);
    }

    private Console.Card shown(CardPreview card, String incident) {
        return new Console.Card(
                narrator.say("card.channel"),
                card.source(),
                card.title(),
                card.subtitle(),
                card.emphasis(),
                card.emphasisLabel(),
                card.quote(),
                card.lines().stream()
                        .map(row -> List.of(row.name(), row.value()))
                        .toList(),
                card.buttons().isEmpty() ? "" : card.buttons().get(0),
                incident);
    }

    private static String mark(Duration at) {
        return String.format(java.util.Locale.ROOT, "%d:%02d", at.toMinutes(), at.toSecondsPart());
    }

    /** Forgets everything of every demo there was. */
    static int removeTraces(Tx tx) {
        int gone = 0;
        for (Incident incident : tx.incidents().list(new Incidents.Query(false, true, Integer.MAX_VALUE))) {
            if (incident.has(Flag.DEMO)) {
                tx.incidents().remove(incident.id());
                gone++;
            }
        }
        for (DemoScript.Channel channel : DemoScript.Channel.values()) {
            gone += tx.posts().removeSource(channel.source());
            tx.sources().forget(channel.source());
        }
        return gone;
    }
}
