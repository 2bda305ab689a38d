package io.fenghuo.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.config.Configuration;
import io.fenghuo.config.Environment;
import io.fenghuo.config.Home;
import io.fenghuo.model.Secret;
import io.fenghuo.store.Stores;
import io.fenghuo.web.Console;
import io.fenghuo.web.Drills;
import io.fenghuo.web.Proposals;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.SignedLink;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A drill nobody hears of: the home's rules, people and channels in a service of its own beside the running one, with a store in memory, no sources
 * and no plug-in's code, whose channels speak to {@link FakeVendors}. What is real goes on by the running service meanwhile. Mails are written into a
 * folder that goes when it is closed. Confined to one thread.
 */
public final class FakeDrill implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEY_BYTES = 32;
    private static final Duration SOON = Duration.ofSeconds(3);
    /** How long the last messages may take after the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Lifecycle lifecycle = new Lifecycle();
    private final SystemTime clock = new SystemTime();
    private final Settings settings;
    private final Foundation ground;
    private final Works works;
    private final FakeVendors vendors;

    /**
     * Begins it.
     *
     * @throws StartRefused when the files have errors, or there is no such scenario
     */
    public static FakeDrill begin(Settings home, String scenario, String by) {
        try {
            return new FakeDrill(home, scenario, by);
        } catch (IOException failed) {
            throw new UncheckedIOException("no temporary folder can be had", failed);
        }
    }

    private FakeDrill(Settings real, String scenario, String by) throws IOException {
        Path folder = Files.createTempDirectory("fenghuo-drill");
        lifecycle.onClose("folder", () -> delete(folder));
        boolean begun = false;
        try {
            settings = apart(real, folder, scenario);
            Plugins plugins = Plugins.load(real.home().resolve("plugins"));
            lifecycle.onClose("plugins", plugins);
            Home home = Homes.open(real.home(), real.variables(), real.zone(), plugins);
            Configuration configuration = Startup.load(home, clock.instant(), real);
            WatchedStore store = new WatchedStore(Stores.memory(), settings, clock);
            lifecycle.onClose("store", store);
            Metrics metrics = new Metrics();
            Vertx vertx = metrics.vertx();
            lifecycle.onStop("vertx", vertx::close);
            vendors = SourceProbe.join(FakeVendors.open(
                    vertx, clock, plugins.channels(), configuration.channels(), configuration.contacts()));
            Configuration drilled = configuration.apart(vendors.channels());
            Revocations revocations = new Revocations(store, links(), clock);
            ground = new Foundation(
                    settings,
                    home,
                    drilled,
                    store,
                    revocations.believed(),
                    metrics,
                    vertx,
                    plugins,
                    clock,
                    revocations);
            works = new Works(ground);
            works.reload.adopt(drilled);
            Proposals.Heard heard = SourceProbe.join(vertx.deployVerticle(works.deliver)
                    .compose(ready -> vertx.deployVerticle(works.incidents()))
                    .compose(ready -> works.drills.start(scenario, new Console.Actor(by, "cli"))));
            if (!heard.done()) {
                Words words = Words.of(settings.environment().language(), settings.zone());
                throw new StartRefused(
                        List.of(words.t(heard.fault(), heard.args().toArray())));
            }
            begun = true;
        } finally {
            if (!begun) {
                close();
            }
        }
    }

    /** The same environment over another folder, which holds nothing but the scenario, without a mail server and a database. */
    private static Settings apart(Settings real, Path folder, String scenario) throws IOException {
        Path script =
                real.home().resolve("alerts/drills").resolve(scenario + ".yaml").normalize();
        if (script.startsWith(real.home().resolve("alerts/drills").normalize()) && Files.isRegularFile(script)) {
            Path copy = folder.resolve("alerts/drills").resolve(scenario + ".yaml");
            Files.createDirectories(copy.getParent());
            Files.copy(script, copy);
        }
        Environment there = real.environment();
        Environment here = new Environment(
                folder,
                there.listen(),
                there.trusted(),
                there.publicUrl(),
                null,
                null,
                null,
                null,
                there.zone(),
                there.language(),
                null,
                null);
        return new Settings(here, real.variables(), real.terminal());
    }

    /** A key of its own: nothing of the drill opens anything in the running service. */
    private static SignedLink links() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return SignedLink.of(List.of(Secret.of(HexFormat.of().formatHex(key))));
    }

    /**
     * How it goes, in the shape of {@code GET /api/drills}; once it is over and its last messages are gone, the report has {@code vendors} beside
     * what the API tells.
     */
    public Access.Answer look() {
        Drills.Stand stand = SourceProbe.join(works.drills.look());
        ObjectNode body = JSON.valueToTree(stand);
        if (stand.running() == null && !stand.reports().isEmpty()) {
            settle();
            ObjectNode report = (ObjectNode) body.withArray("reports").get(0);
            report.set("vendors", seen());
        }
        return new Access.Answer(200, body);
    }

    private ArrayNode seen() {
        ArrayNode all = JSON.valueToTree(vendors.seen());
        long mails = mails();
        if (mails > 0) {
            all.addObject()
                    .put("type", "email")
                    .put("taken", mails)
                    .put("refused", 0)
                    .set("channels", JSON.createArrayNode());
        }
        return all;
    }

    private long mails() {
        Path folder = settings.data().resolve("mail");
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return files.filter(file -> file.toString().endsWith(".eml")).count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Waits until nothing more is due. */
    private void settle() {
        Instant end = clock.instant().plus(PATIENCE);
        while (clock.instant().isBefore(end) && due() && pause()) {
            works.deliver.wake();
        }
    }

    private boolean due() {
        return ground.store()
                .read(tx -> tx.outbox().nextDue())
                .filter(at -> at.isBefore(clock.instant().plus(SOON)))
                .isPresent();
    }

    private static boolean pause() {
        try {
            Thread.sleep(100);
            return true;
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() {
        SourceProbe.join(lifecycle.stop());
    }
}
