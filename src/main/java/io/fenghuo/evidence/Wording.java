package io.fenghuo.evidence;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What people read in a bundle, and of its check. Immutable. */
final class Wording {
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle bundle;

    private Wording(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /** Anything but English is Chinese. */
    static Wording of(Locale locale) {
        Locale known = locale.getLanguage().equals("en") ? Locale.ENGLISH : Locale.ROOT;
        return new Wording(
                ResourceBundle.getBundle("io.fenghuo.evidence.messages", known, Wording.class.getClassLoader(), EXACT));
    }

    String say(String key, @Nullable Object... args) {
        String pattern = bundle.getString(key);
        return args.length == 0 ? pattern : new MessageFormat(pattern, Locale.ROOT).format(args);
    }

    /** The word for a value; the value itself when there is none. */
    String term(String prefix, String value) {
        String key = prefix + "." + value;
        return bundle.containsKey(key) ? bundle.getString(key) : value;
    }
}
