package io.fenghuo.verticle;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Words;
import io.fenghuo.evidence.EvidencePolicy;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.OnCall;
import io.fenghuo.incident.Roles;
import io.fenghuo.incident.casebook.Masking;
import io.fenghuo.model.Author;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Span;
import io.fenghuo.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much of strangers' words a reader gets, decided once before any channel sees the message. What was said in threats and self-harm goes in
 * full only to persons who have the role safety or legal at that moment; everybody else, every group and every program gets a sentence about
 * it, and the link. Elsewhere telephone and identity numbers, bank cards, orders, addresses, mail and chat accounts and number plates are masked in
 * whatever is addressed to no single person: group chats, mail to a list, webhooks to programs, the terminal. {@code redact: false} of an entry
 * lifts the masking, {@code redact: true} masks personal messages too, {@code redact-also} names further shapes. Threadsafe.
 */
final class Discretion {
    /** No channel shows more posts than these; of the others only the beginning is kept. */
    private static final int SHOWN = 5;

    private static final int BEGINNING = 500;
    private static final Map<String, Pattern> SHAPES = new ConcurrentHashMap<>();

    private final Contacts contacts;
    private final Instant now;

    Discretion(AddressBook book, Instant now) {
        this.contacts = book.contacts();
        this.now = now;
    }

    /** The message as its reader may see it. */
    Message of(Message message, @Nullable ChannelSpec spec) {
        Message.Person person = message.recipient().person();
        boolean entrusted = person != null && (has(Roles.SAFETY, person) || has(Roles.LEGAL, person));
        Words words = Words.of(message.recipient().lang());
        boolean masks = masks(spec, person);
        Masking masking = masks ? masking(message, spec) : null;
        Incident incident = message.incident();
        boolean withheld = incident != null && grave(incident) && !entrusted;
        return message.told(
                notice(message.notice(), masking),
                incident == null ? null : incident(incident, withheld ? words : null, masking),
                withheld ? withheld(message.excerpts(), words) : excerpts(message.excerpts(), masking),
                message.digest().stream()
                        .map(item -> item(item, entrusted ? null : words, masking))
                        .toList());
    }

    /** Whether an incident is about threats or self-harm. */
    static boolean grave(Incident incident) {
        return incident.clocks().stream().anyMatch(clock -> clock.clock().equals(Clocks.HAND_OVER))
                || EvidencePolicy.DEFAULT.isWhole(incident.category())
                || EvidencePolicy.DEFAULT.isWhole(incident.family());
    }

    private boolean has(String role, Message.Person person) {
        return OnCall.persons(contacts, Target.role(role), now).contains(person.id());
    }

    private static boolean masks(@Nullable ChannelSpec spec, Message.@Nullable Person person) {
        Object wish = spec == null ? null : spec.options().get("redact");
        return wish == null ? person == null : Boolean.parseBoolean(String.valueOf(wish));
    }

    private static Masking masking(Message message, @Nullable ChannelSpec spec) {
        List<String> orders = message.excerpts().stream()
                .map(excerpt -> excerpt.post().subject().order())
                .filter(Objects::nonNull)
                .toList();
        List<Pattern> shapes = new ArrayList<>();
        if (spec != null && spec.options().get("redact-also") instanceof List<?> own) {
            own.forEach(shape -> shapes.add(SHAPES.computeIfAbsent(String.valueOf(shape), Masking::shape)));
        }
        return new Masking(List.of(), orders, shapes);
    }

    private static Message.Item item(Message.Item item, @Nullable Words words, @Nullable Masking masking) {
        Incident incident = item.incident();
        return new Message.Item(
                notice(item.notice(), masking),
                incident == null ? null : incident(incident, grave(incident) ? words : null, masking),
                item.link(),
                item.also());
    }

    /** {@code instead} = in whose words the title only says what it is about. */
    private static Incident incident(Incident incident, @Nullable Words instead, @Nullable Masking masking) {
        if (instead != null) {
            return incident.with().title(instead.get("withheld.title")).build();
        }
        return masking == null
                ? incident
                : incident.with().title(masking.text(incident.title())).build();
    }

    private static Notice notice(Notice notice, @Nullable Masking masking) {
        if (masking == null || notice.why().args().isEmpty()) {
            return notice;
        }
        List<String> args = notice.why().args().stream().map(masking::text).toList();
        return notice.because(new Reason(notice.why().code(), args));
    }

    private static List<Message.Excerpt> withheld(List<Message.Excerpt> excerpts, Words words) {
        return excerpts.stream()
                .limit(1)
                .map(excerpt -> new Message.Excerpt(
                        excerpt.post()
                                .with()
                                .text(words.get("withheld"))
                                .author(Author.UNKNOWN)
                                .url(null)
                                .attributes(Map.of())
                                .build(),
                        List.of()))
                .toList();
    }

    private static List<Message.Excerpt> excerpts(List<Message.Excerpt> excerpts, @Nullable Masking masking) {
        if (masking == null) {
            return excerpts;
        }
        List<Message.Excerpt> masked = new ArrayList<>();
        for (Message.Excerpt excerpt : excerpts) {
            masked.add(masked(excerpt, masking, masked.size() < SHOWN));
        }
        return masked;
    }

    private static Message.Excerpt masked(Message.Excerpt excerpt, Masking masking, boolean whole) {
        Post post = excerpt.post();
        Masking.Masked masked = masking.masked(
                whole
                        ? post.text()
                        : post.text()
                                .substring(0, Math.min(BEGINNING, post.text().length())));
        String name = post.author().name();
        Author author = post.author();
        Post told = post.with()
                .text(masked.text())
                .author(new Author(author.id(), masking.textOrNull(name), author.followers(), author.tier()))
                .build();
        List<Span> spans = new ArrayList<>();
        for (Span span : excerpt.spans()) {
            int start = masked.place(span.start());
            int end = masked.place(span.end());
            if (start < end) {
                spans.add(new Span(start, end, span.keyword(), masked.text().substring(start, end), span.via()));
            }
        }
        return new Message.Excerpt(told, spans);
    }
}
