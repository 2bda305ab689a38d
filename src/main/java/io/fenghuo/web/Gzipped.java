package io.fenghuo.web;

import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A body sent with {@code Content-Encoding: gzip}; what it unpacks to may be as large as a body that is sent as it is, and no larger. */
final class Gzipped {
    private Gzipped() {}

    /** Whether the request says so; refuses encodings we do not read. */
    static boolean is(RoutingContext ctx) {
        String encoding = coding(ctx);
        if (encoding == null || encoding.equals("identity")) {
            return false;
        }
        if (encoding.equals("gzip") || encoding.equals("x-gzip")) {
            return true;
        }
        throw Trouble.of(415, "api.encoding");
    }

    private static @Nullable String coding(RoutingContext ctx) {
        String header = ctx.request().getHeader("Content-Encoding");
        return header == null || header.isBlank() ? null : header.strip().toLowerCase(Locale.ROOT);
    }

    /** What {@code body} unpacks to; takes a while. */
    static byte[] unpacked(byte[] body, long most) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body), 1 << 16)) {
            byte[] all = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
            if (all.length > most) {
                throw Trouble.of(413, "error.413", String.valueOf(Math.max(1, most >> 20)));
            }
            return all;
        } catch (IOException broken) {
            throw Trouble.of(400, "api.gzip");
        }
    }
}
