package io.fenghuo.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the running instance of a home answers: one line in {@code data/console.url}, so that commands find it whatever port it took. A line
 * left behind by a crash does no harm: whoever reads it asks first who answers there.
 */
final class Calling {
    private static final Logger LOG = LoggerFactory.getLogger(Calling.class);
    private static final int LONGEST = 300;

    private final Path file;

    Calling(Settings settings) {
        this.file = settings.data().resolve("console.url");
    }

    void leave(String url) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, url + "\n", StandardCharsets.UTF_8);
        } catch (IOException failed) {
            LOG.warn("{} cannot be written; commands need FENGHUO_LISTEN to find this instance", file);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            LOG.warn("{} cannot be removed", file);
        }
    }

    Optional<String> read() {
        try {
            String line = Files.readString(file, StandardCharsets.UTF_8).strip();
            boolean ours = line.startsWith("http://") && line.length() < LONGEST;
            return ours ? Optional.of(line) : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
