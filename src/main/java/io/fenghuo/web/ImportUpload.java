package io.fenghuo.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Writes the file of a form to disk as it comes, at most {@link Imports#MOST} bytes of it and no more than {@value #AT_ONCE} such forms at a
 * time. Who may not import is turned away before the body is read. Whatever is not taken by the next handler is deleted when the answer is out.
 */
final class ImportUpload implements Handler<RoutingContext> {
    static final String FIELD = "file";
    static final int AT_ONCE = 2;
    private static final String KEY = "import.file";
    private static final int RETRY_SECONDS = 10;
    /** What a form weighs beside its file. */
    private static final long FORM = 1 << 16;

    private final Desk desk;
    private final Semaphore room = new Semaphore(AT_ONCE);

    ImportUpload(Desk desk) {
        this.desk = desk;
    }

    /**
     * The file that came.
     *
     * @param name as the browser says
     */
    record Came(Path path, String name, long bytes) {}

    static Came of(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.get(KEY));
    }

    @Override
    public void handle(RoutingContext ctx) {
        Imports imports = desk.console.rooms().imports();
        if (!imports.mayImport(desk.me(ctx))) {
            ctx.response().putHeader("Connection", "close");
            throw Trouble.of(403, "imports.notadmin");
        }
        String length = ctx.request().getHeader("Content-Length");
        if (length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > Imports.MOST + FORM) {
            throw tooBig();
        }
        if (!room.tryAcquire()) {
            throw Trouble.busy(RETRY_SECONDS);
        }
        ctx.addEndHandler(done -> room.release());
        HttpServerRequest request = ctx.request();
        request.setExpectMultipart(true);
        request.pause();
        imports.room().onSuccess(place -> receive(ctx, place)).onFailure(ctx::fail);
    }

    static Trouble tooBig() {
        return Trouble.of(413, "imports.toobig", String.valueOf(Imports.MOST >> 20));
    }

    private static void receive(RoutingContext ctx, Optional<Path> place) {
        if (place.isEmpty()) {
            ctx.fail(Trouble.of(409, "imports.many"));
            return;
        }
        Path path = place.get();
        Vertx vertx = ctx.vertx();
        ctx.addEndHandler(done -> vertx.fileSystem().delete(path.toString()).otherwiseEmpty());
        vertx.fileSystem()
                .open(
                        path.toString(),
                        new OpenOptions().setCreate(false).setRead(false).setWrite(true))
                .onSuccess(file -> new Receiving(ctx, path, file).begin())
                .onFailure(ctx::fail);
    }

    private static final class Receiving {
        private final RoutingContext ctx;
        private final HttpServerRequest request;
        private final Path path;
        private final AsyncFile file;
        private @Nullable String name;
        private long sum;
        private boolean over;

        Receiving(RoutingContext ctx, Path path, AsyncFile file) {
            this.ctx = ctx;
            this.request = ctx.request();
            this.path = path;
            this.file = file;
        }

        void begin() {
            request.uploadHandler(this::upload);
            request.exceptionHandler(broken -> fail(Trouble.of(400, "error.400")));
            file.exceptionHandler(this::fail);
            request.endHandler(end -> done());
            request.resume();
        }

        private void upload(HttpServerFileUpload upload) {
            boolean first = name == null && FIELD.equals(upload.name());
            if (first) {
                name = upload.filename() == null ? "" : upload.filename();
            }
            upload.handler(part -> {
                if (first) {
                    take(part);
                }
            });
            upload.exceptionHandler(broken -> fail(Trouble.of(400, "error.400")));
        }

        private void take(Buffer part) {
            if (over) {
                return;
            }
            sum += part.length();
            if (sum > Imports.MOST) {
                fail(tooBig());
                return;
            }
            file.write(part).onFailure(this::fail);
            if (file.writeQueueFull()) {
                request.pause();
                file.drainHandler(drained -> request.resume());
            }
        }

        private void fail(Throwable why) {
            if (!over) {
                over = true;
                file.close();
                ctx.fail(why);
            }
        }

        private void done() {
            if (over) {
                return;
            }
            over = true;
            String said = name == null ? "" : name;
            file.flush()
                    .eventually(file::close)
                    .onSuccess(written -> {
                        ctx.put(KEY, new Came(path, said, sum));
                        ctx.next();
                    })
                    .onFailure(ctx::fail);
        }
    }
}
