package io.fenghuo.web;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The few scripts and styles, read once from the class path; nothing else of it can be asked for. Immutable. */
final class StaticFiles implements Handler<RoutingContext> {
    private static final String HOME = "io/fenghuo/web/static/";
    private static final String HTMX = "META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";

    private final Map<String, Content> files;
    private final String version;

    private record Content(Buffer bytes, String type) {}

    private StaticFiles(Map<String, Content> files, String version) {
        this.files = files;
        this.version = version;
    }

    static StaticFiles load() {
        Map<String, Content> files = new LinkedHashMap<>();
        files.put("app.css", read(HOME + "app.css", "text/css; charset=utf-8"));
        files.put("app.js", read(HOME + "app.js", "text/javascript; charset=utf-8"));
        files.put("htmx.js", read(HTMX, "text/javascript; charset=utf-8"));
        files.put("favicon.svg", read(HOME + "favicon.svg", "image/svg+xml"));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.values().forEach(file -> digest.update(file.bytes().getBytes()));
            return new StaticFiles(files, HexFormat.of().formatHex(digest.digest(), 0, 6));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    /** Changes whenever one of the files does. */
    String version() {
        return version;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Content file = files.get(ctx.pathParam("file"));
        if (file == null) {
            throw Trouble.of(404, "error.404");
        }
        boolean pinned = version.equals(ctx.request().getParam("v"));
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.type())
                .putHeader(HttpHeaders.CACHE_CONTROL, pinned ? "public, max-age=31536000, immutable" : "no-cache")
                .end(file.bytes());
    }

    private static Content read(String path, String type) {
        try (InputStream in = StaticFiles.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("missing from the class path: " + path);
            }
            return new Content(Buffer.buffer(in.readAllBytes()), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
