package io.fenghuo.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture somebody uploaded, known by its first bytes alone: neither its name nor the type the sender claims is believed.
 *
 * @param type its media type
 * @param width in pixels, as its head says
 * @param height likewise
 */
record Picture(String type, int width, int height, byte[] bytes) {
    /** Types taken in: what browsers show and phones make screenshots in. */
    static final List<String> TYPES = List.of("image/png", "image/jpeg", "image/webp", "image/gif");
    /** Longest side: long screenshots of a chat reach some 20,000. */
    static final int SIDE = 32_000;
    /** Pixels in all; beyond it the reader's browser would need hundreds of megabytes. */
    static final long PIXELS = 60_000_000;

    private static final int HEAD = 30;

    /** The picture in these bytes; null when they are no picture of {@link #TYPES} or one too large to be shown. */
    static @Nullable Picture of(byte[] bytes) {
        if (bytes.length < HEAD) {
            return null;
        }
        Picture picture = null;
        if (starts(bytes, 0, "\u0089PNG\r\n\u001a\n") && starts(bytes, 12, "IHDR")) {
            picture = new Picture("image/png", big(bytes, 16, 4), big(bytes, 20, 4), bytes);
        } else if (starts(bytes, 0, "GIF87a") || starts(bytes, 0, "GIF89a")) {
            picture = new Picture("image/gif", little(bytes, 6, 2), little(bytes, 8, 2), bytes);
        } else if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP")) {
            picture = webp(bytes);
        } else if (starts(bytes, 0, "\u00ff\u00d8\u00ff")) {
            picture = jpeg(bytes);
        }
        return picture == null || !picture.fits() ? null : picture;
    }

    private boolean fits() {
        return width > 0 && height > 0 && width <= SIDE && height <= SIDE && (long) width * height <= PIXELS;
    }

    /** The end of a file name for a type of {@link #TYPES}. */
    static String ending(String type) {
        return type.equals("image/jpeg") ? "jpg" : type.substring(type.indexOf('/') + 1);
    }

    private static @Nullable Picture webp(byte[] bytes) {
        if (starts(bytes, 12, "VP8X")) {
            return new Picture("image/webp", little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1, bytes);
        }
        if (starts(bytes, 12, "VP8L")) {
            int packed = little(bytes, 21, 4);
            return new Picture("image/webp", (packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1, bytes);
        }
        return starts(bytes, 12, "VP8 ")
                ? new Picture("image/webp", little(bytes, 26, 2) & 0x3fff, little(bytes, 28, 2) & 0x3fff, bytes)
                : null;
    }

    /** Walks the segments to the frame header (SOF), which says how large it is. */
    private static @Nullable Picture jpeg(byte[] bytes) {
        int at = 2;
        while (at + 9 < bytes.length && (bytes[at] & 0xff) == 0xff) {
            int marker = bytes[at + 1] & 0xff;
            if (marker == 0xff) {
                at++;
                continue;
            }
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                return new Picture("image/jpeg", big(bytes, at + 7, 2), big(bytes, at + 5, 2), bytes);
            }
            at += 2 + big(bytes, at + 2, 2);
        }
        return null;
    }

    private static boolean starts(byte[] bytes, int at, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int big(byte[] bytes, int at, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return value;
    }

    private static int little(byte[] bytes, int at, int count) {
        int value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return value;
    }
}
