package io.fenghuo.app.bench;

import io.fenghuo.wire.PostDefaults;
import io.fenghuo.wire.PostLines;
import io.fenghuo.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Texts of real posts for a benchmark. */
public final class BenchTexts {
    private BenchTexts() {}

    /**
     * The texts of a file of posts, JSONL or plain lines in UTF-8; lines that cannot be read are left out.
     *
     * @throws UncheckedIOException when the file cannot be read
     */
    public static List<String> read(Path file) {
        List<String> texts = new ArrayList<>();
        try (PostLines lines = new PostLines(
                Files.newBufferedReader(file, StandardCharsets.UTF_8), PostDefaults.numbered("bench", Instant.EPOCH))) {
            while (lines.hasNext()) {
                readable(lines).ifPresent(texts::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static Optional<String> readable(PostLines lines) {
        try {
            return Optional.of(lines.next().text());
        } catch (WireException unreadable) {
            return Optional.empty();
        }
    }
}
