package io.fenghuo.source;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** Says a {@link Trouble} in plain words: what happened and what to do about it. Chinese unless English is asked for. Threadsafe. */
public final class SourceWords {
    private final ResourceBundle bundle;
    private final Locale locale;

    public SourceWords(Locale locale) {
        this.locale = locale;
        // Without fall-back: the machine's own locale must not decide in place of the one asked for.
        bundle = ResourceBundle.getBundle(
                "io.fenghuo.source.messages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT));
    }

    /** The sentence; a code that has no sentence, such as a plug-in's own, is shown as it is. */
    public String say(Trouble trouble) {
        try {
            return new MessageFormat(bundle.getString(trouble.code()), locale)
                    .format(trouble.args().toArray());
        } catch (MissingResourceException unknown) {
            return trouble.args().isEmpty()
                    ? trouble.code()
                    : trouble.code() + ": " + String.join(", ", trouble.args());
        }
    }
}
