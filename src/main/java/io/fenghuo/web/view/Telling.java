package io.fenghuo.web.view;

import io.fenghuo.model.Reason;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Says why something was decided, in the words of the messages: what a page says of a notice is what its reader was told. Threadsafe. */
@FunctionalInterface
public interface Telling {
    /** Where nobody says it: reasons stay codes. */
    Telling NONE = (reason, locale, name) -> null;

    /**
     * The sentence of a reason in the reader's language.
     *
     * @param name gives a person's name
     * @return null when there is none for this code with so many arguments
     */
    @Nullable
    String sentence(Reason reason, Locale locale, UnaryOperator<String> name);
}
