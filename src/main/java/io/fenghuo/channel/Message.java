package io.fenghuo.channel;

import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Post;
import io.fenghuo.model.Span;
import io.fenghuo.model.Target;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything a rendering needs, as it stood when the message was first sent. Immutable.
 *
 * @param key the delivery's id: the idempotency key, equal on every attempt
 * @param incident as it is now; null for matters of the service itself
 * @param ownerName who has it, by name, or null
 * @param excerpts what was said, gravest first
 * @param followUp messages of this incident delivered before to this recipient by this channel
 * @param demo whether it belongs to the demo
 * @param digest lines when several notices go as one; empty for a single notice. Together they tell the exact count
 */
public record Message(
        String key,
        Notice notice,
        @Nullable Incident incident,
        @Nullable String ownerName,
        List<Excerpt> excerpts,
        Recipient recipient,
        Links links,
        int followUp,
        ZoneId zone,
        boolean demo,
        List<Item> digest) {

    public Message {
        excerpts = List.copyOf(excerpts);
        digest = List.copyOf(digest);
    }

    /** The same as if nothing had been sent before: what a card shows that is changed. */
    public Message whole() {
        return new Message(key, notice, incident, ownerName, excerpts, recipient, links, 0, zone, demo, digest);
    }

    /** The same for the same reader, with these words of strangers. */
    public Message told(Notice why, @Nullable Incident about, List<Excerpt> said, List<Item> lines) {
        return new Message(key, why, about, ownerName, said, recipient, links, followUp, zone, demo, lines);
    }

    /** The same in the house's own words; null = in the built-in ones. */
    public Message worded(@Nullable Wording own) {
        return to(recipient.worded(own));
    }

    /** The same to a group in which its reader is the one to be called. */
    public Message toGroup() {
        List<Person> called = recipient.person() == null ? recipient.mentions() : List.of(recipient.person());
        return to(new Recipient(
                null,
                recipient.lang(),
                called,
                recipient.also(),
                recipient.cards(),
                recipient.wording(),
                recipient.part()));
    }

    /** Some of this digest's lines as one of several messages, under a key of its own. */
    public Message lines(String own, int from, int to, Part part) {
        return new Message(
                own,
                notice,
                incident,
                ownerName,
                excerpts,
                recipient.reading(part),
                links,
                followUp,
                zone,
                demo,
                digest.subList(from, to));
    }

    private Message to(Recipient other) {
        return new Message(key, notice, incident, ownerName, excerpts, other, links, followUp, zone, demo, digest);
    }

    /** The vendor's names of what this reader was told before by this channel. */
    public List<String> cards() {
        return recipient.cards();
    }

    /** The house's own words; null = the built-in ones. */
    public @Nullable Wording wording() {
        return recipient.wording();
    }

    /** Which of several messages it is; null = all there is. */
    public @Nullable Part part() {
        return recipient.part();
    }

    /** What it is, as far as its words go. */
    public Kind kind() {
        if (!digest.isEmpty()) {
            return Kind.DIGEST;
        }
        return incident == null ? Kind.ADMIN : followUp > 0 ? Kind.UPDATE : Kind.FIRST;
    }

    /** Kinds of messages, each of which may have words of its own. */
    public enum Kind {
        /** The first of an incident to this reader: everything needed to act on. */
        FIRST,
        /** A later one of the same incident: what is new. */
        UPDATE,
        /** A line for each of several incidents. */
        DIGEST,
        /** About the service itself. */
        ADMIN
    }

    /**
     * Which of the messages of a digest that is too long for one.
     *
     * @param number from 1
     * @param of how many there are
     * @param notices that all of them tell
     * @param incidents that all of them tell of
     */
    public record Part(int number, int of, int notices, long incidents) {
        /** As it stands behind the title. */
        public String mark() {
            return " [" + number + "/" + of + "]";
        }
    }

    /** A post and where the matched words stand in it. */
    public record Excerpt(Post post, List<Span> spans) {
        public Excerpt {
            spans = List.copyOf(spans);
        }
    }

    /**
     * Who reads it.
     *
     * @param person id, or null when a group reads it
     * @param lang zh or en
     * @param mentions in a group: the persons whose phones it shall ring
     * @param also the other addressees told of this incident behind whom the person stands too, such as a second role
     * @param cards the vendor's names of the messages of this incident that went to this reader by this channel, oldest first; when a certain
     *     message is to be changed, that one only
     * @param wording the house's own words from {@code alerts/templates/} for this reader; null = the built-in ones
     * @param part which of several messages of one digest it is; null = there is but one
     */
    public record Recipient(
            @Nullable Person person,
            String lang,
            List<Person> mentions,
            List<Target> also,
            List<String> cards,
            @Nullable Wording wording,
            @Nullable Part part) {
        public Recipient {
            mentions = List.copyOf(mentions);
            also = List.copyOf(also);
            cards = List.copyOf(cards);
        }

        /** The same reader, told in these words; null = the built-in ones. */
        Recipient worded(@Nullable Wording own) {
            return new Recipient(person, lang, mentions, also, cards, own, part);
        }

        /** The same reader, who was told before. */
        public Recipient holding(List<String> told) {
            return new Recipient(person, lang, mentions, also, told, wording, part);
        }

        private Recipient reading(Part one) {
            return new Recipient(person, lang, mentions, also, cards, wording, one);
        }

        /** A reader told in the built-in words, and nothing before. */
        public Recipient(@Nullable Person person, String lang, List<Person> mentions, List<Target> also) {
            this(person, lang, mentions, also, List.of(), null, null);
        }

        /** A reader told for one reason only. */
        public Recipient(@Nullable Person person, String lang, List<Person> mentions) {
            this(person, lang, mentions, List.of());
        }
    }

    /**
     * A person as far as channels must know.
     *
     * @param ims id by messenger, such as wecom, slack or telegram; for bark the device key, for ntfy the topic
     */
    public record Person(
            String id,
            String name,
            @Nullable String mail,
            @Nullable String mobile,
            Map<String, String> ims) {
        public Person {
            ims = Map.copyOf(ims);
        }
    }

    /**
     * Where a reader can go on. Both are null while no public URL is set.
     *
     * @param take the signed, personal link that offers to take the incident
     * @param incident the signed link that shows it
     * @param console the console on this machine, named when there are no links
     */
    public record Links(@Nullable String take, @Nullable String incident, String console) {}

    /** Notices a digest tells, all its messages together. */
    public int notices() {
        Part part = part();
        return part == null ? digest.stream().mapToInt(Item::count).sum() : part.notices();
    }

    /** Incidents a digest tells of, all its messages together. */
    public long incidents() {
        Part part = part();
        return part != null
                ? part.incidents()
                : digest.stream()
                        .map(Item::incident)
                        .filter(Objects::nonNull)
                        .map(Incident::id)
                        .distinct()
                        .count();
    }

    /**
     * One line of a digest.
     *
     * @param also earlier notices of the same incident that this line tells as well, oldest first
     * @param more notices it stands for besides, such as those a pause held back before this one
     */
    public record Item(
            Notice notice,
            @Nullable Incident incident,
            @Nullable String link,
            List<Notice> also,
            int more) {
        public Item {
            also = List.copyOf(also);
        }

        /** A line for several notices. */
        public Item(Notice notice, @Nullable Incident incident, @Nullable String link, List<Notice> also) {
            this(notice, incident, link, also, 0);
        }

        /** A line for one notice. */
        public Item(Notice notice, @Nullable Incident incident, @Nullable String link) {
            this(notice, incident, link, List.of());
        }

        /** Notices it tells. */
        public int count() {
            return 1 + also.size() + more;
        }
    }
}
