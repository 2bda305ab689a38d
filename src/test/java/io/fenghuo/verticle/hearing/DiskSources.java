package io.fenghuo.verticle.hearing;

import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Post;
import io.fenghuo.model.SourceGap;
import io.fenghuo.model.SourcePulse;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.flow.Door;
import io.fenghuo.verticle.flow.Pipeline;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A small house on the disk: the door and the log of sources the service has, over SQLite. Threadsafe. */
public final class DiskSources implements Intake, SourceLog, AutoCloseable {
    private static final String FILE = "fenghuo.db";

    private final Path folder;
    private final Store store;
    private final Door door;
    private final StoredSourceLog log;

    /** Opens what is in the folder, or begins anew there. */
    public DiskSources(Vertx vertx, Path folder, Time time) {
        this.folder = folder;
        this.store = Stores.sqlite(folder.resolve(FILE));
        Policy policy = Policy.defaults();
        Configuration configuration = new Configuration("v", List.of(), List.of(), List.of(), policy, Contacts.NONE);
        Rulebook rules = new Rulebook(
                configuration, Matcher.compile(List.of()), policy, new Roster(Contacts.NONE, List.of()), Set.of());
        Desk desk =
                new Desk(new Ids(new Random(7)), () -> rules, new Chronicle(policy.zone(), reason -> reason.code()));
        this.door = new Door(new Pipeline(desk, () -> rules), store, time, tidings -> {});
        this.log = new StoredSourceLog(vertx, store, status -> {});
    }

    /** Copies the files as they lie on the disk at this moment, as if the machine stood still; {@code to} is made. */
    public void image(Path to) {
        store.write(alone -> {
                    try {
                        Files.createDirectories(to);
                        for (String name : List.of(FILE, FILE + "-wal")) {
                            Files.copy(folder.resolve(name), to.resolve(name));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return to;
                })
                .toCompletableFuture()
                .join();
    }

    /** The texts of a source, each version of each post once. */
    public List<String> texts(String source) {
        return store.read(tx -> tx.posts().latest(source, 1_000).stream()
                .flatMap(post -> tx.posts().versions(source, post.id()).stream())
                .map(Post::text)
                .toList());
    }

    /** When a source was not heard. */
    public List<SourceGap> gaps(String source) {
        return store.read(tx -> tx.sources().gaps(source, 100));
    }

    @Override
    public Future<Receipt> take(Batch batch) {
        return door.take(batch);
    }

    @Override
    public Future<Memory> recall(String source) {
        return log.recall(source);
    }

    @Override
    public void status(SourceStatus status) {
        log.status(status);
    }

    @Override
    public void pulse(SourcePulse pulse) {
        log.pulse(pulse);
    }

    @Override
    public void gap(SourceGap gap) {
        log.gap(gap);
    }

    @Override
    public Future<Boolean> burning(String source) {
        return log.burning(source);
    }

    @Override
    public void close() {
        store.close();
    }
}
