package io.fenghuo.app;

import io.fenghuo.store.Upgrading;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** Tells people on the terminal how the database is brought up to date. */
final class Upgrades implements Upgrading {
    private static final double MEGA = 1e6;

    private final Settings settings;
    private final TerminalWords words;
    private final Runnable begun;

    Upgrades(Settings settings) {
        this(settings, () -> {});
    }

    /** @param begun done when this process begins to upgrade the database, or to wait until another has */
    Upgrades(Settings settings, Runnable begun) {
        this.settings = settings;
        this.words = new TerminalWords(settings.environment().language());
        this.begun = begun;
    }

    @Override
    public void begins(List<String> migrations, long bytes) {
        String what = String.join(", ", migrations);
        boolean file = settings.environment().databaseUrl() == null;
        say(
                file
                        ? words.say("upgrade.begins.file", what, mega(bytes), mega(free()))
                        : words.say("upgrade.begins", what, mega(bytes)));
        begun.run();
    }

    private long free() {
        try {
            return Files.getFileStore(settings.data()).getUsableSpace();
        } catch (IOException unknown) {
            return 0;
        }
    }

    @Override
    public void lasts(Duration since) {
        say(words.say("upgrade.lasts", since.toSeconds()));
    }

    @Override
    public void waits(String who) {
        say(words.say("upgrade.waits", who));
        begun.run();
    }

    @Override
    public void done(Duration took, long bytes) {
        say(words.say("upgrade.done", took.toSeconds(), mega(bytes)));
    }

    private void say(String line) {
        settings.terminal().println(line);
    }

    private static long mega(long bytes) {
        return (long) Math.ceil(bytes / MEGA);
    }
}
