package io.fenghuo.cli;

import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import io.fenghuo.app.StartRefused;
import java.nio.file.Files;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code run}: everything, until the process is asked to end; after another instance took over, it stands by for its turn. */
@picocli.CommandLine.Command(name = "run")
final class Run extends Command {
    /** A stop that takes longer is cut off: nothing that was acknowledged is lost by it, and a process that never ends would be. */
    private static final long STOP_SECONDS = 20;

    Run(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() {
        Settings settings = Settings.read(around().environment(), around().err(), home());
        if (!Files.isDirectory(settings.home())) {
            throw new Misuse(around().say("no-home", settings.home()));
        }
        AtomicReference<Fenghuo> present = new AtomicReference<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(present.getAndSet(null)), "stop"));
        try {
            while (true) {
                Fenghuo fenghuo = new Fenghuo(settings);
                present.set(fenghuo);
                fenghuo.start().toCompletableFuture().join();
                fenghuo.lost().toCompletableFuture().join();
                around().err().println(around().say("run.lost"));
                stop(present.getAndSet(null));
            }
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause();
            return refuse(cause == null ? failed : cause);
        }
    }

    private static void stop(@Nullable Fenghuo fenghuo) {
        if (fenghuo != null) {
            fenghuo.stop()
                    .toCompletableFuture()
                    .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    private Integer refuse(Throwable cause) {
        if (cause instanceof StartRefused refused) {
            refused.lines().forEach(around().err()::println);
            around().err().println(around().say("run.refused"));
            return FAILURE;
        }
        throw cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
