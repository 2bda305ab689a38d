package io.fenghuo.running;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A vendor that reads byte by byte, so that it can stand still at any step of the first message it is sent and say that it does. Calls for a token
 * are answered at once and are no message. Threadsafe.
 */
final class SteppedVendor implements AutoCloseable {
    private static final long PATIENCE = 120;

    /** Whole messages in the order they came. */
    final List<Got> got = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final String answer;
    private final boolean tokens;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Plan plan = new Plan(Step.BEFORE_WRITE);
    private int connections;

    /** The next message stands still at a step. */
    private static final class Plan {
        final Step step;
        final CountDownLatch there = new CountDownLatch(1);
        final CountDownLatch mayAnswer = new CountDownLatch(1);
        final CountDownLatch answered = new CountDownLatch(1);
        final CountDownLatch dead = new CountDownLatch(1);
        private final AtomicBoolean open = new AtomicBoolean(true);

        Plan(Step step) {
            this.step = step;
        }

        /** Whether this is the message that stands still; only the first that asks is. */
        boolean takes() {
            return open.compareAndSet(true, false);
        }
    }

    /** How far a message has come when its sender is killed. */
    enum Step {
        /** The connection is open, nothing is read. */
        BEFORE_WRITE,
        HEADERS_READ,
        HALF_READ,
        /** All is read, nothing is answered. */
        AFTER_WRITE,
        /** The answer is on its way to a process that stands still. */
        ANSWERED;

        /** Whether the vendor has the whole message. */
        boolean arrived() {
            return this == AFTER_WRITE || this == ANSWERED;
        }
    }

    /** A whole message; {@code id} is empty where its vendor has no keys in headers. */
    record Got(String id, String body) {}

    /**
     * Begins to listen; the first message stands still as soon as its connection is open.
     *
     * @param answer the body of every answer
     * @param tokens whether a token is fetched before the first message
     */
    SteppedVendor(String answer, boolean tokens) throws IOException {
        this.answer = answer;
        this.tokens = tokens;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The next message stands still at this step. */
    void arm(Step step) {
        plan = new Plan(step);
    }

    /** Waits until a message has come as far as the step; one to be answered is whole then. */
    void awaitStep() throws InterruptedException {
        await(plan.there);
    }

    /** Answers the message that stands still and returns when that is written. */
    void answer() throws InterruptedException {
        plan.mayAnswer.countDown();
        await(plan.answered);
    }

    /** Its sender is no more: it is let go of, and what comes from now on is answered at once. */
    void forgive() {
        plan.dead.countDown();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing came");
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "vendor");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                boolean message = !tokens || connections > 0;
                connections++;
                daemon(() -> hear(socket, message));
            } catch (SocketException closed) {
                return;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private void hear(Socket socket, boolean message) {
        try (socket) {
            read(socket, message);
        } catch (IOException gone) {
            // the sender is dead, or the test is over
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Socket socket, boolean message) throws IOException, InterruptedException {
        Plan now = plan;
        boolean early = message && now.step == Step.BEFORE_WRITE && now.takes();
        if (early) {
            stand(now);
            return;
        }
        InputStream in = socket.getInputStream();
        String head = head(in);
        if (head.startsWith("GET ")) {
            write(socket, "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"t-0123456789\",\"expires_in\":7200}");
            return;
        }
        Step here = now.step != Step.BEFORE_WRITE && now.takes() ? now.step : Step.BEFORE_WRITE;
        if (here == Step.HEADERS_READ) {
            stand(now);
            return;
        }
        byte[] body = new byte[Integer.parseInt(header(head, "content-length"))];
        int half = in.readNBytes(body, 0, body.length / 2);
        if (here == Step.HALF_READ) {
            stand(now);
            return;
        }
        if (in.readNBytes(body, half, body.length - half) < body.length - half) {
            return;
        }
        got.add(new Got(header(head, "webhook-id"), new String(body, StandardCharsets.UTF_8)));
        if (here == Step.AFTER_WRITE) {
            stand(now);
            return;
        }
        if (here == Step.ANSWERED) {
            now.there.countDown();
            await(now.mayAnswer);
        }
        write(socket, answer);
        if (here == Step.ANSWERED) {
            now.answered.countDown();
        }
    }

    private static void stand(Plan now) throws InterruptedException {
        now.there.countDown();
        await(now.dead);
    }

    private static void write(Socket socket, String said) throws IOException {
        byte[] body = said.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write((head + said).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new SocketException("the sender hung up");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
