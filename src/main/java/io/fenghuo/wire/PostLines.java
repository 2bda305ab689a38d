package io.fenghuo.wire;

import io.fenghuo.model.Post;
import io.fenghuo.wire.WireException.Fault;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Posts from lines, one at a time: JSONL when the first line that is not blank begins like a JSON object, otherwise every line is a plain text.
 * Blank lines are skipped and counted. A bad line makes {@link #next()} throw a {@link WireException}; the next call goes on with the line
 * after it. Holds one line in memory. Not threadsafe.
 */
public final class PostLines implements Iterator<Post>, Closeable {
    /** Characters of one line: {@value}; a longer one is refused and skipped. */
    public static final int MAX_LINE = 4_000_000;

    private final BufferedReader reader;
    private final PostDefaults defaults;
    private final Map<String, Integer> unknown = new TreeMap<>();
    private final StringBuilder buffer = new StringBuilder();
    private long line;
    private boolean tooLong;
    private @Nullable Boolean json;
    private @Nullable String pending;

    /** Reads to the end of {@code reader}, which {@link #close()} closes. */
    public PostLines(Reader reader, PostDefaults defaults) {
        this.reader = new BufferedReader(reader, 1 << 16);
        this.defaults = defaults;
    }

    @Override
    public boolean hasNext() {
        while (pending == null) {
            String text = readLine();
            if (text == null) {
                return false;
            }
            if (tooLong || !text.isBlank()) {
                pending = text;
            }
        }
        return true;
    }

    @Override
    public Post next() {
        if (!hasNext() || pending == null) {
            throw new NoSuchElementException();
        }
        String text = pending;
        pending = null;
        if (tooLong) {
            throw new WireException(line, "", Fault.TOO_LONG, "> " + MAX_LINE, MAX_LINE);
        }
        if (json == null) {
            json = beginsLikeJson(text);
        }
        return json
                ? PostJson.post(Json.object(text, line), line, defaults, unknown)
                : PostJson.plain(text, line, defaults);
    }

    /**
     * One line by itself: JSON when it begins like a JSON object, otherwise a plain text; null
     * when it is blank.
     *
     * @param number the line's number, from 1
     * @throws WireException when it is too long or does not keep the contract
     */
    static @Nullable Post one(String line, long number, PostDefaults defaults) {
        if (line.length() > MAX_LINE) {
            throw new WireException(number, "", Fault.TOO_LONG, "> " + MAX_LINE, MAX_LINE);
        }
        String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        if (text.isBlank()) {
            return null;
        }
        return beginsLikeJson(text)
                ? PostJson.readLine(text, number, defaults)
                : PostJson.plain(text, number, defaults);
    }

    /**
     * The same from UTF-8 bytes.
     *
     * @throws CharacterCodingException when they are no UTF-8
     */
    static @Nullable Post one(byte[] bytes, int from, int to, long number, PostDefaults defaults)
            throws CharacterCodingException {
        if (to - from <= MAX_LINE && beginsLikeJson(bytes, from, to)) {
            try {
                return PostJson.readLine(bytes, from, to - from, number, defaults);
            } catch (WireException fault) {
                if (fault.fault() != Fault.SYNTAX) {
                    throw fault;
                }
            }
        }
        return one(decode(bytes, from, to), number, defaults);
    }

    private static boolean beginsLikeJson(byte[] bytes, int from, int to) {
        return to - from > 1 && bytes[from] == '{' && (bytes[from + 1] == '"' || bytes[from + 1] == '}');
    }

    private static String decode(byte[] bytes, int from, int to) throws CharacterCodingException {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
        }
        return text;
    }

    /** The line number of the post given last, from 1. */
    public long line() {
        return line;
    }

    /** Fields seen so far that the contract does not know → how often. */
    public Map<String, Integer> unknown() {
        return Map.copyOf(unknown);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static boolean beginsLikeJson(String text) {
        String stripped = text.stripLeading();
        if (!stripped.startsWith("{")) {
            return false;
        }
        String rest = stripped.substring(1).stripLeading();
        return rest.isEmpty() || rest.charAt(0) == '"' || rest.charAt(0) == '}';
    }

    private @Nullable String readLine() {
        buffer.setLength(0);
        tooLong = false;
        try {
            int c = reader.read();
            if (c < 0) {
                return null;
            }
            line++;
            for (; c >= 0 && c != '\n'; c = reader.read()) {
                if (buffer.length() < MAX_LINE) {
                    buffer.append((char) c);
                } else {
                    tooLong = true;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int end = buffer.length();
        if (end > 0 && buffer.charAt(end - 1) == '\r') {
            buffer.setLength(end - 1);
        }
        boolean mark = line == 1 && buffer.length() > 0 && buffer.charAt(0) == '\uFEFF';
        return mark ? buffer.substring(1) : buffer.toString();
    }
}
