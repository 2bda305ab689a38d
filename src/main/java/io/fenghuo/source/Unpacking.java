package io.fenghuo.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Unpacks a binary message: gzip (RFC 1952), zlib (RFC 1950) and raw deflate (RFC 1951). The first two are known by their first bytes. What
 * unpacks into more than {@value #LARGEST} bytes is refused before it takes more memory than that.
 */
final class Unpacking {
    /** Bytes of a message when unpacked. */
    static final int LARGEST = 8 << 20;

    /** Values of {@code unpack:}. */
    static final List<String> WAYS = List.of("auto", "gzip", "zlib", "deflate", "none");

    private Unpacking() {}

    /**
     * The plain bytes.
     *
     * @param way one of {@link #WAYS}
     * @throws SourceException when they are damaged, cut off or a bomb
     */
    static byte[] plain(byte[] packed, String way) throws SourceException {
        String known = way.equals("auto") ? guess(packed) : way;
        if (known.equals("none")) {
            return packed;
        }
        Inflater raw = new Inflater(known.equals("deflate"));
        try (InputStream in = known.equals("gzip")
                ? new GZIPInputStream(new ByteArrayInputStream(packed))
                : new InflaterInputStream(new ByteArrayInputStream(packed), raw)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new SourceException("stream.bomb", LARGEST >> 20);
            }
            return bytes;
        } catch (IOException damaged) {
            throw new SourceException("stream.packed", known, String.valueOf(damaged.getMessage()));
        } finally {
            raw.end();
        }
    }

    private static String guess(byte[] packed) {
        if (packed.length < 2) {
            return "none";
        }
        int first = packed[0] & 0xFF;
        int second = packed[1] & 0xFF;
        if (first == 0x1F && second == 0x8B) {
            return "gzip";
        }
        // RFC 1950 §2.2: method 8, a window of at most 32 kB, and a check that makes both bytes a multiple of 31.
        boolean zlib = (first & 0x0F) == 8 && first >> 4 <= 7 && (first << 8 | second) % 31 == 0;
        return zlib ? "zlib" : "none";
    }
}
