package io.fenghuo.app;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A developer's verticle that cannot be used: what is wrong and what to do. Its message is Chinese; {@link #text} gives it in another language. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

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

    /** The faults. */
    public enum Fault {
        /** A file ends in .jar and is none. */
        UNREADABLE,
        MISSING,
        /** Compiled for a later Java. */
        TOO_NEW,
        /** A class it needs is missing. */
        INCOMPLETE,
        BROKEN,
        NO_VERTICLE,
        NO_CONSTRUCTOR
    }
}
