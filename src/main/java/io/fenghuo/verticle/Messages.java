package io.fenghuo.verticle;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Words;
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
import io.fenghuo.wire.SignedLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers what a message says from the store and the address book, at its first sending. */
final class Messages {
    private static final int POSTS = 50;
    /** Reasons whose arguments name persons. */
    private static final Set<String> OF_PERSONS = Set.of(
            "taken",
            "released",
            "expired",
            "handed_over",
            "closed",
            "false_alarm",
            "confirmed",
            "raised.by",
            "lowered",
            "limited",
            "statement.wanted",
            "statement.approved",
            "statement.rejected",
            "statement.published",
            "shift.clock",
            "shift.plain",
            "swap.on",
            "swap.off");

    private final SignedLink links;

    Messages(SignedLink links) {
        this.links = links;
    }

    /** One notice. */
    Message single(Tx tx, Delivery delivery, Notice notice, AddressBook book, Instant now) {
        Incident incident = incident(tx, notice);
        return new Message(
                delivery.id(),
                named(notice, book),
                incident,
                incident == null || incident.owner() == null ? null : name(book, incident.owner()),
                incident == null ? List.of() : excerpts(tx, incident),
                recipient(delivery, notice, incident, book, now),
                links(delivery, incident, book, now),
                incident == null
                        ? 0
                        : tx.outbox().deliveredBefore(incident.id(), delivery.channel(), delivery.person()),
                book.zone(),
                incident != null && incident.flags().contains(Flag.DEMO),
                List.of());
    }

    /** Several notices for one destination as one message: a line for each incident, which the latest of its notices leads. */
    Message digest(Tx tx, Delivery leader, List<Notice> notices, AddressBook book, Instant now) {
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
                    line.subList(0, line.size() - 1)));
        }
        items.sort(Comparator.comparing(item -> item.notice().level()));
        Notice first = notices.get(0);
        return new Message(
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
    }

    /** What stands in front of a message that may be a copy, in its reader's language. */
    static String repeat(Parcel.Ready ready, AddressBook book) {
        String id = ready.members().get(0).person();
        Contacts.Person person = id == null ? null : book.contacts().people().get(id);
        String lang = person == null ? null : person.lang();
        return Words.of(lang == null ? lang(ready.spec(), book) : lang).get("repeat");
    }

    private static String lang(@Nullable ChannelSpec spec, AddressBook book) {
        return spec != null && spec.options().get("lang") instanceof String wish ? wish : book.lang();
    }

    /**
     * What waited for its destination, as one message: a line for each incident, in their order.
     *
     * @param why the code of the reason
     */
    Message backlog(Tx tx, Delivery leader, List<List<Notice>> lines, String why, AddressBook book, Instant now) {
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
        return new Message(
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
        if (!OF_PERSONS.contains(notice.why().code())) {
            return notice;
        }
        List<String> args =
                notice.why().args().stream().map(arg -> name(book, arg)).toList();
        return new Notice(
                notice.id(),
                notice.incident(),
                notice.brand(),
                notice.level(),
                notice.reason(),
                new Reason(notice.why().code(), args),
                notice.to(),
                notice.manner(),
                notice.by(),
                notice.at(),
                notice.late(),
                notice.clock());
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
        List<Message.Person> mentions = new ArrayList<>();
        if (delivery.person() == null && incident != null && notice.manner() == Notice.Manner.RING) {
            new OnDuty(book.contacts(), now).of(incident.told()).forEach(told -> mentions.add(person(told)));
        }
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
