package io.fenghuo.running;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What another process has written so far. */
final class Printed {
    private Printed() {}

    /** The file's words; it may not be there yet, or end in half a character. */
    static String on(Path file) throws IOException {
        return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }
}
