package io.fenghuo.wire;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the words of the model are spelled on the wire: lower case, {@code order-note} with a hyphen, the grades as {@code L1}. */
public final class Names {
    private static final ClassValue<Map<String, Object>> SPELLINGS = new ClassValue<>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> type) {
            return Arrays.stream(type.getEnumConstants())
                    .collect(Collectors.toUnmodifiableMap(value -> of((Enum<?>) value), value -> value));
        }
    };

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
        return Optional.ofNullable(type.cast(SPELLINGS.get(type).get(name)));
    }

    /** Every spelling of {@code type}, for an error's cure. */
    public static <E extends Enum<E>> String list(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Names::of).collect(Collectors.joining(", "));
    }
}
