package io.fenghuo.app.inlet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Where records go that cannot be read: one JSON a line, mended by hand and sent again. At {@value #LARGEST} bytes the file becomes {@code
 * NAME.1}, and the one before is gone. Confined to one reader.
 */
final class DeadLetters {
    private static final long LARGEST = 16L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    DeadLetters(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Adds one; a record may be added again when its batch was not kept. */
    void add(Map<String, Object> letter) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file) && Files.size(file) > LARGEST) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        try {
            Files.write(
                    file,
                    (JSON.writeValueAsString(letter) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (JsonProcessingException impossible) {
            throw new IOException(impossible);
        }
    }
}
