package io.fenghuo.wire;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the words of the model are spelled on the wire: lower case, {@code order-note} with a hyphen, the grades as {@code L1}. */
public final class Names {
    private Names() {}

    /** The spelling of {@code value}. */
    public static String of(Enum<?> value) {
        if (value instanceof Severity) {
            return value.name();
        }
        String lower = value.name().toLowerCase(Locale.ROOT);
        return value instanceof Kind ? lower.replace('_', '-') : lower;
    }

    /** The value spelled exactly {@code name}; empty when there is none. */
    public static <E extends Enum<E>> Optional<E> parse(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> of(value).equals(name))
                .findFirst();
    }

    /** Every spelling of {@code type}, for an error's cure. */
    public static <E extends Enum<E>> String list(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Names::of).collect(Collectors.joining(", "));
    }
}
