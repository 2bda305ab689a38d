package io.fenghuo.verticle.hearing;

import io.fenghuo.source.Decoding;
import io.fenghuo.source.SourceException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file from where it left off. Another file in its place, or one that has become shorter or begins differently, is read from its start;
 * but first what was still unread of the one before, when it lies beside it under a name that begins alike, moved there or copied (logrotate's
 * {@code create} and {@code copytruncate}). A last line without an end is waited for until the file stays the same from one look to the next.
 */
final class FollowedFile implements LineFeed {
    /** Bytes read at once, and so of the longest line. */
    static final int WINDOW = 4 << 20;

    /** Files beside it that are looked at, the newest. */
    private static final int BESIDE = 50;

    private final Path path;
    private final @Nullable String charset;
    private long sizeSeen = -1;

    /** @param charset null = found out line by line */
    FollowedFile(Path path, @Nullable String charset) {
        this.path = path;
        this.charset = charset == null ? null : "text/plain; charset=" + charset;
    }

    @Override
    public Chunk next(@Nullable String cursor) throws SourceException {
        FilePlace place = FilePlace.of(cursor);
        try {
            Path rest = rest(place);
            if (rest != null) {
                try (RandomAccessFile file = new RandomAccessFile(rest.toFile(), "r")) {
                    return read(file, rest, place, true);
                }
            }
            if (!Files.isRegularFile(path)) {
                throw new SourceException("file.missing", path);
            }
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
                boolean still = file.length() == sizeSeen;
                sizeSeen = file.length();
                return read(file, path, moved(place) || !place.isIn(file) ? place.next() : place, still);
            }
        } catch (IOException unreadable) {
            throw new SourceException(
                    "file.unreadable", path, unreadable.getClass().getSimpleName());
        }
    }

    /** Whether the file this place lies in stands elsewhere now. */
    private boolean moved(FilePlace place) throws IOException {
        return place.offset() > 0
                && !place.isKeyOf(path)
                && beside().stream().anyMatch(other -> place.isKeyOf(other) && place.isIn(other));
    }

    /** The file beside ours that holds what is unread of the one before; null = there is none. */
    private @Nullable Path rest(FilePlace place) throws IOException {
        boolean here = place.offset() == 0 || (Files.isRegularFile(path) && place.isIn(path) && !moved(place));
        if (here) {
            return null;
        }
        List<Path> holding = beside().stream().filter(place::isIn).toList();
        Path best =
                holding.stream().filter(place::isKeyOf).findFirst().orElse(holding.isEmpty() ? null : holding.get(0));
        return best != null && Files.size(best) > place.offset() ? best : null;
    }

    /** The newest files beside it whose names begin alike. */
    private List<Path> beside() throws IOException {
        String name = String.valueOf(path.getFileName());
        int dot = name.indexOf('.', 1);
        String stem = dot < 0 ? name : name.substring(0, dot);
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(other -> {
                        String own = String.valueOf(other.getFileName());
                        return own.startsWith(stem) && !own.equals(name) && Files.isRegularFile(other);
                    })
                    .sorted(Comparator.comparingLong(
                                    (Path other) -> other.toFile().lastModified())
                            .reversed())
                    .limit(BESIDE)
                    .toList();
        }
    }

    private Chunk read(RandomAccessFile file, Path of, FilePlace place, boolean still) throws IOException {
        byte[] window = new byte[(int) Math.min(WINDOW, file.length() - place.offset())];
        file.seek(place.offset());
        file.readFully(window);
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < window.length && lines.size() < LINES; i++) {
            if (window[i] == '\n') {
                lines.add(line(window, from, i));
                from = i + 1;
            }
        }
        boolean atEnd = place.offset() + window.length == file.length();
        boolean rest = from < window.length && lines.size() < LINES;
        if (rest && (atEnd ? still : lines.isEmpty())) {
            String last = line(window, from, window.length);
            if (!atEnd || !of.equals(path) || !isHalf(last)) {
                lines.add(last);
                from = window.length;
            }
        }
        FilePlace after = place.moved(from, lines.size(), file, of);
        boolean goesOn = after.offset() < file.length() && !lines.isEmpty() && !(atEnd && from + 1 >= window.length);
        boolean more = goesOn || (!of.equals(path) && !lines.isEmpty());
        return new Chunk(lines, place.turn(), place.line() + 1, after.text(), more, false);
    }

    /** JSON that is still being written. */
    private static boolean isHalf(String line) {
        return line.stripLeading().startsWith("{") && !line.stripTrailing().endsWith("}");
    }

    private String line(byte[] window, int from, int to) {
        int end = to > from && window[to - 1] == '\r' ? to - 1 : to;
        return Decoding.text(Arrays.copyOfRange(window, from, end), charset);
    }

    @Override
    public void close() {}
}
