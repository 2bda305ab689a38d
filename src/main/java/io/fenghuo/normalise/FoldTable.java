package io.fenghuo.normalise;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What each character becomes, worked out once per mode; the rare ones beyond the first plane are asked of the JDK. Immutable. */
final class FoldTable {
    /** How a character behaves between two Han characters. */
    static final byte OTHER = 0;

    static final byte HAN = 1;
    static final byte SPACE = 2;
    static final byte MARK = 3;
    static final byte LINE_END = 4;
    static final byte REMOVED = 5;
    /** Removed, and part of the character before it. */
    static final byte COMBINING = 6;

    static final byte MULTI = 7;
    static final byte SURROGATE = 8;

    /** Marks people put between Han characters to dodge a filter. Not among them: what ends a clause, and @ and pictographs, which begin or end one too. */
    private static final String MARKS =
            ".·•・‧∙⋅*_-‐‑–—―~^+=|¦/\\#%&$`'\"()[]{}<>【】「」『』〖〗《》〈〉〔〕“”‘’«»°′″※★☆♠♣♥♦♡♢♤♧✦✧✩✪✿❀";

    /** Made when it is first asked for: not every service uses both. */
    private static final class Exact {
        private static final FoldTable TABLE = new FoldTable(false);
    }

    private static final class Full {
        private static final FoldTable TABLE = new FoldTable(true);
    }

    private final boolean full;
    private final int[] entries = new int[1 << 16];
    private final Map<Integer, Folding> multi = new HashMap<>();
    private final Map<Integer, Integer> variants;

    /** What one code point becomes. */
    record Folding(String text, int via) {}

    private FoldTable(boolean full) {
        this.full = full;
        this.variants = full ? readVariants() : Map.of();
        for (int c = 0; c < 1 << 16; c++) {
            add(c);
        }
    }

    /** The table of {@link io.fenghuo.model.MatchMode#EXACT}, or of all other modes. */
    static FoldTable of(boolean full) {
        return full ? Full.TABLE : Exact.TABLE;
    }

    private void add(int c) {
        if (Character.isSurrogate((char) c)) {
            entries[c] = entry(c, SURROGATE, 0);
            return;
        }
        byte removed = full ? removal(c) : OTHER;
        if (removed != OTHER) {
            entries[c] = entry(c, removed, Via.INVISIBLE.bit());
            return;
        }
        Folding folding = compute(c);
        if (folding.text.length() == 1) {
            char to = folding.text.charAt(0);
            entries[c] = entry(to, behaviour(to), folding.via);
        } else {
            multi.put(c, folding);
            entries[c] = entry(c, MULTI, 0);
        }
    }

    private static int entry(int to, byte kind, int via) {
        return to | kind << 16 | via << 24;
    }

    /** What is known of {@code c}: what it becomes in the low 16 bits, its behaviour in the next 8, how in the next. */
    int entry(char c) {
        return entries[c];
    }

    static byte kindOf(int entry) {
        return (byte) (entry >>> 16);
    }

    static int viaOf(int entry) {
        return entry >>> 24;
    }

    byte kind(char c) {
        return kindOf(entries[c]);
    }

    /** What a code point with no single-character folding becomes. */
    Folding folding(int codePoint) {
        Folding known = multi.get(codePoint);
        return known != null ? known : compute(codePoint);
    }

    /** The behaviour of a code point beyond the first plane. */
    byte kindBeyond(int codePoint) {
        byte removed = full ? removal(codePoint) : OTHER;
        return removed != OTHER ? removed : Character.isIdeographic(codePoint) ? HAN : OTHER;
    }

    private static byte behaviour(char c) {
        if (Character.isIdeographic(c)) {
            return HAN;
        }
        if (c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
            return LINE_END;
        }
        if (c == '\t' || Character.isSpaceChar(c)) {
            return SPACE;
        }
        boolean drawn = c >= '\u2500' && c <= '\u25FF';
        return drawn || MARKS.indexOf(c) >= 0 ? MARK : OTHER;
    }

    private static byte removal(int c) {
        int type = Character.getType(c);
        if ((c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0000 && c <= 0xE01EF)
                || (c >= 0x180B && c <= 0x180F)
                || isMark(c)) {
            return COMBINING;
        }
        boolean filler = c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
        boolean control = type == Character.CONTROL && c != '\t' && c != '\n' && c != '\r' && c != 0x85;
        return filler || control || type == Character.FORMAT ? REMOVED : OTHER;
    }

    /** Marks that only decorate; the vowel signs of Indic and South-East Asian scripts are letters to their readers and stay. */
    private static boolean isMark(int c) {
        return (c >= 0x300 && c <= 0x36F)
                || (c >= 0x483 && c <= 0x489)
                || (c >= 0x1AB0 && c <= 0x1AFF)
                || (c >= 0x1DC0 && c <= 0x1DFF)
                || (c >= 0x20D0 && c <= 0x20FF)
                || (c >= 0x302A && c <= 0x302F)
                || c == 0x3099
                || c == 0x309A
                || (c >= 0xFE20 && c <= 0xFE2F);
    }

    private Folding compute(int codePoint) {
        if ((codePoint >= 0x3400 && codePoint <= 0x4DBF)
                || (codePoint >= 0x4E00 && codePoint <= 0x9FFF)
                || (codePoint >= 0x20000 && codePoint < 0x2F800)) {
            Integer other = variants.get(codePoint);
            return other == null
                    ? new Folding(Character.toString(codePoint), 0)
                    : new Folding(Character.toString(other), Via.VARIANT.bit());
        }
        int type = Character.getType(codePoint);
        boolean pictograph = codePoint >= 0x1F300 && codePoint <= 0x1FAFF;
        if (pictograph
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED) {
            return new Folding(Character.toString(codePoint), 0);
        }
        return isCaseless(type) && Normalizer.isNormalized(Character.toString(codePoint), Normalizer.Form.NFKD)
                ? simplify(codePoint)
                : normalise(codePoint);
    }

    /** Whether no character of this type has another in upper or lower case. */
    private static boolean isCaseless(int type) {
        return switch (type) {
            case Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.OTHER_PUNCTUATION,
                    Character.SPACE_SEPARATOR -> true;
            default -> false;
        };
    }

    private Folding simplify(int codePoint) {
        int simple = variants.getOrDefault(codePoint, codePoint);
        return new Folding(Character.toString(simple), simple == codePoint ? 0 : Via.VARIANT.bit());
    }

    private Folding normalise(int codePoint) {
        String text = Character.toString(codePoint);
        int via = 0;
        boolean width = codePoint == 0x3000 || (codePoint >= 0xFF00 && codePoint <= 0xFFEF);
        if (full || width) {
            String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
            via |= composed.equals(text) ? 0 : width ? Via.WIDTH.bit() : Via.COMPATIBILITY.bit();
            text = composed;
        }
        if (full) {
            String bare = withoutMarks(text);
            via |= bare.equals(text) ? 0 : Via.ACCENT.bit();
            text = bare;
        }
        String folded = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        String bare = full ? withoutMarks(folded) : folded;
        via |= bare.equals(text) ? 0 : Via.CASE.bit();
        if (full) {
            String simple = simplify(bare);
            via |= simple.equals(bare) ? 0 : Via.VARIANT.bit();
            return new Folding(simple, via);
        }
        return new Folding(bare, via);
    }

    private String simplify(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(variants.getOrDefault(c, c)));
        return out.toString();
    }

    private static String withoutMarks(String text) {
        String parts = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder bare = new StringBuilder(parts.length());
        parts.codePoints().filter(c -> !isMark(c)).forEach(bare::appendCodePoint);
        return bare.length() == parts.length() ? text : Normalizer.normalize(bare, Normalizer.Form.NFC);
    }

    private static Map<Integer, Integer> readVariants() {
        Map<Integer, Integer> variants = new HashMap<>(8192);
        try (InputStream in = FoldTable.class.getResourceAsStream("variants.txt")) {
            if (in == null) {
                throw new IllegalStateException("variants.txt is missing from the jar; build it again");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int[] pairs = line.codePoints().toArray();
                for (int i = 0; i + 1 < pairs.length; i += 2) {
                    variants.put(pairs[i], pairs[i + 1]);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return variants;
    }
}
