package io.fenghuo.running;

import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Fingerprint;
import io.fenghuo.normalise.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Real words of real customers, dressed as posts of the last hours: authors, threads and times are invented, since the sets have none. */
final class RealRows {
    private static final int THREADS = 40;
    private static final Duration SPAN = Duration.ofMinutes(100);

    private final Path data;
    private final Instant now;
    private final List<Long> prints = new ArrayList<>();

    /** One post as its site serves it. */
    record Row(String source, String id, String thread, String author, String role, Instant at, String text) {}

    private RealRows(Path data, Instant now) {
        this.data = data;
        this.now = now;
    }

    /** The data beside the repository; empty when it is not there. */
    static Optional<RealRows> beside(Instant now) {
        return Stream.of(Path.of("../shared/data"))
                .filter(Files::isDirectory)
                .findFirst()
                .map(data -> new RealRows(data, now));
    }

    /**
     * So many rows of a set, spread over all of it. Rows that read like another one chosen before are left out, since copies of a text join
     * one incident whatever their thread, and incidents are to be counted by key.
     *
     * @param threaded whether several rows stand under one thread; else each under its own id
     */
    List<Row> rows(String set, String source, int first, int wanted, boolean threaded) throws IOException {
        List<String> texts = Files.readAllLines(data.resolve(set), StandardCharsets.UTF_8).stream()
                .skip(1)
                .map(line -> line.split("\t", 2)[0].strip())
                .filter(text -> !text.isEmpty())
                .toList();
        int stride = Math.max(1, texts.size() / (wanted * 2 + first));
        List<Row> rows = new ArrayList<>();
        for (int i = first; i < texts.size() && rows.size() < wanted; i += stride) {
            String text = texts.get(i);
            if (isNew(text)) {
                int n = rows.size();
                String id = source + "-" + n;
                rows.add(new Row(
                        source,
                        id,
                        threaded ? source + "-thread-" + n % THREADS : id,
                        "u" + n % 700,
                        n % 7 == 3 ? "agent" : "customer",
                        now.minus(SPAN.multipliedBy(n).dividedBy(wanted)).minusSeconds(5),
                        text));
            }
        }
        return rows;
    }

    private boolean isNew(String text) {
        long print = Fingerprint.of(Folder.fold(text, MatchMode.FOLDED));
        if (print != 0 && prints.stream().anyMatch(other -> Fingerprint.distance(print, other) <= 3)) {
            return false;
        }
        prints.add(print);
        return true;
    }
}
