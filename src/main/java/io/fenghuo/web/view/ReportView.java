package io.fenghuo.web.view;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/**
 * The page on which something is filed by hand.
 *
 * @param action where the form goes
 * @param issued whom the link was issued to; empty in the console
 * @param done whether it has just been taken in
 * @param message what is wrong with what was entered; empty = nothing
 * @param latest the newest moment that may be chosen
 */
public record ReportView(
        String action,
        Slip slip,
        String issued,
        boolean done,
        String message,
        Map<String, String> entered,
        String latest) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT);

    public ReportView {
        entered = Map.copyOf(entered);
    }

    /**
     * What shows that the form comes from this page and from a person.
     *
     * @param press filled in by a trusted press; empty = none needed
     * @param code typed where no script runs
     * @param asks whether the digits are asked for even where scripts run
     */
    public record Slip(String nonce, String press, String code, boolean asks) {
        /** Of a page that needs a nonce only. */
        public static Slip plain(String nonce) {
            return new Slip(nonce, "", "", false);
        }
    }

    /** A moment as a field of type datetime-local writes it. */
    public static String latest(Instant now, ZoneId zone) {
        return MINUTE.withZone(zone).format(now.truncatedTo(ChronoUnit.MINUTES));
    }

    public String entered(String name) {
        return entered.getOrDefault(name, "");
    }

    public boolean linked() {
        return !issued.isEmpty();
    }
}
