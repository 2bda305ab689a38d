package io.fenghuo.app.importing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code data/imports/}: a folder for each import with its file, how far it was read, and the rows that were refused. Threadsafe. */
final class ImportFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ImportFolder.class);
    private static final Pattern ID = Pattern.compile("im-[0-9a-z]{26}");
    private static final String PART = "part-";
    /** In which a file has to be here as a whole. */
    private static final Duration UNDER_WAY = Duration.ofHours(1);
    /** How long one is kept after it was last touched, with what strangers wrote in it. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Path root;

    ImportFolder(Path root) {
        this.root = root;
    }

    /** A new empty file, for its owner's eyes only. */
    Path part() throws IOException {
        Files.createDirectories(root);
        return Files.createTempFile(root, PART, "");
    }

    Path file(String id) {
        return root.resolve(id).resolve("file");
    }

    Path report(String id) {
        return root.resolve(id).resolve("refused.csv");
    }

    /** Moves a file that came to its import. */
    void take(Path part, String id) throws IOException {
        Files.createDirectories(root.resolve(id));
        Files.move(part, file(id), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Keeps it so that whatever happens, either this or what was kept before can be read. */
    void save(Import job) throws IOException {
        Path folder = root.resolve(job.id());
        Path whole = folder.resolve("job.json.new");
        byte[] bytes = ImportJson.write(job).encodePrettily().getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(
                whole, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(
                whole, folder.resolve("job.json"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The one of that id; empty when there is none. */
    Optional<Import> find(String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(root.resolve(id).resolve("job.json"));
            return Optional.of(ImportJson.read(new JsonObject(text)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            LOG.warn("the import {} cannot be read: {}", id, unreadable.toString());
            return Optional.empty();
        }
    }

    /** All of them, the newest first. */
    List<Import> all() {
        return entries().stream()
                .map(path -> find(String.valueOf(path.getFileName())))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Import::id).reversed())
                .toList();
    }

    private List<Path> entries() {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(root)) {
                found.forEach(entries::add);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return entries;
    }

    /** Forgets the file; what is told of it stays. */
    void finish(String id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    void delete(String id) throws IOException {
        if (ID.matcher(id).matches()) {
            delete(root.resolve(id));
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
                for (Path one : inside) {
                    Files.deleteIfExists(one);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    /** Forgets what nobody touched for long, and what never came as a whole. */
    void tidy(Instant now) {
        for (Path path : entries()) {
            String name = String.valueOf(path.getFileName());
            Duration most = name.startsWith(PART) ? UNDER_WAY : KEPT;
            try {
                Path newest = Files.exists(path.resolve("job.json")) ? path.resolve("job.json") : path;
                if (Files.getLastModifiedTime(newest).toInstant().plus(most).isBefore(now)) {
                    delete(path);
                }
            } catch (NoSuchFileException gone) {
                // an upload that was not taken went away meanwhile
            } catch (IOException failed) {
                LOG.warn("{} cannot be tidied away: {}", name, failed.toString());
            }
        }
    }
}
