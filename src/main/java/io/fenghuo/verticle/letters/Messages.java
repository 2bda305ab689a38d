package io.fenghuo.verticle.letters;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Wording;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.wording.Wordings;
import io.fenghuo.incident.Contacts;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import io.fenghuo.model.Target;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.verticle.outbox.Admins;
import io.fenghuo.verticle.outbox.Backfill;
import io.fenghuo.verticle.outbox.Parcel;
import io.fenghuo.wire.SignedLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what a message says from the store and the address book, at its first sending. */
public final class Messages {
    private static final int POSTS = 50;
    private final SignedLink links;

    private final boolean telling;

    public Messages(SignedLink links) {
        this(links, true);
    }

    /** {@code telling} = whether administrators are told of words that fail; not where nothing is to be written. */
    Messages(SignedLink links, boolean telling) {
        this.links = links;
        this.telling = telling;
    }

    /** One notice. */
    public Message single(Tx tx, Delivery delivery, Notice notice, AddressBook book, Instant now) {
        Incident incident = incident(tx, notice);
        Message message = new Message(
                delivery.id(),
                named(notice, book),
                incident,
                incident == null || incident.owner() == null ? null : name(book, incident.owner()),
                incident == null ? List.of() : excerpts(tx, incident),
                recipient(delivery, notice, incident, book, now).holding(cards(tx, delivery, notice)),
                links(delivery, incident, book, now),
                incident == null
                        ? 0
                        : tx.outbox().deliveredBefore(incident.id(), delivery.channel(), delivery.person()),
                book.zone(),
                incident != null && incident.flags().contains(Flag.DEMO),
                List.of());
        return seen(tx, message, delivery, book, now);
    }

    /** The message as its reader may see it, in the house's own words where these do; where they fail, an administrator hears of it. */
    private Message seen(Tx tx, Message message, Delivery delivery, AddressBook book, Instant now) {
        ChannelSpec spec = book.channels().get(delivery.channel());
        Message seen = new Discretion(book, now, new Grave(tx)).of(message, spec);
        Wording own = spec == null
                ? null
                : book.wordings()
                        .find(spec.type(), seen.kind(), seen.recipient().lang());
        if (own == null) {
            return seen;
        }
        if (Wordings.serve(own, seen, now)) {
            return seen.worded(own);
        }
        if (telling) {
            Reason why = Reason.of("wording", own.file(), delivery.channel());
            new Admins(tx, book, now)
                    .tell(delivery.channel(), why, seen.notice().brand());
        }
        return seen;
    }

    /** A change names its card itself, or changes the latest or first as its channel can. */
    private static List<String> cards(Tx tx, Delivery delivery, Notice notice) {
        String incident = notice.incident();
        if (incident == null) {
            return List.of();
        }
        return tx.outbox()
                .card(delivery.id())
                .map(List::of)
                .orElseGet(() -> tx.outbox().cards(incident, delivery.channel(), delivery.person()));
    }

    /**
     * Several notices for one destination as one message: a line for each incident, which the latest of its notices leads.
     *
     * @param held what is said of the whole when a pause held it back; null = nothing beside its lines
     */
    public Message digest(
            Tx tx,
            Delivery leader,
            List<Notice> notices,
            PauseDigest.@Nullable Told held,
            AddressBook book,
            Instant now) {
        Map<String, List<Notice>> lines = new LinkedHashMap<>();
        for (Notice notice : notices) {
            String key = notice.incident() == null ? "\n" + notice.id() : notice.incident();
            lines.computeIfAbsent(key, any -> new ArrayList<>()).add(notice);
        }
        List<Message.Item> items = new ArrayList<>();
        boolean demo = !notices.isEmpty();
        for (List<Notice> line : lines.values()) {
            Notice latest = line.get(line.size() - 1);
            Incident incident = incident(tx, latest);
            demo &= incident != null && incident.flags().contains(Flag.DEMO);
            items.add(new Message.Item(
                    named(latest, book),
                    incident,
                    links(leader, incident, book, now).incident(),
                    line.subList(0, line.size() - 1),
                    held == null
                            ? 0
                            : line.stream()
                                    .mapToInt(one -> held.more().getOrDefault(one.id(), 0))
                                    .sum()));
        }
        items.sort(Comparator.comparing(item -> item.notice().level()));
        Notice first = held == null ? notices.get(0) : held.head();
        Message message = new Message(
                leader.id(),
                named(first, book),
                null,
                null,
                List.of(),
                recipient(leader, first, null, book, now),
                new Message.Links(null, null, book.console()),
                0,
                book.zone(),
                demo,
                items);
        return seen(tx, message, leader, book, now);
    }

    /** What stands in front of a message that may be a copy, in its reader's language. */
    public static String repeat(Parcel.Ready ready, AddressBook book) {
        String id = ready.members().get(0).person();
        Contacts.Person person = id == null ? null : book.contacts().people().get(id);
        String lang = person == null ? null : person.lang();
        return Words.of(lang == null ? lang(ready.spec(), book) : lang).get("repeat");
    }

    /** Who a sending is for, as the contacts say now; null = the channel itself. */
    public static Message.@Nullable Person reader(Parcel.Ready ready, AddressBook book) {
        String id = ready.members().get(0).person();
        Contacts.Person person = id == null ? null : book.contacts().people().get(id);
        return person == null ? null : person(person);
    }

    private static String lang(@Nullable ChannelSpec spec, AddressBook book) {
        return spec != null && spec.options().get("lang") instanceof String wish ? wish : book.lang();
    }

    /**
     * What waited for its destination, as one message: a line for each incident, in their order.
     *
     * @param why the code of the reason
     */
    public Message backlog(
            Tx tx, Delivery leader, List<List<Notice>> lines, String why, AddressBook book, Instant now) {
        List<Message.Item> items = new ArrayList<>();
        for (List<Notice> line : lines) {
            Notice latest = line.get(line.size() - 1);
            Incident incident = incident(tx, latest);
            items.add(new Message.Item(
                    named(latest, book),
                    incident,
                    links(leader, incident, book, now).incident(),
                    line.subList(0, line.size() - 1)));
        }
        int notices = lines.stream().mapToInt(List::size).sum();
        Notice told = gathered(lines.get(0).get(0), Reason.of(why, notices));
        Message message = new Message(
                leader.id(),
                told,
                null,
                null,
                List.of(),
                recipient(leader, told, null, book, now),
                new Message.Links(null, null, book.console()),
                0,
                book.zone(),
                false,
                items);
        return seen(tx, message, leader, book, now);
    }

    /** What is past alarms nobody, whatever its grade. */
    private static Notice gathered(Notice first, Reason why) {
        return new Notice(
                first.id(),
                null,
                first.brand(),
                why.code().equals(Backfill.CODE) ? Severity.L3 : first.level(),
                NoticeReason.DIGEST,
                why,
                first.to(),
                Notice.Manner.DIGEST,
                List.of(),
                first.at(),
                false,
                null);
    }

    private static @Nullable Incident incident(Tx tx, Notice notice) {
        return notice.incident() == null
                ? null
                : tx.incidents().find(notice.incident()).orElse(null);
    }

    private static String name(AddressBook book, String person) {
        Contacts.Person known = book.contacts().people().get(person);
        return known == null ? person : known.name();
    }

    private static Notice named(Notice notice, AddressBook book) {
        Reason why = Words.named(notice.why(), person -> name(book, person));
        return why.equals(notice.why()) ? notice : notice.because(why);
    }

    /** The first posts with hits, gravest first, then newest, with the places of their words; posts without hits after them. */
    private static List<Message.Excerpt> excerpts(Tx tx, Incident incident) {
        Map<String, List<Span>> spans = new HashMap<>();
        Map<String, Severity> grade = new HashMap<>();
        List<Post> posts = new ArrayList<>(tx.incidents().posts(incident.id(), POSTS));
        for (Hit hit : tx.posts().hitsOf(incident.id(), posts)) {
            String key = hit.source() + "\n" + hit.post();
            spans.computeIfAbsent(key, k -> new ArrayList<>()).addAll(hit.spans());
            grade.merge(key, hit.level(), Severity::graver);
        }
        posts.sort(Comparator.comparing(
                        (Post post) -> grade.get(key(post)), Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Post::publishedAt, Comparator.reverseOrder()));
        return posts.stream()
                .map(post -> new Message.Excerpt(post, spans.getOrDefault(key(post), List.of())))
                .toList();
    }

    private static String key(Post post) {
        return post.source() + "\n" + post.id();
    }

    private static Message.Recipient recipient(
            Delivery delivery, Notice notice, @Nullable Incident incident, AddressBook book, Instant now) {
        Contacts.Person person =
                delivery.person() == null ? null : book.contacts().people().get(delivery.person());
        ChannelSpec spec = book.channels().get(delivery.channel());
        String lang = lang(spec, book);
        List<Message.Person> mentions = delivery.person() != null || incident == null
                ? List.of()
                : Mentions.of(notice, incident, book, now).stream()
                        .map(Messages::person)
                        .toList();
        List<Target> also = person == null || incident == null
                ? List.of()
                : new OnDuty(book.contacts(), now)
                        .rolesOf(person.id(), incident.told()).stream()
                                .filter(target -> !target.equals(notice.to()))
                                .toList();
        return new Message.Recipient(
                person == null ? null : person(person),
                person == null || person.lang() == null ? lang : person.lang(),
                mentions,
                also);
    }

    private static Message.Person person(Contacts.Person person) {
        return new Message.Person(person.id(), person.name(), person.mail(), person.mobile(), person.ims());
    }

    private Message.Links links(Delivery delivery, @Nullable Incident incident, AddressBook book, Instant now) {
        if (incident == null || book.publicUrl() == null) {
            return new Message.Links(null, null, book.console());
        }
        String who = delivery.person() == null ? SignedLink.GROUP + delivery.channel() : delivery.person();
        String link = book.publicUrl() + links.path(incident.id(), who, now);
        return new Message.Links(link, link, book.console());
    }
}
