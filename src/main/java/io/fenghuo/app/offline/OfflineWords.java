package io.fenghuo.app.offline;

import io.fenghuo.model.Counted;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the offline commands say to people: Chinese unless English is asked for. Threadsafe. */
final class OfflineWords {
    private final ResourceBundle bundle;
    private final Locale locale;

    OfflineWords(Locale locale) {
        this.locale = locale;
        this.bundle = bundle("io.fenghuo.app.offline.messages", locale);
    }

    /** The sentence of {@code key}; arguments are put in as text. */
    String say(String key, Object... args) {
        Object[] texts = new Object[args.length];
        for (int at = 0; at < args.length; at++) {
            texts[at] = String.valueOf(args[at]);
        }
        return Counted.say(new MessageFormat(bundle.getString(key), locale), texts);
    }

    Locale locale() {
        return locale;
    }

    boolean has(String key) {
        return bundle.containsKey(key);
    }

    static ResourceBundle bundle(String name, Locale locale) {
        return ResourceBundle.getBundle(
                name, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
