package io.fenghuo.app.offline;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into blocks that end at line ends, with the number of the first line of each. Reads into the
 * room of blocks that were given back. Not threadsafe but for {@link #release}.
 */
final class LineBlocks {
    private static final int BLOCK = 1 << 17;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long FEEDS = ONES * '\n';

    private final InputStream in;
    private final Queue<byte[]> spare = new ConcurrentLinkedQueue<>();
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
        byte[] bytes = room(rest.length * 2);
        System.arraycopy(rest, 0, bytes, 0, rest.length);
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

    private byte[] room(int least) {
        byte[] room = spare.poll();
        return room != null && room.length >= least ? room : new byte[Math.max(BLOCK, least)];
    }

    /** Gives back the room of a block that is read no more; any thread may. */
    void release(Block block) {
        if (block.bytes().length == BLOCK) {
            spare.add(block.bytes());
        }
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
        for (int at = endOfLine(bytes, 0, length); at < length; at = endOfLine(bytes, at + 1, length)) {
            ends++;
        }
        return ends;
    }

    /** Where the line that begins at {@code from} ends: its line feed, or {@code to}; eight bytes at a time. */
    static int endOfLine(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long feeds = (long) LONGS.get(bytes, at) ^ FEEDS;
            long zeros = (feeds - ONES) & ~feeds & HIGH_BITS;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }
}
