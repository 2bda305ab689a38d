package io.fenghuo.running;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that does everything wrong: each path fails in a way of its own, but for {@code /good}. */
final class BadSite implements AutoCloseable {
    private static final String GOOD =
            "{\"list\":[{\"id\":\"g1\",\"text\":\"这家是骗子\"},{\"id\":\"g2\",\"text\":\"很好\"}]}";

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    BadSite() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String url(String scheme, String path) {
        return scheme + "://127.0.0.1:" + socket.getLocalPort() + path;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket one = socket.accept();
                threads.execute(() -> serve(one));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket connection) {
        try (connection) {
            String head = head(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            switch (head.split(" ")[1]) {
                case "/garbage" -> answer(out, "200 OK", "application/rss+xml", noise(5_000));
                case "/huge" -> huge(out);
                case "/loop" -> out.write(ascii("HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n"));
                case "/hang" -> connection.getInputStream().read();
                case "/room" -> room(out, head);
                default -> answer(out, "200 OK", "application/json", GOOD.getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
        } catch (IOException | InterruptedException gone) {
            // the other side has had enough, as it should
            if (gone instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void answer(OutputStream out, String status, String type, byte[] body) throws IOException {
        out.write(ascii("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n"));
        out.write(body);
    }

    /** Two gigabytes, if anybody wants to read them. */
    private static void huge(OutputStream out) throws IOException {
        out.write(ascii("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"));
        byte[] megabyte = new byte[1 << 20];
        java.util.Arrays.fill(megabyte, (byte) 'a');
        for (int i = 0; i < 2048; i++) {
            out.write(megabyte);
        }
    }

    private static void room(OutputStream out, String head) throws IOException, InterruptedException {
        String key = head.replaceAll("(?si).*sec-websocket-key: *([^\r]+).*", "$1");
        out.write(ascii(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + accept(key) + "\r\n\r\n"));
        byte[] rubbish = ascii("}{ not json at all");
        for (int i = 0; i < 300; i++) {
            out.write(0x81);
            out.write(rubbish.length);
            out.write(rubbish);
            out.flush();
            Thread.sleep(50);
        }
    }

    private static String accept(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest(ascii(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
            return Base64.getEncoder().encodeToString(hash);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
