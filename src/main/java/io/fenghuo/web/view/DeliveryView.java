package io.fenghuo.web.view;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as shown.
 *
 * @param state ok, wait, bad or off, for the colour
 * @param reply the vendor's last words
 * @param incident whose it is; empty = none's
 * @param id its own
 */
public record DeliveryView(
        String when,
        String exact,
        String channel,
        String person,
        String reason,
        String level,
        String levelName,
        String state,
        String stateName,
        String reply,
        int attempts,
        boolean fallback,
        String incident,
        String id) {
    /** As the outbox writes it: who took it out, and why. */
    private static final Pattern TAKEN = Pattern.compile("taken out by (\\S+): (.*)", Pattern.DOTALL);

    /** As the outbox writes it: the pause it waited for, and the later line that took its place. */
    private static final Pattern PAUSED = Pattern.compile("PAUSED (\\S+)(?: -> (\\S+))?");

    /**
     * The delivery with the notice it carries, where that is still known.
     *
     * @param toldIn the delivery whose message tells it too, or null
     */
    public static DeliveryView of(
            Delivery delivery,
            @Nullable Notice notice,
            @Nullable String toldIn,
            Words words,
            UnaryOperator<String> name,
            Instant now) {
        Instant at = delivery.deliveredAt() == null ? delivery.createdAt() : delivery.deliveredAt();
        return new DeliveryView(
                words.when(at, now),
                words.exact(at),
                Harmless.line(delivery.channel(), 40),
                delivery.person() == null
                        ? words.t("delivery.group")
                        : Harmless.line(name.apply(delivery.person()), 40),
                notice == null ? "" : words.of("notice", notice.reason()),
                notice == null ? "" : notice.level().name().toLowerCase(java.util.Locale.ROOT),
                notice == null ? "" : words.level(notice.level()),
                switch (delivery.state()) {
                    case DELIVERED, UNCONFIRMED -> "ok";
                    case PENDING -> delivery.attempts() > 1 ? "warn" : "wait";
                    case FAILED -> "bad";
                    case DROPPED -> "off";
                },
                words.of("delivery", delivery.state()),
                reply(delivery, notice, toldIn, words, name),
                delivery.attempts(),
                delivery.fallbackOf() != null && !owed(delivery),
                delivery.incident() == null ? "" : delivery.incident(),
                delivery.id());
    }

    /** What became of it, in words of ours where the vendor has none. */
    private static String reply(
            Delivery delivery,
            @Nullable Notice notice,
            @Nullable String toldIn,
            Words words,
            UnaryOperator<String> name) {
        boolean edit = notice != null && notice.manner() == Notice.Manner.EDIT;
        if (edit && delivery.state() == Delivery.Status.DROPPED && delivery.outcome() != null) {
            return words.t("delivery.not_editable");
        }
        Matcher taken = TAKEN.matcher(String.valueOf(delivery.outcome()));
        if (delivery.state() == Delivery.Status.DROPPED && taken.matches()) {
            return words.t("outbox.taken", name.apply(taken.group(1)), Harmless.line(taken.group(2), 200));
        }
        Matcher paused = PAUSED.matcher(String.valueOf(delivery.outcome()));
        if (paused.matches()) {
            return paused.group(2) == null
                    ? words.t("delivery.paused", paused.group(1))
                    : words.t("delivery.overtaken", paused.group(2));
        }
        String outcome = Harmless.line(delivery.outcome(), 300);
        String told = toldIn == null ? outcome : words.t("delivery.told_in", toldIn) + " " + outcome;
        return owed(delivery) ? words.t("outbox.backfill") + " " + told : told;
    }

    /** Whether it tells afterwards what its channel missed. */
    private static boolean owed(Delivery delivery) {
        return delivery.id().endsWith("-b");
    }
}
