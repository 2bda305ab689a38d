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
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends mail by SMTP. A reply of 250 stands for the server's 250 after the data, nothing less; when it took only some of the recipients, the
 * body names the others with what the server said of each. To learn that, whoever was refused beside others is tried once more alone: the mail
 * client (5.0.8) drops the reply to a single {@code RCPT}. Threadsafe.
 */
public final class MailSender implements Sender {
    private static final Duration TOTAL = Duration.ofSeconds(30);
    /** The mail client's words when every recipient was refused. */
    private static final String NOBODY = "no recipient addresses were accepted, not sending mail";

    private static final Pattern CODE = Pattern.compile("\\b([45]\\d\\d)\\b");

    private final Vertx vertx;
    private final MailSettings settings;
    private final Duration total;
    /** Goes on when some recipients are refused. */
    private final MailClient lenient;
    /** Fails with the server's reply to the first refused recipient. */
    private final MailClient strict;

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
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) total.toMillis())
                .setTrustOptions(
                        TrustOptions.wrap(NamedTrust.of(trust, settings.config().getHostname())));
        this.lenient = MailClient.create(vertx, new MailConfig(settings.config()).setAllowRcptErrors(true));
        this.strict = MailClient.create(vertx, new MailConfig(settings.config()).setAllowRcptErrors(false));
    }

    @Override
    public Future<Reply> send(Outgoing outgoing, ChannelSpec spec) {
        if (!(outgoing instanceof Outgoing.Mail mail)) {
            throw new IllegalArgumentException("not a mail: " + outgoing);
        }
        return mail.to().size() == 1 ? alone(mail, mail.to().get(0)) : together(mail);
    }

    private Future<Reply> alone(Outgoing.Mail mail, String to) {
        return timed(strict.sendMail(message(mail, List.of(to))))
                .map(result -> Reply.of(250, "ok"))
                .otherwise(MailSender::failed);
    }

    private Future<Reply> together(Outgoing.Mail mail) {
        return timed(lenient.sendMail(message(mail, mail.to())))
                .map(MailResult::getRecipients)
                .recover(failure -> NOBODY.equals(failure.getMessage())
                        ? Future.succeededFuture(List.of())
                        : Future.failedFuture(failure))
                .compose(taken -> others(mail, taken))
                .otherwise(MailSender::failed);
    }

    /** Asks the server about each that was not {@code taken}, one after the other, until one of them gets no reply at all. */
    private Future<Reply> others(Outgoing.Mail mail, List<String> taken) {
        List<String> left = new ArrayList<>(mail.to());
        left.removeAll(taken);
        Map<String, Reply> replies = new LinkedHashMap<>();
        Future<Boolean> asking = Future.succeededFuture(true);
        for (String one : left) {
            asking = asking.compose(on -> !on
                    ? Future.succeededFuture(false)
                    : alone(mail, one).map(reply -> {
                        replies.put(one, reply);
                        return reply.failure() == null;
                    }));
        }
        return asking.map(asked -> judged(!taken.isEmpty(), left, replies));
    }

    /** 250 when anybody got it; else what is worth another try, else the first refusal. */
    private static Reply judged(boolean taken, List<String> left, Map<String, Reply> replies) {
        boolean some = taken || replies.values().stream().anyMatch(reply -> reply.status() == 250);
        List<String> refused = new ArrayList<>();
        for (String one : left) {
            Reply reply = replies.get(one);
            if (reply == null || reply.status() != 250) {
                refused.add(one + ": " + (reply == null ? "not asked" : words(reply)));
            }
        }
        if (some) {
            return Reply.of(250, refused.isEmpty() ? "ok" : "ok; refused: " + String.join(", ", refused));
        }
        return replies.values().stream()
                .filter(reply -> reply.status() < 500)
                .findFirst()
                .orElseGet(() -> replies.values().iterator().next());
    }

    private static String words(Reply reply) {
        return (reply.status() == 0 ? "" : reply.status() + " ") + reply.text();
    }

    private <T> Future<T> timed(Future<T> sending) {
        Promise<T> done = Promise.promise();
        long timer =
                vertx.setTimer(total.toMillis(), id -> done.tryFail("no reply within " + total.toSeconds() + " s"));
        sending.onSuccess(done::tryComplete).onFailure(done::tryFail);
        return done.future().onComplete(over -> vertx.cancelTimer(timer));
    }

    /** Closes its connections. */
    public Future<Void> close() {
        return Future.join(lenient.close(), strict.close()).mapEmpty();
    }

    private MailMessage message(Outgoing.Mail mail, List<String> to) {
        String from = mail.from();
        MailMessage message = new MailMessage()
                .setFrom(from == null ? settings.from() : from)
                .setTo(to)
                .setSubject(mail.subject())
                .setText(mail.text())
                .setHtml(mail.html());
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        mail.headers().forEach(headers::set);
        return message.setHeaders(headers);
    }

    private static Reply failed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException smtp && smtp.getReplyCode() >= 400) {
                String words = String.valueOf(smtp.getReplyMessage());
                String code = smtp.getReplyCode() + " ";
                return Reply.of(smtp.getReplyCode(), words.startsWith(code) ? words.substring(code.length()) : words);
            }
            if (cause instanceof SSLException || cause instanceof CertificateException) {
                return Reply.failed(Failure.TLS, "TLS: " + cause.getMessage());
            }
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return Reply.failed(Failure.NOT_SENT, String.valueOf(cause.getMessage()));
            }
        }
        String words = String.valueOf(failure.getMessage());
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.contains("starttls")) {
            return Reply.failed(Failure.TLS, "TLS: " + words);
        }
        if (lower.contains("login") || lower.contains("auth")) {
            return Reply.failed(Failure.LOGIN, words);
        }
        Matcher code = CODE.matcher(words);
        return code.find() ? Reply.of(Integer.parseInt(code.group(1)), words) : Reply.failed(Failure.NO_REPLY, words);
    }
}
