package io.fenghuo.app.inlet;

import io.fenghuo.app.NetworkTrouble;
import io.fenghuo.source.Mailbox;
import io.fenghuo.source.Trouble;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderClosedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.StoreClosedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;

/** Names what went wrong with a mailbox, so that a person knows what to do. */
final class MailTrouble {
    private MailTrouble() {}

    /** The trouble behind {@code failure}, looked for along its causes. */
    static Trouble of(Mailbox box, Throwable failure) {
        Throwable network = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationFailedException) {
                return Trouble.of("imap.login", box.host(), box.user(), String.valueOf(cause.getMessage()));
            }
            if (cause instanceof FolderNotFoundException) {
                return Trouble.of("imap.folder", box.folder(), box.host());
            }
            if (cause instanceof GuardedSockets.RefusedAddress) {
                return Trouble.of("net.private", box.host(), String.valueOf(cause.getMessage()));
            }
            if (String.valueOf(cause.getMessage()).contains("STARTTLS required")) {
                return Trouble.of("imap.starttls", box.host());
            }
            if (cause instanceof FolderClosedException || cause instanceof StoreClosedException) {
                return Trouble.of("net.reset", box.host());
            }
            if (cause instanceof MailConnectException wrapped && wrapped.getNextException() != null) {
                network = wrapped.getNextException();
            }
            if (cause instanceof SocketConnectException wrapped && wrapped.getException() != null) {
                return NetworkTrouble.of(box.host(), wrapped.getException());
            }
        }
        return NetworkTrouble.of(box.host(), network);
    }
}
