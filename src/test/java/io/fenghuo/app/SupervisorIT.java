package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Reason;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verticles that fall in every way there is: each is begun again, told of, and told to be well. */
class SupervisorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, AtomicInteger> LIVES = new java.util.concurrent.ConcurrentHashMap<>();

    private final Vertx vertx = Vertx.vertx();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private Plugins plugins;
    private Supervisor supervisor;

    @TempDir
    Path folder;

    @BeforeEach
    void begin() {
        LIVES.clear();
        plugins = Plugins.load(folder);
        Supervisor.Pace fast = new Supervisor.Pace(
                Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(1));
        supervisor = new Supervisor(
                vertx, plugins, new VertxTime(vertx, InstantSource.system()), new Random(7), Locale.ENGLISH, fast);
        supervisor.begin();
    }

    @AfterEach
    void end() throws Exception {
        wait(vertx.close());
        plugins.close();
    }

    @ParameterizedTest
    @CsvSource({
        "throws, plugin.threw, NullPointerException: first life",
        "fails, plugin.no-start, IllegalStateException: no connection",
        "links, plugin.no-start, does not fit the plug-in interface 1.0",
        "ends, plugin.ended, undeployed",
        "sleeps, plugin.stuck, SupervisorIT$Falling"
    })
    void onceFallenItIsBegunAgainAndMended(String how, String code, String words) throws Exception {
        wait(keep("source falling", Falling.class, how));
        Reason ill = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(supervisor::ailing, all -> !all.isEmpty())
                .get(0);
        assertThat(ill.code()).isEqualTo(code);
        assertThat(ill.args().get(0)).isEqualTo("source falling");
        assertThat(ill.args().get(1)).contains(words);
        if (how.equals("links")) {
            assertThat(LIVES.get(how).get()).as("it cannot begin better").isEqualTo(1);
            return;
        }
        await("mended").atMost(PATIENCE).until(() -> supervisor.ailing().isEmpty());
        assertThat(LIVES.get(how).get()).isEqualTo(how.equals("sleeps") ? 1 : 2);
        assertThat(told).as("told of a start").contains("started");
    }

    @Test
    void oneThatBlocksHoldsNobodyElseUp() throws Exception {
        wait(keep("channel blocks", Falling.class, "spins"));
        wait(keep("source ticks", Falling.class, "ticks"));
        await().atMost(PATIENCE).until(() -> ill().equals(List.of("channel blocks")) && LIVES.containsKey("tick"));
        int before = LIVES.get("tick").get();
        await("the other goes on")
                .atMost(PATIENCE)
                .until(() -> LIVES.get("tick").get() > before + 10);
        // Whoever is starved by the one that spins is taken for stuck too, and mended soon.
        await().atMost(PATIENCE).until(() -> ill().equals(List.of("channel blocks")));
        Falling.spinning = false;
        await().atMost(PATIENCE).until(() -> supervisor.ailing().isEmpty());
    }

    private List<String> ill() {
        return supervisor.ailing().stream().map(one -> one.args().get(0)).toList();
    }

    @Test
    void whatNeverStartsDelaysItsCallerForAWhileOnly() throws Exception {
        wait(keep("source hangs", Falling.class, "hangs"));
        await().atMost(PATIENCE).until(() -> supervisor.ailing().size() == 1);
        assertThat(supervisor.ailing().get(0).code()).isEqualTo("plugin.hangs");
        wait(supervisor.release("source hangs"));
        assertThat(supervisor.ailing()).isEmpty();
    }

    @Test
    void releasedOnesAreNotBegunAgain() throws Exception {
        wait(keep("source ticks", Falling.class, "ticks"));
        wait(supervisor.release("source ticks"));
        int before = LIVES.get("ticks").get();
        assertThat(vertx.deploymentIDs()).isEmpty();
        assertThat(before).isEqualTo(1);
    }

    @Test
    void beginningAgainKeepsOneClassLoaderAndClosingLetsItGo() throws Exception {
        PluginJar.build(
                folder.resolve("leak.jar"),
                Map.of(
                        "leak.Leak",
                        "package leak; public class Leak extends io.vertx.core.VerticleBase {"
                                + " byte[] weight = new byte[1 << 20]; }"));
        WeakReference<ClassLoader> loader = deployOftenAndClose();
        await("the classes are let go").atMost(PATIENCE).until(() -> {
            System.gc();
            return loader.get() == null;
        });
    }

    private WeakReference<ClassLoader> deployOftenAndClose() throws Exception {
        Plugins own = Plugins.load(folder);
        for (int i = 0; i < 20; i++) {
            String id = wait(own.deploy(vertx, new Plugins.Order("leak", "leak.Leak", Map.of(), 1, null)));
            wait(vertx.undeploy(id));
        }
        own.close();
        return new WeakReference<>(own.loader());
    }

    private Future<Void> keep(String name, Class<?> type, String how) {
        Plugins.Order order = new Plugins.Order(name, type.getName(), Map.of("how", how), 1, null);
        return supervisor.keep(
                name, () -> Future.succeededFuture(order), why -> told.add(why == null ? "started" : why));
    }

    private static <T> T wait(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Falls in its first life as it is told to, and lives on in its second. */
    public static final class Falling extends VerticleBase {
        private static volatile boolean spinning;

        @Override
        public Future<?> start() throws Exception {
            String how = config().getString("how");
            boolean first =
                    LIVES.computeIfAbsent(how, any -> new AtomicInteger()).incrementAndGet() == 1;
            switch (first ? how : "") {
                case "throws" ->
                    vertx.setTimer(20, tick -> {
                        throw new NullPointerException("first life");
                    });
                case "fails" -> {
                    return Future.failedFuture(new IllegalStateException("no connection"));
                }
                case "links" -> throw new NoSuchMethodError("Gone.method()");
                case "ends" -> vertx.setTimer(20, tick -> vertx.undeploy(deploymentID()));
                case "sleeps" -> vertx.setTimer(20, tick -> sleep());
                case "spins" -> vertx.setTimer(20, tick -> spin());
                case "ticks" ->
                    vertx.setPeriodic(
                            5,
                            tick -> LIVES.computeIfAbsent("tick", any -> new AtomicInteger())
                                    .incrementAndGet());
                case "hangs" -> {
                    return io.vertx.core.Promise.promise().future();
                }
                default -> {}
            }
            return Future.succeededFuture();
        }

        private static void sleep() {
            try {
                TimeUnit.HOURS.sleep(1);
            } catch (InterruptedException freed) {
                Thread.currentThread().interrupt();
            }
        }

        private static void spin() {
            spinning = true;
            while (spinning) {
                Thread.onSpinWait();
            }
        }
    }
}
