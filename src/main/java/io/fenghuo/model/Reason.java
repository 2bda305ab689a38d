package io.fenghuo.model;

import java.util.List;

/**
 * Why something was decided, as a code and its arguments; the sentence is made where it is read, in the reader's language, from the
 * resource bundle key {@code reason.<code>}.
 */
public record Reason(String code, List<String> args) {
    public Reason {
        args = List.copyOf(args);
    }

    public static Reason of(String code, Object... args) {
        return new Reason(
                code, java.util.Arrays.stream(args).map(String::valueOf).toList());
    }
}
