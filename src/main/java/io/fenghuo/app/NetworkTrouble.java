package io.fenghuo.app;

import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.compression.DecompressionException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Names what went wrong on the network, so that a person knows what to do. */
public final class NetworkTrouble {
    /** Seconds in which a connection has to stand. */
    static final int CONNECT_SECONDS = 5;

    private NetworkTrouble() {}

    /** The trouble behind {@code failure}, looked for along its causes. */
    public static Trouble of(String host, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FetchException known) {
                return known.trouble();
            }
            if (cause instanceof UnknownHostException) {
                return Trouble.of("net.dns", host);
            }
            if (cause instanceof ConnectTimeoutException) {
                return Trouble.of("net.connect-timeout", host, CONNECT_SECONDS);
            }
            if (cause instanceof SSLException || cause instanceof CertificateException) {
                return Trouble.of("net.tls", host, deepest(cause));
            }
            if (cause instanceof DecompressionException) {
                return Trouble.of("net.encoding", host);
            }
            Trouble connection = connection(host, cause);
            if (connection != null) {
                return connection;
            }
        }
        return Trouble.of("net.other", host, deepest(failure));
    }

    private static @Nullable Trouble connection(String host, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof NoRouteToHostException || message.contains("unreachable")) {
            return Trouble.of("net.unreachable", host);
        }
        if (cause instanceof ConnectException) {
            return Trouble.of("net.refused", host);
        }
        boolean broken = cause instanceof HttpClosedException || cause instanceof IOException;
        return broken && cause.getCause() == null ? Trouble.of("net.reset", host) : null;
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
