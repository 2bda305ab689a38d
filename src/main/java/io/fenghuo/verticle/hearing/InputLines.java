package io.fenghuo.verticle.hearing;

import io.fenghuo.source.SourceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads standard input until it ends. It cannot go back, so it has no cursor. Of a line without an end only the first part is kept. */
final class InputLines implements LineFeed {
    private final BufferedReader reader;
    private long line;

    /** @param charset null = UTF-8 */
    InputLines(InputStream in, @Nullable String charset) {
        reader = new BufferedReader(
                new InputStreamReader(in, charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset)));
    }

    @Override
    public Chunk next(@Nullable String cursor) throws SourceException {
        List<String> lines = new ArrayList<>();
        long first = line + 1;
        try {
            String text = readLine();
            while (text != null) {
                lines.add(text);
                line++;
                if (lines.size() >= LINES || !reader.ready()) {
                    return new Chunk(lines, 0, first, null, true, false);
                }
                text = readLine();
            }
        } catch (IOException unreadable) {
            throw new SourceException(
                    "file.unreadable", "-", unreadable.getClass().getSimpleName());
        }
        return new Chunk(lines, 0, first, null, false, true);
    }

    private @Nullable String readLine() throws IOException {
        StringBuilder text = new StringBuilder();
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (text.length() < FollowedFile.WINDOW) {
                text.append((char) c);
            }
        }
        int end = text.length();
        return end > 0 && text.charAt(end - 1) == '\r' ? text.substring(0, end - 1) : text.toString();
    }

    @Override
    public void close() {}
}
