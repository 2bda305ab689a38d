package io.fenghuo.app;

import io.fenghuo.app.offline.Sentences;
import io.fenghuo.app.offline.WhoHears;
import io.fenghuo.app.trial.Comparison;
import io.fenghuo.app.trial.TrialCorpus;
import io.fenghuo.config.Configuration;
import io.fenghuo.config.LooseWatchlists;
import io.fenghuo.config.Names;
import io.fenghuo.config.Problem;
import io.fenghuo.config.Problems;
import io.fenghuo.config.WatchlistFile;
import io.fenghuo.config.WatchlistReader;
import io.fenghuo.config.YamlFile;
import io.fenghuo.match.Explanation;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.store.Store;
import io.fenghuo.web.Trying;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tries watchlists against the running ones, on worker threads; comparisons one at a time. Nothing is written. Threadsafe. */
public final class TryLists implements Trying {
    private static final String SOURCE = "try";

    private final Vertx vertx;
    private final Store store;
    private final Path folder;
    private final Supplier<Configuration> running;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Semaphore comparing = new Semaphore(1);

    /**
     * A desk to try at.
     *
     * @param folder the home's {@code watchlists/}
     * @param running what the service runs by
     * @param zone of times that a list names
     */
    public TryLists(
            Vertx vertx, Store store, Path folder, Supplier<Configuration> running, InstantSource clock, ZoneId zone) {
        this.vertx = vertx;
        this.store = store;
        this.folder = folder;
        this.running = running;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public Future<List<String>> files() {
        return vertx.executeBlocking(this::names, false);
    }

    private List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(TryLists::isList)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isList(String name) {
        return !name.startsWith(".")
                && !name.equals("sources.yaml")
                && (name.endsWith(".yaml") || name.endsWith(".txt"));
    }

    @Override
    public Future<Optional<String>> file(String name) {
        return vertx.executeBlocking(
                () -> names().contains(name)
                        ? Optional.ofNullable(YamlFile.text(name, folder.resolve(name), new Problems()))
                                .filter(text -> text.length() <= LIST)
                        : Optional.empty(),
                false);
    }

    @Override
    public Future<Told> explain(String text, Role role, Kind kind, @Nullable Draft draft, Locale language) {
        return vertx.executeBlocking(() -> told(text, role, kind, draft, language), false);
    }

    private Told told(String text, Role role, Kind kind, @Nullable Draft draft, Locale language) {
        Changed changed = changed(draft, language);
        if (changed.checked().broken()) {
            return new Told(changed.checked(), text, "", List.of(), List.of(), List.of(), List.of());
        }
        Post post = Post.builder(SOURCE, "1", text, clock.instant())
                .role(role)
                .kind(kind)
                .build();
        Explanation found = Matcher.compile(changed.lists()).explain(text, post);
        Sentences sentences = new Sentences(language);
        return new Told(
                changed.checked(),
                text,
                found.folded(),
                found.steps().stream()
                        .map(step -> new Step(step.from(), step.to(), sentences.via(List.copyOf(step.via()))))
                        .toList(),
                found.hits().stream()
                        .sorted(Comparator.comparing(Hit::level).thenComparing(Hit::suspected))
                        .toList(),
                found.nearMisses().stream()
                        .map(miss -> new Miss(miss.rule(), sentences.reason(miss.why())))
                        .toList(),
                would(post, found.hits(), language));
    }

    private List<Would> would(Post post, List<Hit> hits, Locale language) {
        Configuration now = running.get();
        return WhoHears.of(now, Rulebooks.roster(now), post, hits, post.receivedAt(), language).stream()
                .map(line -> new Would(line.at(), line.who(), line.by(), line.why()))
                .toList();
    }

    /** The running lists with the draft in the place of the one of its name. */
    private record Changed(Checked checked, List<Watchlist> lists) {}

    private Changed changed(@Nullable Draft draft, Locale language) {
        Configuration now = running.get();
        if (draft == null) {
            return new Changed(Checked.FINE, now.watchlists());
        }
        Problems problems = new Problems();
        String shown = "watchlists/" + draft.name();
        List<Watchlist> lists = new WatchlistReader(
                        Names.of(now.contacts(), now.channels()), problems, zone, name -> null)
                .readAll(files(draft, shown));
        List<Problem> ofDraft = problems.list().stream()
                .filter(problem -> problem.file().equals(shown))
                .toList();
        List<String> lines = ofDraft.stream()
                .sorted(Comparator.comparing(Problem::line).thenComparing(Problem::column))
                .map(problem -> problem.text(language))
                .toList();
        return new Changed(new Checked(lines, ofDraft.stream().anyMatch(Problem::isError)), lists);
    }

    /** The files of the folder, the draft in the place of the one of its name: lists and imports are shared among them. */
    private List<WatchlistFile> files(Draft draft, String shown) {
        List<WatchlistFile> files = new ArrayList<>();
        for (Path file : LooseWatchlists.files(folder)) {
            String name = String.valueOf(file.getFileName());
            String text = name.equals(draft.name()) ? null : YamlFile.text(name, file, new Problems());
            if (text != null) {
                files.add(new WatchlistFile(stem(name), "watchlists/" + name, text));
            }
        }
        files.add(new WatchlistFile(stem(draft.name()), shown, draft.text()));
        files.sort(Comparator.comparing(WatchlistFile::name));
        return files;
    }

    private static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    @Override
    public Future<Compared> compare(Draft draft, Locale language) {
        if (!comparing.tryAcquire()) {
            return Future.failedFuture(new Busy());
        }
        return vertx.executeBlocking(() -> compared(draft, language), false).onComplete(done -> comparing.release());
    }

    private Compared compared(Draft draft, Locale language) {
        Changed changed = changed(draft, language);
        if (changed.checked().broken()) {
            return new Compared(changed.checked(), List.of());
        }
        Matcher before = Matcher.compile(running.get().watchlists());
        Matcher after = Matcher.compile(changed.lists());
        Comparison trial = new Comparison(before, after, SAMPLES);
        TrialCorpus.shipped().all().forEach(trial::see);
        return new Compared(changed.checked(), List.of(stored(before, after), over(Set.TRIAL, trial, false)));
    }

    private Over stored(Matcher before, Matcher after) {
        Comparison stored = new Comparison(before, after, SAMPLES);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int[] seen = {0};
        boolean[] cut = {false};
        store.read(tx -> tx.posts().visit(clock.instant().minus(Duration.ofDays(DAYS)), POSTS + 1, post -> {
            cut[0] = seen[0] == POSTS || System.nanoTime() - end > 0;
            if (!cut[0]) {
                stored.see(post);
                seen[0]++;
            }
            return !cut[0];
        }));
        return over(Set.STORED, stored, cut[0]);
    }

    private static Over over(Set set, Comparison comparison, boolean cut) {
        Comparison.Result found = comparison.result();
        return new Over(
                set,
                found.posts(),
                cut,
                found.before(),
                found.after(),
                found.newlyMatched(),
                found.nowSilent(),
                found.changes().stream()
                        .map(change -> new Change(
                                What.valueOf(change.what().name()),
                                change.rule(),
                                change.watchlist(),
                                change.category(),
                                change.before(),
                                change.after(),
                                change.count(),
                                change.samples().stream()
                                        .map(sample -> new Sample(sample.text(), sample.spans()))
                                        .toList()))
                        .toList());
    }
}
