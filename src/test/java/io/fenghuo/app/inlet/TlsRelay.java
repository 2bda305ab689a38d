package io.fenghuo.app.inlet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** TLS with a certificate of ours before a server that has none; what passes through it can be cut off. */
final class TlsRelay implements AutoCloseable {
    private final ServerSocket listening;
    private final int behind;
    private final Thread accepting;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    TlsRelay(KeyStore keys, String password, int behind) throws Exception {
        this.behind = behind;
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        listening = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        accepting = daemon(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Sockets of a client that trusts these certificates and no others. */
    static SSLSocketFactory trusting(KeyStore keys) throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    /** Cuts every connection there is. */
    void cut() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket outside = listening.accept();
                Socket inside = new Socket(InetAddress.getLoopbackAddress(), behind);
                open.add(outside);
                open.add(inside);
                daemon(() -> pass(outside, inside));
                daemon(() -> pass(inside, outside));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException cut) {
            // the other end hears of it
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "tls-relay");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Nobody is let in any more when it returns: a thread that waits for callers may still take one while it is told to stop. */
    @Override
    public void close() throws IOException {
        listening.close();
        try {
            accepting.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        cut();
    }
}
