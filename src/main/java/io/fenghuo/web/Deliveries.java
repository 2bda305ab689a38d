package io.fenghuo.web;

import io.fenghuo.model.Delivery;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was told to whom, how it went, and what an administrator does about it. Threadsafe; no method blocks. */
public interface Deliveries {
    /** Which deliveries; null = any. */
    record Filter(
            Delivery.@Nullable Status state,
            @Nullable String channel,
            @Nullable String incident) {}

    /** The newest that pass, newest first. */
    Future<List<Console.DeliveryLine>> list(Filter filter, int limit);

    /** One delivery with what it says and its attempts; empty when there is none of this id. */
    Future<Optional<Story>> one(String id);

    /**
     * A delivery's story.
     *
     * @param attempts oldest first; those of the message that tells it when it has none of its own
     */
    record Story(Console.Letter letter, List<Attempt> attempts) {
        public Story {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * One sending.
     *
     * @param reply class and words of the vendor's reply; null while none is known
     */
    record Attempt(int number, Instant at, @Nullable String reply) {}

    /** Sends a delivery again at once; completes after the commit. Empty when there is none of this id. */
    Future<Optional<Console.Handled>> retry(String delivery, Console.Actor actor);

    /** Takes a waiting delivery out of the outbox, for a reason; completes after the commit. Empty when there is none of this id. */
    Future<Optional<Console.Handled>> drop(String delivery, String reason, Console.Actor actor);

    /** Whether a person may change deliveries: those of the role admin; anybody while nobody has it. */
    boolean mayHandle(String person);

    /** Ids of the channels there are, in the order of their file. */
    List<String> channels();
}
