package io.fenghuo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A line on a terminal that says how far a long command has come; silent for two seconds, and whenever words do not go to a terminal. */
final class Progress {
    private static final long PATIENCE = 2_000_000_000L;
    private static final long EVERY = 200_000_000L;
    private static final int WIDTH = 30;

    private final Surroundings around;
    private final long total;
    private final boolean terminal = isTerminal();
    private final long start = System.nanoTime();
    private long last = start + PATIENCE - EVERY;
    private boolean shown;

    /** @param total what {@link #at} counts up to; 0 = unknown */
    Progress(Surroundings around, long total) {
        this.around = around;
        this.total = total;
    }

    void at(long done) {
        long now = System.nanoTime();
        if (!terminal || now - last < EVERY) {
            return;
        }
        last = now;
        shown = true;
        String seconds = String.format(Locale.ROOT, "%.0f s", (now - start) / 1e9);
        if (total <= 0) {
            around.err().print("\r" + done + "  " + seconds + " ");
        } else {
            int part = (int) Math.min(WIDTH, done * WIDTH / total);
            String bar = "#".repeat(part) + "-".repeat(WIDTH - part);
            around.err().print("\r[" + bar + "] " + Math.min(100, done * 100 / total) + " %  " + seconds + " ");
        }
        around.err().flush();
    }

    /** Takes the line away. */
    void end() {
        if (shown) {
            around.err().print("\r" + " ".repeat(WIDTH + 24) + "\r");
            around.err().flush();
        }
    }

    /** Java 17 knows only whether input and output both are terminals; Linux says where the words go. */
    static boolean isTerminal() {
        try {
            String to = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return to.startsWith("/dev/pts/") || to.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return Optional.ofNullable(System.console()).isPresent();
        }
    }
}
