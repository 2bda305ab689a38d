package io.fenghuo.source.table;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.fenghuo.source.SourceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text whose fields are parted by commas, semicolons, tabs or bars (RFC 4180, and Excel's line {@code sep=;}). It is read as its byte order mark
 * says, else as UTF-8 when all of it is, else as GB18030, which Excel writes in China.
 */
final class CsvTable implements Table {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int PEEK = 1 << 16;
    private static final int MAX_RECORD = 8 << 20;

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final Headed headed;
    private final long skipped;
    private boolean broken;

    CsvTable(Path file) throws IOException, SourceException {
        BufferedReader text = new BufferedReader(open(file), PEEK);
        try {
            text.mark(PEEK);
            String first = text.readLine();
            char part = first != null && first.matches("(?i)\\s*sep=.\\s*") ? first.charAt(first.indexOf('=') + 1) : 0;
            skipped = part == 0 ? 0 : 1;
            if (part == 0) {
                text.reset();
                part = parting(first == null ? "" : first);
            }
            reader = CsvReader.builder()
                    .fieldSeparator(part)
                    .commentStrategy(CommentStrategy.NONE)
                    .skipEmptyLines(false)
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .maxBufferSize(MAX_RECORD)
                    .ofCsvRecord(text);
            records = reader.iterator();
            List<String> cells = heading();
            headed = new Headed(cells);
        } catch (IOException | SourceException | RuntimeException failed) {
            text.close();
            throw failed;
        }
    }

    private List<String> heading() throws IOException, SourceException {
        for (CsvRecord record = record(); record != null; record = record()) {
            if (!Headed.blank(record.getFields())) {
                return record.getFields();
            }
        }
        throw new SourceException("table.empty");
    }

    @Override
    public List<String> headings() {
        return headed.names();
    }

    @Override
    public @Nullable Row next() throws IOException, SourceException {
        for (CsvRecord record = record(); record != null; record = record()) {
            if (!Headed.blank(record.getFields())) {
                return headed.row(record.getStartingLineNumber() + skipped, record.getFields());
            }
        }
        return null;
    }

    private @Nullable CsvRecord record() throws IOException, SourceException {
        try {
            return !broken && records.hasNext() ? records.next() : null;
        } catch (CsvParseException wrong) {
            broken = true;
            throw new SourceException(
                    "table.csv",
                    String.valueOf(
                            wrong.getCause() == null
                                    ? wrong.getMessage()
                                    : wrong.getCause().getMessage()));
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    @Override
    public boolean broken() {
        return broken;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static char parting(String line) {
        char best = ',';
        long most = count(line, ',');
        for (char each : new char[] {'\t', ';', '|'}) {
            long found = count(line, each);
            if (found > most) {
                best = each;
                most = found;
            }
        }
        return best;
    }

    private static long count(String line, char part) {
        return line.chars().filter(c -> c == part).count();
    }

    private static Reader open(Path file) throws IOException {
        byte[] mark;
        try (InputStream in = Files.newInputStream(file)) {
            mark = in.readNBytes(3);
        }
        if (starts(mark, 0xEF, 0xBB, 0xBF)) {
            return reader(file, StandardCharsets.UTF_8, 3);
        }
        if (starts(mark, 0xFF, 0xFE)) {
            return reader(file, StandardCharsets.UTF_16LE, 2);
        }
        if (starts(mark, 0xFE, 0xFF)) {
            return reader(file, StandardCharsets.UTF_16BE, 2);
        }
        return reader(file, isUtf8(file) ? StandardCharsets.UTF_8 : GB18030, 0);
    }

    private static boolean starts(byte[] bytes, int... mark) {
        boolean same = bytes.length >= mark.length;
        for (int at = 0; same && at < mark.length; at++) {
            same = (bytes[at] & 0xFF) == mark[at];
        }
        return same;
    }

    private static Reader reader(Path file, Charset charset, int mark) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(mark);
        return new InputStreamReader(in, charset);
    }

    /** Whether every byte of it is; a file may begin with many lines of plain ASCII. */
    private static boolean isUtf8(Path file) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(PEEK);
        CharBuffer chars = CharBuffer.allocate(PEEK);
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = 0; read >= 0; ) {
                read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                bytes.position(bytes.position() + Math.max(0, read)).flip();
                if (decoder.decode(bytes, chars.clear(), read < 0).isError()) {
                    return false;
                }
                bytes.compact();
            }
        }
        return true;
    }
}
