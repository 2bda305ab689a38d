package io.fenghuo.app;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A developer's verticle that cannot be used: what is wrong and what to do. Its message is Chinese; {@link #text} gives it in another language. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    private final Fault fault;
    private final String[] args;

    PluginException(Fault fault, @Nullable Throwable cause, Object... args) {
        super(fault.name(), cause);
        this.fault = fault;
        this.args = Arrays.stream(args).map(String::valueOf).toArray(String[]::new);
    }

    public Fault fault() {
        return fault;
    }

    /** Fault and cure in one line. */
    public String text(Locale language) {
        ResourceBundle words = ResourceBundle.getBundle(
                "io.fenghuo.app.plugins",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(words.getString(fault.name().toLowerCase(Locale.ROOT)), Locale.ROOT).format(args);
    }

    @Override
    public String getMessage() {
        return text(Locale.ROOT);
    }

    /** What was thrown, in one line of at most 200 characters. */
    static String brief(Throwable thrown) {
        String message = thrown.getMessage();
        String text = thrown.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        String plain = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\s]+", " ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
    }

    /** The jar or class it is about. */
    String about() {
        return fault.ofJar ? "plugins/" + args[0] : args[0];
    }

    /** Whether a later attempt may end otherwise. */
    boolean mayPass() {
        return fault == Fault.BROKEN || fault == Fault.THREW;
    }

    /** The faults. */
    public enum Fault {
        /** A file ends in .jar and is none. */
        UNREADABLE(true),
        /** Built for an SPI that is not there any more. */
        OUTDATED(true),
        /** Built for an SPI that is not there yet. */
        EARLY(true),
        /** Brings types without saying for which SPI it was built. */
        UNDECLARED(true),
        /** What it says of its SPI is no version. */
        NO_VERSION(true),
        /** A type it names under META-INF/services cannot be made. */
        PROVIDER,
        /** A type whose name is given. */
        TAKEN,
        MISSING,
        /** Something it needs of the house is not there: built for another one. */
        MISFIT,
        /** It threw. */
        THREW,
        /** Compiled for a later Java. */
        TOO_NEW,
        /** A class it needs is missing. */
        INCOMPLETE,
        BROKEN,
        NO_VERTICLE,
        NO_CONSTRUCTOR;

        private final boolean ofJar;

        Fault() {
            this(false);
        }

        Fault(boolean ofJar) {
            this.ofJar = ofJar;
        }
    }
}
