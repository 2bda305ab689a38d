package io.fenghuo.verticle;

import io.fenghuo.source.Decoding;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.SourceException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file from where it left off. A file that has become shorter, or begins differently, is a new one and read from its start. A last
 * line without an end is waited for until the file stays the same from one look to the next.
 */
final class FollowedFile implements LineFeed {
    /** Bytes read at once, and so of the longest line. */
    static final int WINDOW = 4 << 20;

    private static final int HEAD = 256;

    private final Path path;
    private long sizeSeen = -1;

    FollowedFile(Path path) {
        this.path = path;
    }

    @Override
    public Chunk next(@Nullable String cursor) throws SourceException {
        if (!Files.isRegularFile(path)) {
            throw new SourceException("file.missing", path);
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            Place place = Place.of(cursor);
            if (!place.isIn(file)) {
                place = Place.START;
            }
            boolean still = file.length() == sizeSeen;
            sizeSeen = file.length();
            return read(file, place, still);
        } catch (IOException unreadable) {
            throw new SourceException(
                    "file.unreadable", path, unreadable.getClass().getSimpleName());
        }
    }

    private static Chunk read(RandomAccessFile file, Place place, boolean still) throws IOException {
        byte[] window = new byte[(int) Math.min(WINDOW, file.length() - place.offset)];
        file.seek(place.offset);
        file.readFully(window);
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < window.length && lines.size() < LINES; i++) {
            if (window[i] == '\n') {
                lines.add(line(window, from, i));
                from = i + 1;
            }
        }
        boolean atEnd = place.offset + window.length == file.length();
        boolean rest = from < window.length && lines.size() < LINES;
        if (rest && (atEnd ? still : lines.isEmpty())) {
            String last = line(window, from, window.length);
            if (!atEnd || !isHalf(last)) {
                lines.add(last);
                from = window.length;
            }
        }
        Place after = place.moved(from, lines.size(), file);
        boolean more = after.offset < file.length() && !lines.isEmpty() && !(atEnd && from + 1 >= window.length);
        return new Chunk(lines, place.line + 1, after.text(), more, false);
    }

    /** JSON that is still being written. */
    private static boolean isHalf(String line) {
        return line.stripLeading().startsWith("{") && !line.stripTrailing().endsWith("}");
    }

    private static String line(byte[] window, int from, int to) {
        int end = to > from && window[to - 1] == '\r' ? to - 1 : to;
        return Decoding.text(Arrays.copyOfRange(window, from, end), null);
    }

    @Override
    public void close() {}

    /**
     * A place in a file.
     *
     * @param line lines before it
     * @param head hash of the first bytes, by which the file is known again
     */
    private record Place(long offset, long line, int headLength, String head) {
        static final Place START = new Place(0, 0, 0, "");

        static Place of(@Nullable String cursor) {
            if (cursor == null) {
                return START;
            }
            try {
                JsonObject json = new JsonObject(cursor);
                return new Place(
                        json.getLong("offset", 0L),
                        json.getLong("line", 0L),
                        json.getInteger("length", 0),
                        json.getString("head", ""));
            } catch (DecodeException | ClassCastException unreadable) {
                return START;
            }
        }

        boolean isIn(RandomAccessFile file) throws IOException {
            return offset >= 0
                    && offset <= file.length()
                    && hash(file, headLength).equals(head);
        }

        Place moved(int bytes, int lines, RandomAccessFile file) throws IOException {
            int length = (int) Math.min(HEAD, offset + bytes);
            return new Place(offset + bytes, line + lines, length, hash(file, length));
        }

        String text() {
            return new JsonObject()
                    .put("offset", offset)
                    .put("line", line)
                    .put("length", headLength)
                    .put("head", head)
                    .encode();
        }

        private static String hash(RandomAccessFile file, int length) throws IOException {
            if (length <= 0 || length > file.length()) {
                return "";
            }
            byte[] bytes = new byte[length];
            file.seek(0);
            file.readFully(bytes);
            return Sha256.hex(bytes).substring(0, 16);
        }
    }
}
