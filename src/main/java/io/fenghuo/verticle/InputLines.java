package io.fenghuo.verticle;

import io.fenghuo.source.SourceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads standard input until it ends. It cannot go back, so it has no cursor. */
final class InputLines implements LineFeed {
    private final BufferedReader reader;
    private long line;

    InputLines(InputStream in) {
        reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    @Override
    public Chunk next(@Nullable String cursor) throws SourceException {
        List<String> lines = new ArrayList<>();
        long first = line + 1;
        try {
            String text = reader.readLine();
            while (text != null) {
                lines.add(text);
                line++;
                if (lines.size() >= LINES || !reader.ready()) {
                    return new Chunk(lines, first, null, true, false);
                }
                text = reader.readLine();
            }
        } catch (IOException unreadable) {
            throw new SourceException(
                    "file.unreadable", "-", unreadable.getClass().getSimpleName());
        }
        return new Chunk(lines, first, null, false, true);
    }

    @Override
    public void close() {}
}
