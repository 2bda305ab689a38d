package io.fenghuo.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ${NAME}} stands for: the value of NAME in the environment, or the content of the file that {@code NAME_FILE} names. Written
 * {@code $${NAME}} it stands for itself. Immutable; files are read when asked.
 */
public final class Variables {
    /** Replaces nothing: for files that hold no secrets, such as watchlists. */
    public static final Variables NONE = new Variables(null);

    private static final Pattern REFERENCE = Pattern.compile("\\$?\\$\\{([^}]*)}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final long LARGEST_FILE = 64 * 1024;

    private final @Nullable Map<String, String> environment;

    private Variables(@Nullable Map<String, String> environment) {
        this.environment = environment;
    }

    public static Variables of(Map<String, String> environment) {
        return new Variables(Map.copyOf(environment));
    }

    /** Whether the text refers to a variable at all. */
    public boolean refersIn(String text) {
        return environment != null && REFERENCE.matcher(text).find();
    }

    /** The text with every reference replaced; a reference that cannot be followed is a problem at {@code place} and becomes nothing. */
    String replace(String text, Place place, Problems problems) {
        if (environment == null || text.indexOf("${") < 0) {
            return text;
        }
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            if (matcher.group().startsWith("$$")) {
                matcher.appendReplacement(
                        out, Matcher.quoteReplacement(matcher.group().substring(1)));
                continue;
            }
            String name = matcher.group(1);
            String value = null;
            if (NAME.matcher(name).matches()) {
                value = value(name, place, problems);
                if (value == null && !named(name)) {
                    problems.error(place, "variable-unset", name);
                }
            } else {
                problems.error(place, "variable-name", name);
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(value == null ? "" : value));
        }
        matcher.appendTail(out);
        return out.toString();
    }

    private boolean named(String name) {
        return environment != null && (environment.containsKey(name) || environment.containsKey(name + "_FILE"));
    }

    /** The value of NAME or the content of NAME_FILE; null when neither is set (no problem) or it cannot be read (a problem). */
    @Nullable
    String value(String name, Place place, Problems problems) {
        if (environment == null) {
            return null;
        }
        String direct = environment.get(name);
        String file = environment.get(name + "_FILE");
        if (direct != null && file != null) {
            problems.error(place, "variable-twice", name);
            return null;
        }
        return file == null ? direct : content(name, file, place, problems);
    }

    private static @Nullable String content(String name, String file, Place place, Problems problems) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LARGEST_FILE) {
                problems.error(place, "variable-file-large", name, file);
                return null;
            }
            return Files.readString(path).strip();
        } catch (IOException | InvalidPathException e) {
            problems.error(place, "variable-file", name, file, e.getClass().getSimpleName());
            return null;
        }
    }
}
