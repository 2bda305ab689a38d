package io.fenghuo.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * The folder with the archive files. Each record is written at the place it was given when it was sealed, so writing it again after an
 * interruption changes nothing. Confined to one writer.
 */
public final class Volumes {
    private final Path folder;

    public Volumes(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /** Puts bytes at their place; they are on disk when this returns. */
    public void write(String file, long position, byte[] bytes) throws IOException {
        make();
        try (FileChannel channel =
                FileChannel.open(folder.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer, position + buffer.position());
            }
            channel.force(true);
        }
    }

    /** What stands at a place; shorter when the file ends before. */
    public byte[] read(String file, long position, int length) throws IOException {
        Path path = folder.resolve(file);
        if (!Files.exists(path)) {
            return new byte[0];
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            int read = 0;
            while (buffer.hasRemaining() && read >= 0) {
                read = channel.read(buffer, position + buffer.position());
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        }
    }

    /** Deletes a file; one that is not there is no matter. */
    public void delete(String file) throws IOException {
        Files.deleteIfExists(folder.resolve(file));
    }

    /** A new, empty file for its maker to delete, readable by the owner only. */
    public Path temporary(String ending) throws IOException {
        make();
        return Files.createTempFile(folder, ".new-", ending);
    }

    private void make() throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }
}
