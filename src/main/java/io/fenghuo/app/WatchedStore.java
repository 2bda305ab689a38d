package io.fenghuo.app;

import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The store, and whether it keeps anything: when it stops (a full disk, a lost database) and when it goes on again, the terminal says so once.
 * Threadsafe.
 */
final class WatchedStore implements Store {
    private static final int LONGEST = 300;
    /** On a disk that is nearly full small things still fit: all is well only when nothing has failed for so long. */
    private static final Duration CALM = Duration.ofSeconds(30);

    private final Store store;
    private final PrintStream terminal;
    private final TerminalWords words;
    private final InstantSource clock;
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
    private volatile Instant lastBroken = Instant.MIN;
    private volatile Duration calm = CALM;

    WatchedStore(Store store, Settings settings, InstantSource clock) {
        this.clock = clock;
        this.store = store;
        this.terminal = settings.terminal();
        this.words = new TerminalWords(settings.environment().language());
    }

    @Override
    public <T> CompletionStage<T> write(Work<T> work) {
        CompletionStage<T> writing = store.write(work);
        // the caller gets the stage itself: one that follows it would wrap what went wrong
        writing.whenComplete((done, failure) -> {
            if (failure instanceof StoreException.Broken broken) {
                broke(broken);
            } else if (failure == null) {
                kept();
            }
        });
        return writing;
    }

    private void kept() {
        if (trouble.get() != null
                && !clock.instant().isBefore(lastBroken.plus(calm))
                && trouble.getAndSet(null) != null) {
            terminal.println(words.say("store.again"));
        }
    }

    private void broke(StoreException.Broken broken) {
        lastBroken = clock.instant();
        calm = StoreException.isAway(broken) ? Duration.ZERO : CALM;
        String why = String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
        String line = words.say("store.stopped", why.substring(0, Math.min(why.length(), LONGEST)));
        if (trouble.getAndSet(line) == null) {
            terminal.println(line);
        }
    }

    /** Why nothing is kept at the moment; empty when all is well. */
    List<String> troubles() {
        String present = trouble.get();
        return present == null ? List.of() : List.of(present);
    }

    @Override
    public <T> T read(Work<T> work) {
        return store.read(work);
    }

    @Override
    public void close() {
        store.close();
    }
}
