package io.fenghuo.channel;

import io.fenghuo.model.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a channel comes by a token that it must show with every sending and that lives for a while only. Pure, as {@link Channel} is: whoever
 * sends fetches the token, keeps it and shows it.
 */
public interface Tokens {

    /** Whose token it is: entries of one account share it. */
    Secret account(ChannelSpec spec);

    /** What fetches a token. */
    Outgoing.Http ask(ChannelSpec spec);

    /** The token in the reply to {@link #ask}; null when there is none in it, and {@link Channel#classify} says why. */
    @Nullable
    Token read(Reply reply, Instant now);

    /** The sending with the token in it. */
    Outgoing.Http show(Outgoing.Http sending, Secret token);

    /** Whether the vendor did not take the sending since the token is none any more: worth one more try with a new one. */
    boolean refused(Reply reply);

    /**
     * A token.
     *
     * @param renew from when on a new one is fetched: some time before this one ends
     */
    record Token(Secret value, Instant renew) {}
}
