package io.fenghuo.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a body into lines, each a message (ndjson, JSON Lines). Lines end in LF or CR LF, also across chunks; empty ones only keep the
 * connection alive. A line larger than {@value SseDecoder#LARGEST} bytes is dropped and counted. Not threadsafe.
 */
public final class LineFramer implements Framer {
    private static final String MARK = "\uFEFF";

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean first = true;
    private boolean overflow;
    private long dropped;

    @Override
    public List<Frame> feed(byte[] chunk) {
        List<Frame> lines = new ArrayList<>();
        for (byte b : chunk) {
            if (b == '\n') {
                endOfLine(lines);
            } else if (line.size() < SseDecoder.LARGEST) {
                line.write(b);
            } else {
                overflow = true;
            }
        }
        return lines;
    }

    /** A last line without an end: whether it is whole shows when it is read. */
    @Override
    public List<Frame> end() {
        List<Frame> lines = new ArrayList<>();
        endOfLine(lines);
        return lines;
    }

    @Override
    public long dropped() {
        return dropped;
    }

    private void endOfLine(List<Frame> lines) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (first && text.startsWith(MARK)) {
            text = text.substring(1);
        }
        first = false;
        if (overflow) {
            dropped++;
            overflow = false;
        } else if (!text.isBlank()) {
            lines.add(Frame.of(text.strip()));
        }
    }
}
