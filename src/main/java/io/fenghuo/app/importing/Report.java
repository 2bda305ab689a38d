package io.fenghuo.app.importing;

import io.fenghuo.source.table.Row;
import io.fenghuo.wire.CsvCell;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows that were refused, with all they hold, as CSV that a spreadsheet can do no harm with. Confined to one thread. */
final class Report implements Closeable {
    /** Bytes after which rows are counted only. */
    private static final long MOST = 64L << 20;

    private final FileChannel channel;
    private final List<String> headings;
    private long lines;

    /** Goes on after the bytes and lines that belong to what is kept; what stands behind them is from a run that was cut off. */
    Report(Path file, List<String> headings, String row, String reason, Tally kept) throws IOException {
        this.headings = headings;
        this.lines = kept.listed();
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(kept.reported());
        channel.position(Math.min(kept.reported(), channel.size()));
        if (channel.position() == 0) {
            String names = headings.stream().map(CsvCell::of).collect(Collectors.joining(","));
            write("\uFEFF" + CsvCell.of(row) + "," + CsvCell.of(reason) + "," + names);
        }
    }

    void add(@Nullable Row row, String why) throws IOException {
        if (channel.position() > MOST) {
            return;
        }
        lines++;
        String number = row == null ? "" : String.valueOf(row.number());
        String cells = headings.stream()
                .map(heading -> row == null ? null : row.cell(heading))
                .map(cell -> CsvCell.of(cell == null ? "" : cell))
                .collect(Collectors.joining(","));
        write(CsvCell.of(number) + "," + CsvCell.of(why) + "," + cells);
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    long bytes() throws IOException {
        return channel.position();
    }

    long lines() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
