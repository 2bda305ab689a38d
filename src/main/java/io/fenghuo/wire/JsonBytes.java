package io.fenghuo.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The plain parts of JSON straight from UTF-8 bytes: texts, whole numbers, null. Whatever is out of the ordinary or wrong makes it {@link #odd};
 * it judges nothing, that is for {@link Json}. Keeps its room from one value to the next. Confined to one thread.
 */
final class JsonBytes {
    /** Digits that always fit a long. */
    private static final int MOST_DIGITS = 18;

    private static final int CONTINUATION_END = -64;
    /** What the leading bits of three bytes come to when their signs are carried along. */
    private static final int THREE_BYTES = ((byte) 0xE0 << 12) ^ ((byte) 0x80 << 6) ^ (byte) 0x80;

    private static final int LONGEST_NAME = 100;

    private byte[] bytes = {};
    private int at;
    private int end;
    private char[] chars = new char[1_024];
    private int length;
    private boolean odd;
    private boolean unclean;
    private int nameFrom;
    private int nameTo;

    /** Begins at {@code from}. */
    void start(byte[] value, int from, int to) {
        bytes = value;
        at = from;
        end = to;
        odd = false;
        if (chars.length < to - from) {
            chars = new char[to - from];
        }
    }

    /** Whether something came that is not read here; nothing is read from then on. */
    boolean odd() {
        return odd;
    }

    /** Gives up. */
    void fail() {
        odd = true;
        at = end;
    }

    /** Whether only white space is left. */
    boolean ended() {
        skipSpace();
        return at == end;
    }

    /** Takes {@code c} if it comes next. */
    boolean next(char c) {
        skipSpace();
        if (at < end && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    void expect(char c) {
        if (!next(c)) {
            fail();
        }
    }

    private void skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
    }

    /** Reads the name of a field, plain ASCII, and the colon. */
    void name() {
        expect('"');
        nameFrom = at;
        while (at < end && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        nameTo = at;
        if (at == end || bytes[at] != '"' || nameTo - nameFrom > LONGEST_NAME) {
            fail();
            return;
        }
        at++;
        expect(':');
    }

    /** Whether the name read last is {@code name}. */
    boolean isName(byte[] name) {
        return nameTo - nameFrom == name.length && Arrays.equals(bytes, nameFrom, nameTo, name, 0, name.length);
    }

    /** The name read last. */
    byte[] lastName() {
        return Arrays.copyOfRange(bytes, nameFrom, nameTo);
    }

    /** Takes {@code null} if it comes next. */
    boolean isNull() {
        return word("null");
    }

    /** Takes {@code word} if it comes next. */
    boolean word(String word) {
        skipSpace();
        int to = at + word.length();
        if (to >= end || bytes[at] != word.charAt(0) || !isDelimiter(bytes[to])) {
            return false;
        }
        for (int i = 1; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return false;
            }
        }
        at = to;
        return true;
    }

    private static boolean isDelimiter(byte b) {
        return b == ',' || b == '}' || b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    /** Whether a text comes next. */
    boolean isText() {
        skipSpace();
        return at < end && bytes[at] == '"';
    }

    /** A whole number that is not negative, of at most {@value #MOST_DIGITS} digits; 0 when it is odd. */
    long whole() {
        skipSpace();
        int from = at;
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - from <= MOST_DIGITS) {
            value = value * 10 + bytes[at++] - '0';
        }
        boolean zero = at - from > 1 && bytes[from] == '0';
        if (at == from || at - from > MOST_DIGITS || zero || at == end || !isDelimiter(bytes[at])) {
            fail();
            return 0;
        }
        return value;
    }

    /** A text of at most {@code max} characters, cleaned as {@link Text#clean} does; null when it is odd. */
    @Nullable
    String text(int max) {
        skipText();
        if (odd || length > max) {
            fail();
            return null;
        }
        String text = new String(chars, 0, length);
        return unclean ? Text.clean(text) : text;
    }

    /** Reads a text into {@link #chars}. */
    void skipText() {
        expect('"');
        length = 0;
        unclean = false;
        while (at < end) {
            int b = bytes[at];
            if (b < 0) {
                beyondAscii(b);
            } else if (b == '"') {
                at++;
                return;
            } else if (b == '\\') {
                escape();
            } else if (b < ' ') {
                break;
            } else {
                chars[length++] = (char) b;
                at++;
            }
        }
        fail();
    }

    /** The characters that begin with {@code lead}; most come in threes of bytes, and in rows. */
    private void beyondAscii(int lead) {
        int i = at;
        int n = length;
        int b = lead;
        while (b >> 4 == -2 && i + 3 < end) {
            int b1 = bytes[i + 1];
            int b2 = bytes[i + 2];
            char c = (char) (b << 12 ^ b1 << 6 ^ b2 ^ THREE_BYTES);
            if (b1 >= CONTINUATION_END || b2 >= CONTINUATION_END || c < 0x800 || Character.isSurrogate(c)) {
                fail();
                return;
            }
            chars[n++] = c;
            i += 3;
            b = bytes[i];
        }
        at = i;
        length = n;
        if (b < 0) {
            twoOrFour(b);
        }
    }

    private void twoOrFour(int lead) {
        int size = lead >> 5 == -2 ? 2 : lead >> 3 == -2 ? 4 : 0;
        if (size == 0 || at + size >= end) {
            fail();
            return;
        }
        int codePoint = lead & (size == 2 ? 0x1F : 0x07);
        for (int i = 1; i < size; i++) {
            int more = bytes[at + i];
            if (more >= CONTINUATION_END) {
                fail();
                return;
            }
            codePoint = (codePoint << 6) | (more & 0x3F);
        }
        if (size == 2 ? codePoint < 0x80 : codePoint < 0x10000 || codePoint > Character.MAX_CODE_POINT) {
            fail();
            return;
        }
        length += Character.toChars(codePoint, chars, length);
        at += size;
    }

    private void escape() {
        if (at + 1 >= end) {
            fail();
            return;
        }
        char c = (char) bytes[at + 1];
        at += 2;
        switch (c) {
            case '"', '\\', '/' -> chars[length++] = c;
            case 'n' -> chars[length++] = '\n';
            case 't' -> chars[length++] = '\t';
            case 'r' -> chars[length++] = '\r';
            case 'b' -> chars[length++] = '\b';
            case 'f' -> chars[length++] = '\f';
            case 'u' -> hexadecimal();
            default -> fail();
        }
    }

    private void hexadecimal() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < end ? Character.digit((char) (bytes[at] & 0xFF), 16) : -1;
            if (digit < 0) {
                fail();
                return;
            }
            value = value << 4 | digit;
            at++;
        }
        unclean |= value == 0 || Character.isSurrogate((char) value);
        chars[length++] = (char) value;
    }
}
