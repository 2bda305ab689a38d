package io.fenghuo.config;

import java.util.List;
import java.util.Locale;

/** What the room that owns a sort of entry has to say against one, beyond what every entry must have. */
@FunctionalInterface
public interface Judge<S> {

    /** Sentences in the language, fault and cure, the same number and order in every language; empty = nothing. */
    List<String> faults(S entry, Locale language);
}
