package io.fenghuo.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a mail header: encoded words (RFC 2047, with the language of RFC 2231 §5), and bare bytes that have no right to be there but
 * are. The bytes of neighbouring words in one charset are put together before they are decoded, for mailers cut characters in two.
 */
final class EncodedWords {
    private static final Pattern WORD =
            Pattern.compile("=\\?([A-Za-z0-9_:.-]{1,40})(?:\\*[A-Za-z0-9-]{0,20})?\\?([bBqQ])\\?([^?]*)\\?=");

    private EncodedWords() {}

    /** Reads a header whose bytes became a character each, as they came off the wire. */
    static String decode(@Nullable String header) {
        if (header == null) {
            return "";
        }
        String line = header.replaceAll("\\r?\\n(?=[ \\t])", "").replaceAll("[\\r\\n]", " ");
        Matcher words = WORD.matcher(line);
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = "";
        int end = 0;
        while (words.find()) {
            String between = line.substring(end, words.start());
            boolean goesOn = end > 0 && between.isBlank();
            if (!goesOn || !charset.equalsIgnoreCase(words.group(1))) {
                flush(bytes, charset, text);
                text.append(goesOn ? "" : bare(between));
            }
            charset = words.group(1);
            bytes.writeBytes(bytes(words.group(2), words.group(3)));
            end = words.end();
        }
        flush(bytes, charset, text);
        return text.append(bare(line.substring(end))).toString().strip();
    }

    private static void flush(ByteArrayOutputStream bytes, String charset, StringBuilder text) {
        if (bytes.size() > 0) {
            text.append(Decoding.text(bytes.toByteArray(), "text/plain; charset=" + charset));
            bytes.reset();
        }
    }

    private static byte[] bytes(String encoding, String content) {
        if (encoding.equalsIgnoreCase("b")) {
            return base64(content);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            int value = c == '=' && i + 2 < content.length() ? hex(content.substring(i + 1, i + 3)) : -1;
            bytes.write(value >= 0 ? value : c == '_' ? ' ' : c);
            i += value >= 0 ? 2 : 0;
        }
        return bytes.toByteArray();
    }

    private static int hex(String digits) {
        int high = Character.digit(digits.charAt(0), 16);
        int low = Character.digit(digits.charAt(1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /** As much of it as is base64. */
    private static byte[] base64(String content) {
        String clean = content.replaceAll("[^A-Za-z0-9+/]", "");
        int whole = clean.length() % 4 == 1 ? clean.length() - 1 : clean.length();
        return Base64.getDecoder().decode(clean.substring(0, whole));
    }

    private static String bare(String text) {
        boolean bytes = text.chars().anyMatch(c -> c > 127) && text.chars().allMatch(c -> c < 256);
        return bytes ? Decoding.text(text.getBytes(StandardCharsets.ISO_8859_1), null) : text;
    }
}
