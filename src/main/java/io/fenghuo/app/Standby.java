package io.fenghuo.app;

import io.fenghuo.model.Secret;
import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Stores;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for its turn: while another instance works on the shared database, this one does nothing but look whether it may take over, and answer
 * on its port that it stands by. It answers there, too, while it brings the database up to date itself. Confined to one thread.
 */
final class Standby implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** A newer instance may have changed the schema since. */
    private static final int LOOKS_PER_SCHEMA = 5;
    /** As the store has it. */
    private static final int TERM_SECONDS = 10;

    private final Settings settings;
    private final TerminalWords words;
    private @Nullable Porch porch;
    private String said = "";
    private long looks;

    private Standby(Settings settings) {
        this.settings = settings;
        this.words = new TerminalWords(settings.environment().language());
    }

    /**
     * Opens the store, waiting as long as another instance works on it.
     *
     * @throws StartRefused when the store cannot be had for any other reason
     */
    static Store store(Settings settings, Runnable onLost) {
        Standby standby = new Standby(settings);
        try (standby) {
            return standby.await(onLost);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while standing by", ended);
        }
    }

    private Store await(Runnable onLost) throws InterruptedException {
        while (true) {
            try {
                Store store = Startup.store(settings, onLost, new Upgrades(settings, this::upgrades));
                if (looks > 0) {
                    settings.terminal().println(words.say("standby.taken"));
                }
                return store;
            } catch (StartRefused refused) {
                stand(refused);
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** Whoever stands by goes on when the database itself is away: that may be why the other has not been heard of. */
    private void stand(StartRefused refused) {
        Secret shared = settings.environment().databaseUrl();
        if (shared != null && refused.getCause() instanceof StoreException.Locked locked) {
            if (looks % LOOKS_PER_SCHEMA == 0) {
                known(shared);
            }
            looks++;
            says(locked);
        } else if (looks == 0 || !(refused.getCause() instanceof StoreException.Broken)) {
            throw refused;
        }
    }

    /** An instance that does not know the schema any more could never take over: its operator hears so now, not when it is needed. */
    private void known(Secret shared) {
        try {
            Stores.pending(shared.reveal());
        } catch (StoreException.Newer newer) {
            throw Startup.refused(settings, newer);
        } catch (StoreException away) {
            LOG.debug("the schema could not be looked at: {}", away.getMessage());
        }
    }

    private void says(StoreException.Locked locked) {
        String holder = locked.holder();
        String line = words.say(locked.upgrading() ? "standby.upgrading" : "standby.waiting", holder, TERM_SECONDS);
        if (!line.equals(said)) {
            said = line;
            settings.terminal().println(line);
        }
        answers(new Porch.Notice("standby", words.say("standby.answer", holder), words.say("standby.answer", "-")));
    }

    private void upgrades() {
        String line = words.say("upgrade.answer");
        answers(new Porch.Notice("upgrading", line, line));
    }

    private void answers(Porch.Notice notice) {
        Porch present = porch;
        if (present == null) {
            porch = new Porch(settings, notice);
        } else {
            present.says(notice);
        }
    }

    @Override
    public void close() {
        if (porch != null) {
            porch.close();
        }
    }
}
