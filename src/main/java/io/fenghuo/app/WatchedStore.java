package io.fenghuo.app;

import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import java.io.PrintStream;
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

    private final Store store;
    private final PrintStream terminal;
    private final TerminalWords words;
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

    WatchedStore(Store store, Settings settings) {
        this.store = store;
        this.terminal = settings.terminal();
        this.words = new TerminalWords(settings.environment().language());
    }

    @Override
    public <T> CompletionStage<T> write(Work<T> work) {
        return store.write(work).whenComplete((done, failure) -> {
            if (failure instanceof StoreException.Broken broken) {
                broke(broken);
            } else if (failure == null && trouble.getAndSet(null) != null) {
                terminal.println(words.say("store.again"));
            }
        });
    }

    private void broke(StoreException.Broken broken) {
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
