package io.fenghuo.app.offline;

import io.fenghuo.model.Post;
import io.fenghuo.wire.PostBytes;
import io.fenghuo.wire.PostDefaults;
import io.fenghuo.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Reads posts, JSON or plain text, line by line on two threads; what comes of each block is handed over in the order of the input.
 *
 * @param <P> what comes of a block; made and filled by one thread
 */
final class PostBlocks<P> {
    private static final int THREADS = 2;
    private static final int BLOCKS_AHEAD = 8;

    private final Locale language;
    private final PostDefaults defaults;
    private final Supplier<P> parts;
    private final BiConsumer<P, Post> each;

    /**
     * A reading.
     *
     * @param language of the sentences about lines that cannot be read
     * @param parts makes an empty part
     * @param each adds a post to a part
     */
    PostBlocks(Locale language, PostDefaults defaults, Supplier<P> parts, BiConsumer<P, Post> each) {
        this.language = language;
        this.defaults = defaults;
        this.parts = parts;
        this.each = each;
    }

    /** Takes a part over; called by one thread. */
    interface Taking<P> {
        void take(P part) throws IOException;
    }

    private record Read<P>(P part, List<String> faults) {}

    /**
     * Reads {@code in} to its end.
     *
     * @param faults gets a sentence for each line that cannot be read
     * @param progress gets the bytes read so far
     * @return how many lines could not be read
     */
    long run(InputStream in, Taking<P> taking, Consumer<String> faults, LongConsumer progress) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Deque<Future<Read<P>>> reading = new ArrayDeque<>();
            LineBlocks blocks = new LineBlocks(in);
            long bytes = 0;
            long bad = 0;
            for (LineBlocks.Block block = blocks.next(); block != null; block = blocks.next()) {
                LineBlocks.Block work = block;
                reading.add(threads.submit(() -> {
                    Read<P> read = read(work);
                    blocks.release(work);
                    return read;
                }));
                bytes += block.length();
                if (reading.size() > BLOCKS_AHEAD) {
                    bad += finish(reading.remove(), taking, faults);
                    progress.accept(bytes);
                }
            }
            while (!reading.isEmpty()) {
                bad += finish(reading.remove(), taking, faults);
            }
            return bad;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <P> int finish(Future<Read<P>> future, Taking<P> taking, Consumer<String> faults)
            throws IOException {
        Read<P> read;
        try {
            read = future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
        read.faults().forEach(faults);
        taking.take(read.part());
        return read.faults().size();
    }

    private Read<P> read(LineBlocks.Block block) {
        P part = parts.get();
        PostBytes lines = new PostBytes(defaults);
        List<String> faults = new ArrayList<>();
        long number = block.firstLine();
        byte[] bytes = block.bytes();
        int from = 0;
        while (from < block.length()) {
            int to = LineBlocks.endOfLine(bytes, from, block.length());
            try {
                Post post = lines.read(bytes, from, to, number);
                if (post != null) {
                    each.accept(part, post);
                }
            } catch (WireException fault) {
                faults.add(fault.text(language));
            } catch (CharacterCodingException foreign) {
                faults.add(new OfflineWords(language).say("not-utf8", number));
            }
            from = to + 1;
            number++;
        }
        return new Read<>(part, faults);
    }
}
