package io.fenghuo.cli;

import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import io.fenghuo.app.StartRefused;
import java.nio.file.Files;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code run}: everything, until the process is asked to end. */
@picocli.CommandLine.Command(name = "run")
final class Run extends Command {
    /** A stop that takes longer is cut off: nothing that was acknowledged is lost by it, and a process that never ends would be. */
    private static final long STOP_SECONDS = 20;

    Run(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = Settings.read(around().environment(), around().err(), home());
        if (!Files.isDirectory(settings.home())) {
            throw new Misuse(around().say("no-home", settings.home()));
        }
        Fenghuo fenghuo;
        try {
            fenghuo = new Fenghuo(settings);
            fenghuo.start().toCompletableFuture().join();
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause();
            return refuse(cause == null ? failed : cause);
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            fenghuo.stop()
                                    .toCompletableFuture()
                                    .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
                                    .join();
                            stopped.countDown();
                        },
                        "stop"));
        stopped.await();
        return OK;
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
