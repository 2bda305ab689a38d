package io.fenghuo.channel.mail;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.exchange.Replies;
import io.fenghuo.channel.wording.Budget;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Draft;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.channel.wording.Sheet;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Mail in HTML and text (RFC 5322, RFC 2045 on). Its Message-ID is made of the delivery, so a copy sent after a lost reply is known as a
 * copy; mails of one incident share a thread; {@code Auto-Submitted} (RFC 3834) keeps holiday replies away. Every recipient gets a mail of
 * their own, so that each has an outcome of its own and only who was refused for now is tried again.
 */
public final class Email implements Channel {
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Limits LIMITS =
            new Limits(0, 0, 6, Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ZERO, true);
    private static final Budget MOST = new Budget(4000, 5, 200);
    /** Characters of a subject; lists of mails show about half of them, the grade first (RFC 5322 §2.1.1 asks for lines of 78). */
    private static final int SUBJECT = 78;

    @Override
    public String type() {
        return "email";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        List<Reason> problems = new java.util.ArrayList<>();
        for (String address : spec.to()) {
            if (!ADDRESS.matcher(address).matches()) {
                problems.add(Reason.of("to.invalid", address));
            }
        }
        if (spec.to().isEmpty() && !spec.levels().isEmpty()) {
            problems.add(Reason.of("to.missing"));
        }
        return problems;
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        return Math.min(digest.digest().size(), MOST.items());
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        Message.Person person = message.recipient().person();
        List<String> to = person == null ? spec.to() : person.mail() == null ? List.of() : List.of(person.mail());
        to = to.stream().filter(address -> ADDRESS.matcher(address).matches()).toList();
        if (to.isEmpty()) {
            return List.of();
        }
        Composer composer = new Composer(message, now);
        Draft draft = composer.draft(MOST);
        String html = MailPage.html(draft, composer, message);
        String text = text(draft, composer);
        String subject = Plain.clip(Plain.untappable(Plain.line(draft.title())), SUBJECT);
        String from = spec.options().get("from") instanceof String address
                        && ADDRESS.matcher(address).matches()
                ? address
                : null;
        return to.stream()
                .distinct()
                .<Outgoing>map(one -> new Outgoing.Mail(
                        from, List.of(one), subject, html, text, headers(message, from, one), message.demo()))
                .toList();
    }

    private static Map<String, String> headers(Message message, @Nullable String from, String to) {
        String host = from == null ? "fenghuo.invalid" : from.substring(from.indexOf('@') + 1);
        String who = hash(to);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Message-ID", "<" + safe(message.key()) + "." + who + "@" + host + ">");
        Incident incident = message.incident();
        if (incident != null) {
            // a thread begins at a root no mail carries, so that it holds whichever mail came first
            String root = "<inc-" + safe(incident.id()) + "." + who + "@" + host + ">";
            headers.put("In-Reply-To", root);
            headers.put("References", root);
        }
        headers.put("Auto-Submitted", "auto-generated");
        headers.put("X-Auto-Response-Suppress", "All");
        headers.put(
                "List-Id",
                "Fenghuo <" + safe(message.notice().level().name().toLowerCase(java.util.Locale.ROOT)) + ".incidents."
                        + host + ">");
        if (from != null
                && message.recipient().person() != null
                && !message.digest().isEmpty()) {
            // RFC 2369 §3.2, by mail: whoever could POST without a login (RFC 8058) would switch off somebody's alarms
            headers.put("List-Unsubscribe", "<mailto:" + from + "?subject=unsubscribe%20digests>");
        }
        return headers;
    }

    private static String safe(String id) {
        return id.replaceAll("[^A-Za-z0-9_-]", "-");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String text(Draft draft, Composer composer) {
        StringBuilder out = new StringBuilder(Medium.PLAIN.text(draft.title())).append("\n\n");
        for (String line : new Sheet(Medium.PLAIN, composer.words()).lines(draft)) {
            out.append(line).append('\n');
        }
        if (draft.link() != null) {
            boolean take = draft.linkLabel().equals(composer.words().get("action.take"));
            String label = composer.words().get(take ? "action.take.long" : "action.open.long");
            out.append('\n').append(label).append("\n").append(draft.link()).append('\n');
        }
        return out.append("\n-- \n")
                .append(composer.words().get("sent.by"))
                .append('\n')
                .toString();
    }

    /** By its Message-ID. */
    @Override
    public boolean keyed() {
        return true;
    }

    /** SMTP reply codes (RFC 5321 §4.2): only the 250 after the data is a delivery. */
    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        if (reply.failure() != null) {
            return java.util.Objects.requireNonNull(Replies.transport(reply, spec, now));
        }
        int code = reply.status();
        String detail = Replies.detail(spec, code + " " + reply.text());
        if (code == 250) {
            return Outcome.delivered(detail);
        }
        if (code >= 400 && code < 500) {
            return Outcome.retry(null, detail);
        }
        return switch (code) {
            case 530, 534, 535 -> Outcome.dead(detail, "cure.login");
            case 550, 551, 553 -> Outcome.rejected(detail, "cure.recipient");
            case 552, 554 -> Outcome.rejected(detail, "cure.size");
            default -> code >= 500 ? Outcome.rejected(detail, "cure.request") : Outcome.ambiguous(detail);
        };
    }
}
