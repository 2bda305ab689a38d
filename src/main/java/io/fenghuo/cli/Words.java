package io.fenghuo.cli;

import io.fenghuo.model.Counted;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences of the command line: Chinese unless the language has a bundle of its own. */
record Words(ResourceBundle bundle) {

    static Words in(Locale language) {
        // Without fall-back: the machine's own locale must not decide in place of FENGHUO_LANG.
        return new Words(ResourceBundle.getBundle(
                "io.fenghuo.cli.messages",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    String say(String key, Object... args) {
        String text = bundle.getString(key);
        if (text.contains(",choice,")) {
            return Counted.say(new MessageFormat(text, Locale.ROOT), args);
        }
        for (int at = 0; at < args.length; at++) {
            text = text.replace("{" + at + "}", String.valueOf(args[at]));
        }
        return text;
    }
}
