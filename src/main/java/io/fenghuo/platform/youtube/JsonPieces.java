package io.fenghuo.platform.youtube;

import io.fenghuo.source.SourceException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the outermost objects out of a JSON text that comes line by line: elements of an array that has no end yet, or one object behind another. A
 * line may end within an object and may hold several. Not threadsafe.
 */
final class JsonPieces {
    /** Characters of one object. */
    static final int LARGEST = 4 << 20;

    private final StringBuilder piece = new StringBuilder();
    private int depth;
    private boolean quoted;
    private boolean escaped;

    /**
     * The objects that end within this line.
     *
     * @throws SourceException when one is too large; it is given up
     */
    List<String> feed(String line) throws SourceException {
        List<String> whole = new ArrayList<>();
        for (int i = 0; i < line.length(); i++) {
            char next = line.charAt(i);
            if (depth == 0 && next != '{') {
                continue;
            }
            piece.append(next);
            if (escaped) {
                escaped = false;
            } else if (quoted) {
                escaped = next == '\\';
                quoted = next != '"';
            } else if (next == '"') {
                quoted = true;
            } else {
                depth += next == '{' ? 1 : next == '}' ? -1 : 0;
            }
            if (depth == 0) {
                whole.add(piece.toString());
                piece.setLength(0);
            }
        }
        if (depth > 0) {
            piece.append('\n');
        }
        if (piece.length() > LARGEST) {
            piece.setLength(0);
            piece.trimToSize();
            depth = 0;
            quoted = false;
            escaped = false;
            throw new SourceException("stream.too-large", LARGEST >> 20);
        }
        return whole;
    }
}
