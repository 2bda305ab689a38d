package io.fenghuo.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The exclusive right to a data directory: an operating-system lock on {@code .lock} in it, which also ends with the process however that
 * dies. The file names the process that holds it. Threadsafe.
 */
public final class StoreLock implements AutoCloseable {
    private static final int PID_DIGITS = 20;

    private final FileChannel channel;
    private final FileLock lock;

    private StoreLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the directory, making it when it is missing.
     *
     * @throws StoreException.Locked when another instance, of this process or another, holds it
     * @throws StoreException when the directory cannot be written
     */
    public static StoreLock acquire(Path directory) {
        return tryAcquire(directory)
                .orElseThrow(() -> new StoreException.Locked(
                        "the data directory "
                                + directory.toAbsolutePath().normalize() + " is in use by process "
                                + holder(directory)
                                + "; stop that instance, or let it do the work: commands that change something go through it",
                        holder(directory)));
    }

    /** Takes the directory, or nothing when another instance holds it. */
    public static Optional<StoreLock> tryAcquire(Path directory) {
        Path file = directory.resolve(".lock");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException held) {
                lock = null;
            }
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(new StoreLock(channel, lock));
        } catch (IOException e) {
            throw new StoreException("cannot lock " + file.toAbsolutePath() + ": is the directory writable?", e);
        }
    }

    /** The process that holds, or last held, the directory; {@code unknown} when it did not say. */
    public static String holder(Path directory) {
        try {
            String text = Files.readString(directory.resolve(".lock"), StandardCharsets.US_ASCII);
            return text.isEmpty() || text.length() > PID_DIGITS ? "unknown" : text;
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Gives the directory back. */
    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the data directory", e);
        }
    }
}
