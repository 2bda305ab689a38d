package io.fenghuo.verticle.outbox;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Roster;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Tx;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the channel that takes over, and tells the administrators about a channel that cannot work. Works inside one transaction. */
public final class Spares {
    private static final int LONGEST_CHAIN = 10;
    /** End of the id of a delivery that takes over. */
    private static final String INSTEAD = "-f";
    /** End of the id of a delivery that goes while the other still waits. */
    private static final String BESIDE = "-s";

    private final Tx tx;
    private final AddressBook book;
    private final Instant now;

    public Spares(Tx tx, AddressBook book, Instant now) {
        this.tx = tx;
        this.book = book;
        this.now = now;
    }

    /** The delivery that takes over from {@code failed}, not stored yet; empty when there is no further channel. */
    public Optional<Delivery> takeOver(Delivery failed, Notice notice) {
        Set<String> ids = chosen(failed, notice);
        ids.addAll(lastResort(failed, notice));
        return open(failed, ids, INSTEAD).findFirst();
    }

    /** What takes over from a delivery whose channel is out, whether it is dead or only rests. */
    public Optional<Delivery> instead(Delivery waiting, Notice notice) {
        return alive(waiting.channel()) ? relief(waiting, notice) : takeOver(waiting, notice);
    }

    /** What takes over from a delivery whose channel only rests: somebody chose it for that, and it has not had the notice itself. */
    public Optional<Delivery> relief(Delivery resting, Notice notice) {
        return open(resting, chosen(resting, notice), INSTEAD)
                .filter(this::free)
                .findFirst();
    }

    /** What is sent once beside a grave notice that waits for its resting channel, to where nobody has it yet. */
    public Optional<Delivery> beside(Delivery resting, Notice notice) {
        String id = Parcel.base(resting.id()) + BESIDE;
        boolean idle =
                notice.manner() == Notice.Manner.EDIT || tx.outbox().find(id).isPresent();
        return idle
                ? Optional.empty()
                : open(resting, lastResort(resting, notice), BESIDE)
                        .filter(this::free)
                        .findFirst();
    }

    private Stream<Delivery> open(Delivery failed, Set<String> ids, String mark) {
        Set<String> tried = tried(failed);
        return ids.stream()
                .filter(id -> !tried.contains(id))
                .flatMap(id -> Stream.ofNullable(book.channels().get(id)))
                .filter(spec -> alive(spec.id()))
                .map(spec -> delivery(failed, spec, mark));
    }

    /** Whether its destination has no other row of the notice that went or will go; a row of another part of the same sending is its own. */
    private boolean free(Delivery spare) {
        Optional<Delivery> own = tx.outbox().find(spare.id());
        if (own.isPresent()) {
            return own.get().channel().equals(spare.channel());
        }
        String incident = spare.incident();
        return incident == null
                || tx.outbox().ofIncident(incident).stream()
                        .noneMatch(one -> one.notice().equals(spare.notice())
                                && one.channel().equals(spare.channel())
                                && Objects.equals(one.person(), spare.person())
                                && one.state() != Delivery.Status.FAILED
                                && one.state() != Delivery.Status.DROPPED
                                && !Backfill.owed(one));
    }

    /** Stores it unless another part of the same sending has done so, or its destination was told beside. */
    public void queue(Delivery spare) {
        String before = spare.fallbackOf();
        boolean told = before != null
                && tx.outbox()
                        .find(Parcel.base(before) + BESIDE)
                        .filter(one -> one.channel().equals(spare.channel()))
                        .isPresent();
        if ((!told || spare.id().endsWith(BESIDE))
                && tx.outbox().find(spare.id()).isEmpty()) {
            tx.outbox().add(spare);
        }
    }

    private Delivery delivery(Delivery failed, ChannelSpec spec, String mark) {
        Contacts.Person person =
                failed.person() == null ? null : book.contacts().people().get(failed.person());
        boolean mailless = spec.type().equals("email") && (person == null || person.mail() == null);
        return new Delivery(
                Parcel.base(failed.id()) + mark,
                failed.notice(),
                failed.incident(),
                spec.id(),
                mailless ? null : failed.person(),
                Delivery.Status.PENDING,
                0,
                now,
                null,
                failed.id(),
                null,
                now);
    }

    private Set<String> tried(Delivery failed) {
        Set<String> tried = new HashSet<>();
        Optional<Delivery> step = Optional.of(failed);
        for (int i = 0; i < LONGEST_CHAIN && step.isPresent(); i++) {
            tried.add(step.get().channel());
            String before = step.get().fallbackOf();
            step = before == null ? Optional.empty() : tx.outbox().find(before);
        }
        return tried;
    }

    /** The ladder step's spare channels, the entry's own fall-backs, then the person's other ways. */
    private Set<String> chosen(Delivery failed, Notice notice) {
        Set<String> ids = new LinkedHashSet<>();
        notice.by().stream()
                .filter(word -> word.startsWith(Roster.SPARE))
                .map(word -> word.substring(Roster.SPARE.length()))
                .forEach(ids::add);
        ChannelSpec spec = book.channels().get(failed.channel());
        if (spec != null) {
            ids.addAll(spec.fallback());
        }
        Contacts.Person person =
                failed.person() == null ? null : book.contacts().people().get(failed.person());
        if (person != null) {
            ids.addAll(person.via());
        }
        return ids;
    }

    /** For an L1, and for word to the administrators, any mail and the terminal. */
    private Set<String> lastResort(Delivery failed, Notice notice) {
        Set<String> ids = new LinkedHashSet<>();
        Contacts.Person person =
                failed.person() == null ? null : book.contacts().people().get(failed.person());
        if (notice.level() == Severity.L1 || notice.reason() == NoticeReason.ADMIN) {
            for (ChannelSpec other : book.channels().values()) {
                boolean mail = other.type().equals("email")
                        && (!other.to().isEmpty() || (person != null && person.mail() != null));
                if (mail || other.type().equals("terminal")) {
                    ids.add(other.id());
                }
            }
        }
        return ids;
    }

    private boolean alive(String channel) {
        return Admins.alive(tx, channel);
    }

    /** Tells the administrators what is wrong with {@code channel}, configured or not, and how to mend it. */
    public void tellAdmins(String channel, String code, Outcome outcome, Notice about) {
        if (about.reason() != NoticeReason.ADMIN) {
            String cure = outcome.cure() == null ? "" : outcome.cure();
            new Admins(tx, book, now).tell(channel, Reason.of(code, channel, outcome.detail(), cure), about.brand());
        }
    }
}
