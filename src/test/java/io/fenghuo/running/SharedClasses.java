package io.fenghuo.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The jar's classes, verified and laid out once for all the processes that the tests start: the JVM's own class-data sharing (JEP 350). It
 * changes nothing but the time of a start; a JVM that does not like the archive goes without.
 */
final class SharedClasses {
    private static boolean tried;

    private SharedClasses() {}

    /** Options of a JVM that runs {@code jar}; none when the archive could not be made. */
    static synchronized List<String> of(Path jar) {
        Path archive = jar.resolveSibling("fenghuo.jsa");
        try {
            if (!tried) {
                tried = true;
                make(archive, jar);
            }
            return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A service that runs until it is ready has loaded nearly everything. */
    private static void make(Path archive, Path jar) throws IOException {
        if (Files.exists(archive) && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0) {
            return;
        }
        Files.deleteIfExists(archive);
        Path home = Files.createTempDirectory("fenghuo-classes");
        try (Service one = new Service(home, Map.of(), List.of("-XX:ArchiveClassesAtExit=" + archive))) {
            one.copy("watchlists");
            one.copy("alerts");
            one.start();
            one.stop();
        }
    }
}
