package io.fenghuo.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out in which charset bytes are written. In this order: byte order mark, {@code Content-Type}, XML declaration or {@code <meta>},
 * then UTF-8 if the bytes are valid UTF-8, else the likelier of GB18030 and Big5. A label the bytes plainly contradict is not believed:
 * servers say {@code utf-8} or {@code iso-8859-1} of whatever they send. gb2312 and gbk are read as their superset GB18030.
 */
public final class Decoding {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset BIG5 = Charset.forName("Big5-HKSCS");
    private static final int HEAD = 4_096;
    private static final Pattern PARAMETER = Pattern.compile("(?i)charset\\s*+=\\s*+[\"']?+\\s*+([A-Za-z0-9_:.-]+)");
    private static final Pattern DECLARED = Pattern.compile(
            "(?is)<\\?xml[^>]{0,200}?encoding\\s*+=\\s*+[\"']([A-Za-z0-9_:.-]+)|<meta[^>]{0,300}?charset\\s*+=\\s*+[\"']?+\\s*+([A-Za-z0-9_:.-]+)");
    /** The most frequent characters of written Chinese, simplified and traditional. */
    private static final String FREQUENT =
            "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于着下自之年过過发發后後作里用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實买買卖賣很给給骗騙货貨客服评評论論";

    private Decoding() {}

    /** The text of {@code bytes}; what cannot be decoded becomes U+FFFD. */
    public static String text(byte[] bytes, @Nullable String contentType) {
        Charset marked = byMark(bytes);
        if (marked != null) {
            String text = new String(bytes, marked);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
        return new String(bytes, charset(bytes, contentType));
    }

    /** Whether there is such a charset, and its lines can be told apart by their bytes, unlike those of UTF-16. */
    static boolean isByLines(String name) {
        Charset charset = known(name);
        return charset != null && charset.canEncode() && "\n".getBytes(charset).length == 1;
    }

    private static Charset charset(byte[] bytes, @Nullable String contentType) {
        Charset label = label(contentType, PARAMETER);
        if (label == null) {
            String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
            label = label(head, DECLARED);
            if (isWide(label)) {
                // A declaration that could be read byte by byte is not written in two-byte units.
                label = null;
            }
        }
        if (label == null || label.equals(StandardCharsets.ISO_8859_1) || label.equals(StandardCharsets.US_ASCII)) {
            return strictly(bytes, StandardCharsets.UTF_8) != null
                    ? StandardCharsets.UTF_8
                    : label == null || looksChinese(bytes) ? guess(bytes) : label;
        }
        return label.equals(StandardCharsets.UTF_8) && contradictsUtf8(bytes) ? guess(bytes) : label;
    }

    private static boolean isWide(@Nullable Charset label) {
        return label != null && label.name().startsWith("UTF-") && !label.equals(StandardCharsets.UTF_8);
    }

    private static @Nullable Charset byMark(byte[] b) {
        if (starts(b, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        if (starts(b, 0xFF, 0xFE) || starts(b, '<', 0) || starts(b, '{', 0) || starts(b, '[', 0)) {
            return StandardCharsets.UTF_16LE;
        }
        if (starts(b, 0xFE, 0xFF) || starts(b, 0, '<') || starts(b, 0, '{') || starts(b, 0, '[')) {
            return StandardCharsets.UTF_16BE;
        }
        return null;
    }

    private static boolean starts(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Charset label(@Nullable String text, Pattern pattern) {
        if (text == null) {
            return null;
        }
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            return null;
        }
        String name = found.groupCount() > 1 && found.group(1) == null ? found.group(2) : found.group(1);
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936", "chinese" -> GB18030;
            case "big5", "big5-hkscs", "cn-big5", "x-x-big5", "cp950" -> BIG5;
            default -> known(name);
        };
    }

    private static @Nullable Charset known(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    /** One broken byte is a slip of UTF-8; one in ten of the bytes above ASCII is another charset. */
    private static boolean contradictsUtf8(byte[] bytes) {
        if (strictly(bytes, StandardCharsets.UTF_8) != null) {
            return false;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        long broken = text.chars().filter(c -> c == '\uFFFD').count();
        long above = text.chars().filter(c -> c > 127).count();
        return broken * 10 > above && looksChinese(bytes);
    }

    private static boolean looksChinese(byte[] bytes) {
        String text = strictly(bytes, guess(bytes));
        return text != null && score(text) > 0;
    }

    private static Charset guess(byte[] bytes) {
        String big5 = strictly(bytes, BIG5);
        String gb = strictly(bytes, GB18030);
        if (big5 == null) {
            return gb == null ? StandardCharsets.UTF_8 : GB18030;
        }
        return gb == null || score(big5) > score(gb) ? BIG5 : GB18030;
    }

    private static @Nullable String strictly(byte[] bytes, Charset charset) {
        try {
            CharBuffer text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return text.toString();
        } catch (CharacterCodingException other) {
            return bytes.length > 0 && bytes[bytes.length - 1] < 0 && bytes.length > 8
                    ? strictlyWithoutTail(bytes, charset)
                    : null;
        }
    }

    /** A body cut off in the middle of its last character is still in its charset. */
    private static @Nullable String strictlyWithoutTail(byte[] bytes, Charset charset) {
        for (int cut = 1; cut <= 3; cut++) {
            try {
                return charset.newDecoder()
                        .decode(ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length - cut)))
                        .toString();
            } catch (CharacterCodingException ignored) {
                // a longer tail may be cut off
            }
        }
        return null;
    }

    private static long score(String text) {
        return text.chars().filter(c -> FREQUENT.indexOf(c) >= 0).count();
    }
}
