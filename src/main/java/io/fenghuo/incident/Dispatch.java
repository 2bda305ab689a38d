package io.fenghuo.incident;

import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What became of one message of an incident.
 *
 * @param way whom it was for and by which channel, as {@code person@channel}; the channel alone when it was for nobody in particular
 * @param about the reason of the notice it carried; of several the first's
 * @param notices how many notices of the incident it told
 * @param said the vendor's code and words, or ours when it never left; empty where there is nothing to say
 * @param cure what a person can do about it, as a key of the channels' words, or null
 * @param spare the channel that takes over, or null
 */
public record Dispatch(
        Result result,
        String way,
        NoticeReason about,
        int notices,
        String said,
        @Nullable String cure,
        @Nullable String spare) {

    /** What can become of a message. */
    public enum Result {
        /** The vendor says that it arrived, or took it where no more can be said. */
        DELIVERED,
        /** The vendor took it and gives no proof that it arrived. */
        UNCONFIRMED,
        /** The vendor refused it, and nothing else is left to try. */
        REJECTED,
        /** It was tried in vain until nothing was left to try. */
        GAVE_UP,
        /** It did not go, and a spare channel takes over. */
        DIVERTED,
        /** It was sent and nobody knows whether it arrived; it is sent once more. */
        AMBIGUOUS
    }

    /** What an outcome that did not bring the message there means for it; {@code spare} = the channel that takes over, or null. */
    public static Result failed(Outcome.Kind kind, @Nullable String spare) {
        if (spare != null) {
            return Result.DIVERTED;
        }
        return kind == Outcome.Kind.REJECTED ? Result.REJECTED : Result.GAVE_UP;
    }
}
