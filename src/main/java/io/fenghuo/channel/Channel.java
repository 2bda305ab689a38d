package io.fenghuo.channel;

import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way of telling people: renders a message into what goes over the wire and says what a vendor's reply means. Pure: no network, no
 * clock, no state; threadsafe. Found by {@link java.util.ServiceLoader}, so a plug-in jar may bring more.
 */
public interface Channel {

    /** The word in {@code type:} of channels.yaml. */
    String type();

    /**
     * The message as one or more sendings, in order, each within the vendor's limits whatever the strangers' text in it. Never holds a
     * signature or a time stamp of the attempt: what is rendered is kept and sent again byte for byte on a retry.
     *
     * @return empty when the addressee cannot be reached this way, such as a person without an e-mail address
     */
    List<Outgoing> render(Message message, ChannelSpec spec, Instant now);

    /**
     * The sending as it goes out in this attempt: with the present address and, where the vendor wants one, a signature over {@code now}.
     * The message in it stays as rendered.
     */
    default Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        if (rendered instanceof Outgoing.Http http && spec.url() != null) {
            return http.to(spec.url());
        }
        return rendered;
    }

    /**
     * The same for vendors whose messages are addressed by a key of the reader's own, such as a device key: it is looked up at each attempt and
     * never kept with the message.
     *
     * @param reader who it is for; null = the channel's own addressee
     */
    default Outgoing prepare(Outgoing rendered, ChannelSpec spec, Message.@Nullable Person reader, Instant now) {
        return prepare(rendered, spec, now);
    }

    /**
     * Whether the other side knows a copy by its key, so that a sending whose end nobody knows may be repeated. Where it does not, it is
     * repeated once, as {@link #repeated}.
     */
    default boolean keyed() {
        return false;
    }

    /**
     * The sending as it goes out once more after one nobody knows the end of: with {@code mark} where its reader looks first, and otherwise as
     * rendered. The same input gives the same bytes.
     */
    default Outgoing repeated(Outgoing rendered, String mark) {
        return rendered;
    }

    /**
     * What goes at once in place of a prepared sending whose markup the vendor says it cannot read: the same words without markup. Null when
     * {@code reply} says anything else, or there is nothing plainer.
     */
    default @Nullable Outgoing plainer(Outgoing prepared, Reply reply) {
        return null;
    }

    /** Whether it may be told a change of what it was told before without making a message of it; such notices have the manner EDIT. */
    default boolean edits() {
        return false;
    }

    /**
     * Whether it keeps cards: the vendor names each message in its reply ({@link Outcome#card}), a later notice finds those names in
     * {@link Message#cards}, and one of manner EDIT is rendered as a change of such a message, as nothing when there is none.
     */
    default boolean cards() {
        return false;
    }

    /** Whether a card can be changed but once. */
    default boolean changesOnce() {
        return false;
    }

    /** How it comes by the token it has to show; null when it needs none. */
    default @Nullable Tokens tokens() {
        return null;
    }

    /** How it hears of a button pressed in one of its messages; null when it has no buttons but links. */
    default @Nullable Buttons buttons() {
        return null;
    }

    /** What the reply to a sending means. A body that is not understood is never a delivery. */
    Outcome classify(Reply reply, ChannelSpec spec, Instant now);

    /**
     * How many lines of a digest one message holds in full, counted from the first; never more than there are. What does not fit is sent in a
     * message of its own where nothing may stay unmentioned.
     */
    default int lines(Message digest, ChannelSpec spec, Instant now) {
        return digest.digest().size();
    }

    /** Where its vendor is, for a look whether it can be reached from here: the entry's address, else the vendor's own; null when nowhere. */
    default @Nullable Secret address(ChannelSpec spec) {
        return spec.url();
    }

    /** What the vendor allows. */
    Limits limits();

    /** What the entry lacks to work, as codes for the resource bundle ({@code problem.<code>}); empty when nothing. */
    List<Reason> problems(ChannelSpec spec);
}
