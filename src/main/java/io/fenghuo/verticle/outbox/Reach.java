package io.fenghuo.verticle.outbox;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Target;
import io.fenghuo.store.Tx;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether anybody a step of an incident told was reached, or may still be, by what stands in the outbox. */
public final class Reach {
    private Reach() {}

    /**
     * Looks at a step.
     *
     * @param of a notice of the step; null = the step told last
     * @return everybody whose latest message did not reach them and cannot any more, when that leaves nobody of the step; else none
     */
    public static Set<Target> unreached(Tx tx, Spares spares, String incident, @Nullable Notice of) {
        Map<String, List<Delivery>> rows =
                tx.outbox().ofIncident(incident).stream().collect(Collectors.groupingBy(Delivery::notice));
        List<Notice> notices = rows.keySet().stream()
                .flatMap(id -> tx.outbox().notice(id).stream())
                .filter(Reach::loud)
                .sorted(Comparator.comparing(Notice::at).thenComparing(Notice::id))
                .toList();
        if (notices.isEmpty() || (of != null && !loud(of))) {
            return Set.of();
        }
        Notice step = of == null ? notices.get(notices.size() - 1) : of;
        Map<Target, Boolean> reached = new HashMap<>();
        boolean nobody = true;
        for (Notice notice : notices) {
            boolean hope = rows.getOrDefault(notice.id(), List.of()).stream()
                    .anyMatch(one -> hopeful(tx, spares, one, notice));
            reached.put(notice.to(), hope);
            boolean together = notice.at().equals(step.at()) && notice.reason() == step.reason();
            nobody &= !(together && hope);
        }
        return nobody
                ? reached.entrySet().stream()
                        .filter(one -> !one.getValue())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(LinkedHashSet::new))
                : Set.of();
    }

    /** Somebody is called, by a message of its own. */
    private static boolean loud(Notice notice) {
        boolean called = notice.manner() == Notice.Manner.RING || notice.manner() == Notice.Manner.CARD;
        boolean personal =
                notice.to().kind() != Target.Kind.GROUPS && notice.to().kind() != Target.Kind.CHANNEL;
        return called && personal;
    }

    /** Went, was taken out by hand, or waits for a channel that works or has a spare. */
    private static boolean hopeful(Tx tx, Spares spares, Delivery one, Notice notice) {
        return switch (one.state()) {
            case DELIVERED, UNCONFIRMED, DROPPED -> true;
            case FAILED -> false;
            case PENDING ->
                Admins.alive(tx, one.channel()) || spares.takeOver(one, notice).isPresent();
        };
    }
}
