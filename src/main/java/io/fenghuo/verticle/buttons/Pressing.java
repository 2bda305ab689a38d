package io.fenghuo.verticle.buttons;

import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Words;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Reasons;
import io.fenghuo.incident.Refusal;
import io.fenghuo.model.Action;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.outbox.AddressBook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pressed button, once its signature holds: whoever pressed it takes the incident, by the same action as on the page of a signed link, and the
 * message it stands in is changed by way of the outbox. The same press again is answered as before and does nothing. Nothing is kept between
 * calls.
 */
public final class Pressing {
    /** From where the taking came, in the timeline. */
    public static final String VIA = "card";

    private final Desk desk;
    private final AddressBook book;

    public Pressing(Desk desk, AddressBook book) {
        this.desk = desk;
        this.book = book;
    }

    /**
     * What whoever pressed is told.
     *
     * @param done whether they have the incident now
     */
    public record Heard(boolean done, String words) {}

    /**
     * Takes the incident.
     *
     * @throws Refusal when it cannot be taken: leave the transaction, then ask {@link #refused}
     */
    public Heard press(Tx tx, Buttons.Press press, ChannelSpec spec, String messenger, Instant now, Tidings tidings) {
        Delivery delivery = sent(tx, press, spec);
        Contacts.Person person = person(press.user(), messenger);
        if (delivery == null || delivery.incident() == null) {
            return new Heard(false, words(person).get("press.gone"));
        }
        if (person == null) {
            return new Heard(false, words(null).get("press.stranger", press.user(), messenger));
        }
        String receipt = "press " + spec.id() + " " + press.id();
        String before = tx.journal().receipt(receipt).orElse(null);
        if (before != null) {
            return new Heard(before.startsWith("+"), before.substring(1));
        }
        Action take = new Action(Action.Kind.TAKE, person.id(), VIA, now, null, null, List.of(), Map.of());
        Incident after = desk.act(tx, delivery.incident(), take, now, tidings).orElse(null);
        Heard heard = after == null
                ? new Heard(false, words(person).get("press.gone"))
                : new Heard(true, words(person).get("press.taken", after.title()));
        tx.journal().saveReceipt(receipt, (heard.done() ? "+" : "-") + heard.words(), now);
        if (after != null) {
            change(tx, press, delivery, after, now);
        }
        return heard;
    }

    /** What stands against it, in words; the message shows how the incident is. */
    public Heard refused(Tx tx, Buttons.Press press, ChannelSpec spec, String messenger, Refusal refusal, Instant now) {
        Words words = words(person(press.user(), messenger));
        Delivery delivery = sent(tx, press, spec);
        Incident incident = delivery == null || delivery.incident() == null
                ? null
                : tx.incidents().find(delivery.incident()).orElse(null);
        if (delivery == null || incident == null) {
            return new Heard(false, words.get("press.gone"));
        }
        change(tx, press, delivery, incident, now);
        String owner = incident.owner();
        if (refusal.reason().code().equals(Reasons.OTHER_OWNER) && owner != null) {
            return new Heard(false, words.get("press.other", name(owner)));
        }
        return new Heard(
                false,
                incident.state().ended()
                        ? words.get("press.ended", words.get("state." + incident.state()))
                        : words.get("press.not"));
    }

    /** The delivery the button was sent in; null when this account sent none of that id. */
    private @Nullable Delivery sent(Tx tx, Buttons.Press press, ChannelSpec spec) {
        return tx.outbox()
                .find(press.delivery())
                .filter(one -> {
                    ChannelSpec own = book.channels().get(one.channel());
                    return own != null && own.type().equals(spec.type()) && Objects.equals(own.secret(), spec.secret());
                })
                .orElse(null);
    }

    /** The one person with this id; null when the contacts know none, or several. */
    private Contacts.@Nullable Person person(String user, String messenger) {
        List<Contacts.Person> known = book.contacts().people().values().stream()
                .filter(person -> !user.isEmpty() && user.equals(person.ims().get(messenger)))
                .toList();
        return known.size() == 1 ? known.get(0) : null;
    }

    private String name(String person) {
        Contacts.Person known = book.contacts().people().get(person);
        return known == null ? person : known.name();
    }

    private Words words(Contacts.@Nullable Person person) {
        return Words.of(person == null || person.lang() == null ? book.lang() : person.lang());
    }

    /** A row that changes the message of the button, once for each state of the incident and each name the vendor gave the message. */
    private static void change(Tx tx, Buttons.Press press, Delivery delivery, Incident incident, Instant now) {
        String card = press.card();
        if (card == null || incident.state() == State.OPEN) {
            return;
        }
        String mark = UUID.nameUUIDFromBytes(
                        (delivery.id() + " " + card + " " + incident.version()).getBytes(StandardCharsets.UTF_8))
                .toString();
        String id = "d-press-" + mark;
        if (tx.outbox().find(id).isPresent()) {
            return;
        }
        String person = delivery.person();
        Notice notice = new Notice(
                "n-press-" + mark,
                incident.id(),
                incident.brand(),
                incident.level(),
                NoticeReason.TAKEN,
                Reason.of(Reasons.TAKEN, String.valueOf(incident.owner())),
                person == null ? Target.channel(delivery.channel()) : Target.person(person),
                Notice.Manner.EDIT,
                List.of(),
                now,
                false,
                null);
        Delivery row = new Delivery(
                id,
                notice.id(),
                incident.id(),
                delivery.channel(),
                person,
                Delivery.Status.PENDING,
                0,
                now,
                null,
                null,
                null,
                now);
        tx.outbox().add(notice, List.of(row));
        tx.outbox().saveCard(id, card);
    }
}
