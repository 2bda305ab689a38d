package io.fenghuo.web;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Reads a form with files into memory, within limits: {@value #FILES} files of {@value #FILE_MB} MB, {@value #ALL_MB} MB together, and no more
 * than {@value #AT_ONCE} such forms at a time; the next is asked to come back. Nothing touches the disk before it is known to be wanted.
 */
final class Uploads implements Handler<RoutingContext> {
    static final int FILES = 4;
    static final int FILE_MB = 8;
    static final int ALL_MB = 16;
    static final int AT_ONCE = 6;
    private static final String KEY = "uploads";
    private static final int RETRY_SECONDS = 5;

    private final Semaphore room = new Semaphore(AT_ONCE);

    /** The files of the form, in its order; those without a byte left out. */
    static List<byte[]> of(RoutingContext ctx) {
        List<Buffer> files = ctx.get(KEY);
        return files == null
                ? List.of()
                : files.stream()
                        .filter(file -> file.length() > 0)
                        .map(Buffer::getBytes)
                        .toList();
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (!room.tryAcquire()) {
            throw Trouble.busy(RETRY_SECONDS);
        }
        ctx.addEndHandler(done -> room.release());
        Reading reading = new Reading(ctx);
        HttpServerRequest request = ctx.request();
        request.setExpectMultipart(true);
        request.uploadHandler(reading::file);
        request.exceptionHandler(broken -> reading.fail(400));
        request.endHandler(end -> reading.done());
        request.resume();
    }

    private static final class Reading {
        private final RoutingContext ctx;
        private final List<Buffer> files = new ArrayList<>();
        private long sum;
        private boolean over;

        Reading(RoutingContext ctx) {
            this.ctx = ctx;
        }

        void file(HttpServerFileUpload upload) {
            Buffer file = Buffer.buffer();
            files.add(file);
            upload.handler(part -> take(file, part));
            upload.exceptionHandler(broken -> fail(400));
        }

        private void take(Buffer file, Buffer part) {
            sum += part.length();
            if (over) {
                return;
            }
            boolean tooMany = files.size() > FILES && file.length() + part.length() > 0;
            if (tooMany || file.length() + part.length() > FILE_MB << 20 || sum > ALL_MB << 20) {
                files.clear();
                fail(413);
            } else {
                file.appendBuffer(part);
            }
        }

        void fail(int status) {
            if (!over) {
                over = true;
                ctx.fail(
                        status == 413
                                ? Trouble.of(413, "error.picture", text(FILES), text(FILE_MB))
                                : Trouble.of(400, "error.400"));
            }
        }

        private static String text(int number) {
            return String.valueOf(number);
        }

        void done() {
            if (!over) {
                over = true;
                ctx.put(KEY, files);
                ctx.next();
            }
        }
    }
}
