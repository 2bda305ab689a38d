package io.fenghuo.app;

import io.fenghuo.model.Counted;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the running service says to people on its terminal: Chinese unless English is asked for. Threadsafe. */
final class TerminalWords {
    private final ResourceBundle bundle;
    private final Locale locale;

    TerminalWords(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                "io.fenghuo.app.messages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String say(String key, Object... args) {
        return Counted.say(new MessageFormat(bundle.getString(key), locale), args);
    }
}
