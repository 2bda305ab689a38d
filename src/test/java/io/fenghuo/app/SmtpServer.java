package io.fenghuo.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server on loopback as far as our tests need one (RFC 5321; STARTTLS of RFC 3207; AUTH PLAIN of RFC 4954), one blocking thread per
 * connection: an event loop reads the client's first TLS bytes before it can be told to expect them, a blocking socket does not.
 */
final class SmtpServer implements AutoCloseable {
    /** How it offers TLS. */
    enum Tls {
        NONE,
        STARTTLS,
        /** From the first byte. */
        SMTPS
    }

    /** Every line it was told, in order, of all connections; a line that came in clear text begins with {@code clear }. */
    final List<String> heard = new CopyOnWriteArrayList<>();
    /** The bodies it kept. */
    final List<String> kept = new CopyOnWriteArrayList<>();

    /** Whether {@code later@} is told to come back later. */
    volatile boolean greylisting = true;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Tls tls;
    private final @Nullable SSLContext context;

    SmtpServer(Tls tls, @Nullable KeyStore keys) throws IOException, GeneralSecurityException {
        this.tls = tls;
        this.context = keys == null ? null : context(keys);
        Thread thread = new Thread(this::accept, "smtp");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "smtp-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new Talk(tls == Tls.SMTPS ? secured(socket) : socket).run();
        } catch (IOException gone) {
            heard.add("gone " + gone.getClass().getSimpleName());
        }
    }

    private SSLSocket secured(Socket socket) throws IOException {
        if (context == null) {
            throw new IOException("no certificate");
        }
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** One connection. */
    private final class Talk {
        private Socket socket;
        private BufferedReader in;
        private OutputStream out;

        Talk(Socket socket) throws IOException {
            this.socket = socket;
            this.in = reader();
            this.out = socket.getOutputStream();
        }

        private BufferedReader reader() throws IOException {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        private boolean secure() {
            return socket instanceof SSLSocket;
        }

        void run() throws IOException {
            say("220 here");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add((secure() ? "" : "clear ") + line);
                if (!answer(line)) {
                    return;
                }
            }
        }

        /** False when the connection is to end. */
        private boolean answer(String line) throws IOException {
            switch (line.split("[ :]", -1)[0].toUpperCase(Locale.ROOT)) {
                case "EHLO" -> {
                    boolean offer = tls == Tls.STARTTLS && !secure();
                    say("250-here\r\n250-PIPELINING\r\n" + (offer ? "250-STARTTLS\r\n" : "") + "250 AUTH PLAIN");
                }
                case "STARTTLS" -> {
                    say("220 go");
                    socket = secured(socket);
                    in = reader();
                    out = socket.getOutputStream();
                }
                case "AUTH" -> say(line.endsWith("AHVzZXIAcmlnaHQ=") ? "235 welcome" : "535 5.7.8 wrong password");
                case "RCPT" -> recipient(line);
                case "DATA" -> {
                    return data();
                }
                case "QUIT" -> {
                    say("221 bye");
                    return false;
                }
                default -> say("250 ok");
            }
            return true;
        }

        private void recipient(String line) throws IOException {
            if (line.contains("unknown@")) {
                say("550 5.1.1 no such user");
            } else if (greylisting && line.contains("later@")) {
                say("451 4.7.1 greylisted");
            } else if (!line.contains("hang@")) {
                say("250 ok");
            }
        }

        private boolean data() throws IOException {
            say("354 go on");
            StringBuilder body = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                body.append(line).append('\n');
            }
            if (body.indexOf("drop@") >= 0) {
                return false;
            }
            kept.add(body.toString());
            say("250 kept");
            return true;
        }

        private void say(String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
