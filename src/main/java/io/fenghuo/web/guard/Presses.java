package io.fenghuo.web.guard;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person's press from a scanner that opens a signed link and submits every form on it, with or without running its scripts. A page gets
 * a slip. Its nonce proves that the page was shown to this reader; its press is put into the form by the page's script only after an event that
 * the browser calls trusted, which no script can make; without a script the three digits, shown to be read and typed, take its place. A form
 * that comes back at once has not been read by anybody. A browser remote-controlled down to its mouse looks like a person and is not told apart.
 * Threadsafe.
 */
public final class Presses {
    /** Nobody reads and presses sooner than this after the page was made. */
    public static final Duration SOONEST = Duration.ofMillis(500);
    /** How long a page that was left open can still be pressed. */
    public static final Duration LATEST = Duration.ofHours(12);

    private final Tokens tokens;

    public Presses(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * What one page carries.
     *
     * @param nonce goes into the form as it is
     * @param press goes into the form after a trusted press
     * @param code three digits to be typed where no script runs
     */
    public record Slip(String nonce, String press, String code) {}

    /** What came back. */
    public enum Verdict {
        /** Not from a page shown to this reader, or too old. */
        FOREIGN,
        /** From such a page, but no sign of a person. */
        UNPRESSED,
        PRESSED
    }

    /** A slip for one purpose and one reader's cookie. */
    public Slip slip(String purpose, String cookie, Instant now) {
        String at = Long.toString(now.toEpochMilli(), 36);
        return slip(purpose, cookie, at);
    }

    private Slip slip(String purpose, String cookie, String at) {
        String stamped = purpose + "\n" + at;
        int number = Math.floorMod(tokens.token(stamped + "\ncode", cookie).hashCode(), 900) + 100;
        return new Slip(
                at + "." + tokens.token(stamped, cookie),
                tokens.token(stamped + "\npress", cookie),
                String.valueOf(number));
    }

    /** What a form that came back says; compared in constant time. */
    public Verdict judge(String purpose, @Nullable String cookie, Back back, Instant now) {
        int dot = back.nonce().indexOf('.');
        if (cookie == null || dot < 1 || dot > 12) {
            return Verdict.FOREIGN;
        }
        String at = back.nonce().substring(0, dot);
        String stamped = purpose + "\n" + at;
        Instant made = moment(at);
        if (made == null
                || !tokens.holds(stamped, cookie, back.nonce().substring(dot + 1))
                || made.plus(LATEST).isBefore(now)) {
            return Verdict.FOREIGN;
        }
        boolean pressed = tokens.holds(stamped + "\npress", cookie, back.press())
                || slip(purpose, cookie, at).code().equals(back.code());
        return pressed && !now.isBefore(made.plus(SOONEST)) ? Verdict.PRESSED : Verdict.UNPRESSED;
    }

    /** The fields of a form that came back; empty where it had none. */
    public record Back(String nonce, String press, String code) {}

    private static @Nullable Instant moment(String at) {
        try {
            return Instant.ofEpochMilli(Long.parseLong(at, 36));
        } catch (NumberFormatException | java.time.DateTimeException mangled) {
            return null;
        }
    }
}
