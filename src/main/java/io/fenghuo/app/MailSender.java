package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.Reply.Failure;
import io.fenghuo.model.Secret;
import io.fenghuo.verticle.Sender;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends mail by SMTP. A reply of 250 stands for the server's 250 after the data, nothing less; when it took only some of the recipients, the
 * body names the others. Threadsafe.
 */
public final class MailSender implements Sender {
    private static final Duration TOTAL = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("\\b([45]\\d\\d)\\b");

    private final Vertx vertx;
    private final MailSettings settings;
    private final Duration total;
    private final MailClient client;

    /**
     * A sender over the server that {@code FENGHUO_SMTP_URL} names.
     *
     * @throws IllegalArgumentException when the URL cannot be read
     */
    public MailSender(Vertx vertx, Secret url) {
        this(vertx, url, null, TOTAL);
    }

    MailSender(Vertx vertx, Secret url, @Nullable KeyStore trust, Duration total) {
        this.vertx = vertx;
        this.settings = MailSettings.of(url);
        this.total = total;
        settings.config()
                .setTrustOptions(
                        TrustOptions.wrap(NamedTrust.of(trust, settings.config().getHostname())));
        this.client = MailClient.create(vertx, settings.config());
    }

    @Override
    public Future<Reply> send(Outgoing outgoing, ChannelSpec spec) {
        if (!(outgoing instanceof Outgoing.Mail mail)) {
            throw new IllegalArgumentException("not a mail: " + outgoing);
        }
        Promise<Reply> done = Promise.promise();
        long timer = vertx.setTimer(
                total.toMillis(),
                id -> done.tryComplete(Reply.failed(Failure.NO_REPLY, "no reply within " + total.toSeconds() + " s")));
        client.sendMail(message(mail))
                .onSuccess(result -> done.tryComplete(taken(mail, result)))
                .onFailure(failure -> done.tryComplete(failed(failure)));
        return done.future().onComplete(over -> vertx.cancelTimer(timer));
    }

    /** Closes its connections. */
    public Future<Void> close() {
        return client.close();
    }

    private MailMessage message(Outgoing.Mail mail) {
        String from = mail.from();
        MailMessage message = new MailMessage()
                .setFrom(from == null ? settings.from() : from)
                .setTo(mail.to())
                .setSubject(mail.subject())
                .setText(mail.text())
                .setHtml(mail.html());
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        mail.headers().forEach(headers::set);
        return message.setHeaders(headers);
    }

    private static Reply taken(Outgoing.Mail mail, MailResult result) {
        List<String> refused = new ArrayList<>(mail.to());
        refused.removeAll(result.getRecipients());
        String words = refused.isEmpty() ? "ok" : "ok; refused: " + String.join(", ", refused);
        return Reply.of(250, words);
    }

    private static Reply failed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException smtp && smtp.getReplyCode() >= 400) {
                return Reply.of(smtp.getReplyCode(), String.valueOf(smtp.getReplyMessage()));
            }
            if (cause instanceof SSLException || cause instanceof CertificateException) {
                return Reply.failed(Failure.TLS, "certificate: " + cause.getMessage());
            }
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return Reply.failed(Failure.NOT_SENT, String.valueOf(cause.getMessage()));
            }
        }
        String words = String.valueOf(failure.getMessage());
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.contains("starttls")) {
            return Reply.failed(Failure.TLS, words);
        }
        if (lower.contains("login") || lower.contains("auth")) {
            return Reply.failed(Failure.LOGIN, words);
        }
        Matcher code = CODE.matcher(words);
        return code.find() ? Reply.of(Integer.parseInt(code.group(1)), words) : Reply.failed(Failure.NO_REPLY, words);
    }
}
