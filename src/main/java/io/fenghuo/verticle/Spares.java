package io.fenghuo.verticle;

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
import java.util.Optional;
import java.util.Set;

/** Finds the channel that takes over, and tells the administrators about a channel that cannot work. Works inside one transaction. */
final class Spares {
    private static final int LONGEST_CHAIN = 10;

    private final Tx tx;
    private final AddressBook book;
    private final Instant now;

    Spares(Tx tx, AddressBook book, Instant now) {
        this.tx = tx;
        this.book = book;
        this.now = now;
    }

    /** The delivery that takes over from {@code failed}, not stored yet; empty when there is no further channel. */
    Optional<Delivery> takeOver(Delivery failed, Notice notice) {
        Set<String> tried = tried(failed);
        for (String id : candidates(failed, notice)) {
            ChannelSpec spec = book.channels().get(id);
            if (spec != null && !tried.contains(id) && alive(id)) {
                return Optional.of(delivery(failed, spec));
            }
        }
        return Optional.empty();
    }

    /** Stores it unless another part of the same sending has done so. */
    void queue(Delivery spare) {
        if (tx.outbox().find(spare.id()).isEmpty()) {
            tx.outbox().add(spare);
        }
    }

    private Delivery delivery(Delivery failed, ChannelSpec spec) {
        Contacts.Person person =
                failed.person() == null ? null : book.contacts().people().get(failed.person());
        boolean mailless = spec.type().equals("email") && (person == null || person.mail() == null);
        return new Delivery(
                Parcel.base(failed.id()) + "-f",
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

    /** The ladder step's spare channels, the entry's own fall-backs, then the person's other ways; for an L1 also any mail and the terminal. */
    private Set<String> candidates(Delivery failed, Notice notice) {
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
    void tellAdmins(String channel, String code, Outcome outcome, Notice about) {
        if (about.reason() != NoticeReason.ADMIN) {
            String cure = outcome.cure() == null ? "" : outcome.cure();
            new Admins(tx, book, now).tell(channel, Reason.of(code, channel, outcome.detail(), cure), about.brand());
        }
    }
}
