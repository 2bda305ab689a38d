package io.fenghuo.app;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of what plug-ins are compiled against ({@code fenghuo-VERSION-spi.jar}). Something new raises the minor number; what breaks
 * plug-ins that were compiled before raises the major one.
 */
public record SpiVersion(int major, int minor) {
    /** The one of this house. */
    public static final SpiVersion HERE = new SpiVersion(1, 0);
    /** The line of a jar's manifest that says which one it was built for. */
    public static final String ATTRIBUTE = "Fenghuo-SPI";

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    /** Reads {@code major.minor}; null when it is none. */
    static @Nullable SpiVersion of(String text) {
        Matcher found = FORM.matcher(text.strip());
        return found.matches()
                ? new SpiVersion(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)))
                : null;
    }

    /** Whether what was built for {@code wanted} works here. */
    boolean serves(SpiVersion wanted) {
        return wanted.major == major && wanted.minor <= minor;
    }

    /** Whether this is the later one. */
    boolean isAfter(SpiVersion other) {
        return major != other.major ? major > other.major : minor > other.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
