package io.fenghuo.app.offline;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into blocks that end at line ends, with the number of the first line of each. Holds two blocks. Not threadsafe. */
final class LineBlocks {
    private static final int BLOCK = 1 << 17;

    private final InputStream in;
    private byte[] rest = new byte[0];
    private long line = 1;
    private boolean ended;

    LineBlocks(InputStream in) {
        this.in = in;
    }

    /** Whole lines; only the last of the stream may lack its end. */
    record Block(byte[] bytes, int length, long firstLine) {}

    /** The next block; null at the end. */
    @Nullable
    Block next() throws IOException {
        if (ended) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(rest, Math.max(BLOCK, rest.length * 2));
        int length = rest.length;
        int cut = 0;
        while (cut == 0) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                ended = true;
                cut = length;
                break;
            }
            length += read;
            cut = lastEnd(bytes, length - read, length);
        }
        rest = Arrays.copyOfRange(bytes, cut, length);
        Block block = new Block(bytes, cut, line);
        line += ends(bytes, cut);
        return cut == 0 ? null : block;
    }

    private static int lastEnd(byte[] bytes, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private static long ends(byte[] bytes, int length) {
        long ends = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                ends++;
            }
        }
        return ends;
    }
}
