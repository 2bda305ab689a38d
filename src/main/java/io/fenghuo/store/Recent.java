package io.fenghuo.store;

import io.fenghuo.model.Clock;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Incident;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Large incidents as last written or read by this process, so that a further post need not read all their rows again. An entry holds only
 * for the save whose mark the stored row bears: a save that was rolled back, or one by another process, is never taken for the stored state.
 * Threadsafe.
 */
final class Recent {
    /** How many are remembered. */
    static final int SIZE = 32;

    private final String process = UUID.randomUUID().toString();
    private final AtomicLong saves = new AtomicLong();
    private final Map<String, Large> byId = new LinkedHashMap<>(SIZE, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Large> eldest) {
            return size() > SIZE;
        }
    };

    /**
     * A large incident with the rows of its parts.
     *
     * @param incident with all its parts
     */
    record Large(
            String mark,
            Incident incident,
            Ordered<CustomerCase> cases,
            Ordered<Clock> clocks,
            Ordered<Deadline> agenda) {}

    /** A mark no other save has. */
    String mark() {
        return process + "/" + saves.incrementAndGet();
    }

    synchronized void put(Large large) {
        byId.put(large.incident().id(), large);
    }

    synchronized Optional<Large> get(String id, String mark) {
        @Nullable Large large = byId.get(id);
        return large != null && large.mark().equals(mark) ? Optional.of(large) : Optional.empty();
    }
}
