package io.fenghuo.verticle.hearing;

import io.fenghuo.source.Sha256;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in a file.
 *
 * @param line lines before it
 * @param headLength of the first bytes by which the file is known again
 * @param head their hash
 * @param key what the file system knows the file by, such as its inode; empty = nothing
 * @param turn how many files of this name were read before
 */
record FilePlace(long offset, long line, int headLength, String head, String key, int turn) {
    private static final int HEAD = 256;
    private static final FilePlace START = new FilePlace(0, 0, 0, "", "", 0);

    static FilePlace of(@Nullable String cursor) {
        if (cursor == null) {
            return START;
        }
        try {
            JsonObject json = new JsonObject(cursor);
            return new FilePlace(
                    json.getLong("offset", 0L),
                    json.getLong("line", 0L),
                    json.getInteger("length", 0),
                    json.getString("head", ""),
                    json.getString("key", ""),
                    json.getInteger("turn", 0));
        } catch (DecodeException | ClassCastException unreadable) {
            return START;
        }
    }

    String text() {
        return new JsonObject()
                .put("offset", offset)
                .put("line", line)
                .put("length", headLength)
                .put("head", head)
                .put("key", key)
                .put("turn", turn)
                .encode();
    }

    /** The start of the file after this one; of the first file its start. */
    FilePlace next() {
        return offset == 0 ? this : new FilePlace(0, 0, 0, "", "", turn + 1);
    }

    /** Whether this place lies in a file that begins as it did. */
    boolean isIn(RandomAccessFile file) throws IOException {
        return offset >= 0 && offset <= file.length() && hash(file, headLength).equals(head);
    }

    /** The same of a file that may be gone or unreadable. */
    boolean isIn(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            return isIn(file);
        } catch (IOException gone) {
            return false;
        }
    }

    boolean isKeyOf(Path path) {
        return !key.isEmpty() && key.equals(key(path));
    }

    FilePlace moved(int bytes, int lines, RandomAccessFile file, Path path) throws IOException {
        int length = (int) Math.min(HEAD, offset + bytes);
        return new FilePlace(offset + bytes, line + lines, length, hash(file, length), key(path), turn);
    }

    private static String key(Path path) {
        try {
            return Objects.toString(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey(), "");
        } catch (IOException gone) {
            return "";
        }
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
