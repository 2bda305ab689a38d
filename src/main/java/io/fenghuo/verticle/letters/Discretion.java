package io.fenghuo.verticle.letters;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Words;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Reasons;
import io.fenghuo.incident.casebook.Masking;
import io.fenghuo.model.Author;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Span;
import io.fenghuo.verticle.outbox.AddressBook;
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
 * it, and the link, also in another incident that holds the same post. Elsewhere telephone and identity numbers, bank cards, orders, addresses,
 * mail and chat accounts and number plates are masked in whatever is addressed to no single person: group chats, mail to a list, webhooks to
 * programs, the terminal. {@code redact: false} of an entry
 * lifts the masking, {@code redact: true} masks personal messages too, {@code redact-also} names further shapes. For one message.
 */
final class Discretion {
    /** No channel shows more posts than these; of the others only the beginning is kept. */
    private static final int SHOWN = 5;

    private static final int BEGINNING = 500;
    private static final Map<String, Pattern> SHAPES = new ConcurrentHashMap<>();

    /** Reasons that name words found in posts, and which of their arguments these are. */
    private static final Map<String, Integer> WORDS = Map.of(
            "grade.rule",
            3,
            "grade.suspected",
            3,
            "grade.evidence",
            1,
            Reasons.MEDIA_NAMED,
            0,
            Reasons.REGULATOR_NAMED,
            0,
            Reasons.LAWYER_NAMED,
            0);

    private final Contacts contacts;
    private final Instant now;

    private final Grave grave;

    Discretion(AddressBook book, Instant now, Grave grave) {
        this.contacts = book.contacts();
        this.now = now;
        this.grave = grave;
    }

    /** The message as its reader may see it. */
    Message of(Message message, @Nullable ChannelSpec spec) {
        Message.Person person = message.recipient().person();
        boolean entrusted = person != null && Grave.entrusted(contacts, person.id(), now);
        Words instead = entrusted ? null : Words.of(message.recipient().lang());
        Masking masking = masks(spec, person) ? masking(orders(message), spec) : null;
        Incident incident = message.incident();
        Words untold = incident != null && instead != null && grave.touches(incident) ? instead : null;
        return message.told(
                notice(message.notice(), untold, masking),
                incident == null ? null : incident(incident, untold, masking),
                excerpts(incident, message.excerpts(), instead, masking),
                message.digest().stream()
                        .map(item -> item(item, instead, masking))
                        .toList());
    }

    static boolean masks(@Nullable ChannelSpec spec, Message.@Nullable Person person) {
        Object wish = spec == null ? null : spec.options().get("redact");
        return wish == null ? person == null : Boolean.parseBoolean(String.valueOf(wish));
    }

    private static List<String> orders(Message message) {
        return message.excerpts().stream()
                .map(excerpt -> excerpt.post().subject().order())
                .filter(Objects::nonNull)
                .toList();
    }

    static Masking masking(List<String> orders, @Nullable ChannelSpec spec) {
        List<Pattern> shapes = new ArrayList<>();
        if (spec != null && spec.options().get("redact-also") instanceof List<?> own) {
            own.forEach(shape -> shapes.add(SHAPES.computeIfAbsent(String.valueOf(shape), Masking::shape)));
        }
        return new Masking(List.of(), orders, shapes);
    }

    private Message.Item item(Message.Item item, @Nullable Words instead, @Nullable Masking masking) {
        Incident incident = item.incident();
        Words untold = incident != null && instead != null && grave.touches(incident) ? instead : null;
        return new Message.Item(
                notice(item.notice(), untold, masking),
                incident == null ? null : incident(incident, untold, masking),
                item.link(),
                item.also().stream().map(also -> notice(also, untold, masking)).toList(),
                item.more());
    }

    /** {@code instead} = in whose words the title only says what it is about. */
    private static Incident incident(Incident incident, @Nullable Words instead, @Nullable Masking masking) {
        if (instead != null) {
            return incident.with()
                    .title(instead.get("withheld.title"))
                    .reasons(incident.reasons().stream()
                            .map(Discretion::wordless)
                            .toList())
                    .build();
        }
        return masking == null
                ? incident
                : incident.with().title(masking.text(incident.title())).build();
    }

    private static Notice notice(Notice notice, @Nullable Words instead, @Nullable Masking masking) {
        Notice told = instead == null ? notice : notice.because(wordless(notice.why()));
        if (masking == null || told.why().args().isEmpty()) {
            return told;
        }
        List<String> args = told.why().args().stream().map(masking::text).toList();
        return told.because(new Reason(told.why().code(), args));
    }

    /** A reason without the words that were found in what somebody said. */
    private static Reason wordless(Reason reason) {
        Integer word = WORDS.get(reason.code());
        if (word == null || word >= reason.args().size()) {
            return reason;
        }
        List<String> args = new ArrayList<>(reason.args());
        args.set(word, "…");
        return new Reason(reason.code(), args);
    }

    /** What may be seen of the posts; {@code instead} = what stands for those withheld, null = the reader may see all. */
    private List<Message.Excerpt> excerpts(
            @Nullable Incident incident,
            List<Message.Excerpt> excerpts,
            @Nullable Words instead,
            @Nullable Masking masking) {
        if (instead == null || incident == null || !grave.mayHold(incident)) {
            return excerpts(excerpts, masking);
        }
        if (Grave.is(incident)) {
            return excerpts.stream()
                    .limit(1)
                    .map(excerpt -> withheld(excerpt, instead))
                    .toList();
        }
        return excerpts(
                excerpts.stream()
                        .map(excerpt -> grave.holds(excerpt.post()) ? withheld(excerpt, instead) : excerpt)
                        .toList(),
                masking);
    }

    private static Message.Excerpt withheld(Message.Excerpt excerpt, Words words) {
        return new Message.Excerpt(
                excerpt.post()
                        .with()
                        .text(words.get("withheld"))
                        .author(Author.UNKNOWN)
                        .url(null)
                        .attributes(Map.of())
                        .build(),
                List.of());
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
