package io.fenghuo.channel.wording;

import io.fenghuo.channel.Message;
import io.fenghuo.channel.Message.Kind;
import io.fenghuo.channel.Wording;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All the house's own words, by the names of their files: {@code TYPE}, {@code KIND} or {@code TYPE.KIND}, each with {@code .zh} or {@code .en}
 * behind it or not. The most particular one counts; a file of a type alone serves the first and the later messages of an incident. Immutable.
 */
public final class Wordings {
    /** None: everything goes in the built-in words. */
    public static final Wordings NONE = new Wordings(Map.of());

    private static final Set<String> LANGUAGES = Set.of("zh", "en");

    private final Map<String, Wording> byName;

    /** By name, without folder and ending. */
    public Wordings(Map<String, Wording> byName) {
        this.byName = Map.copyOf(byName);
    }

    /**
     * What a name stands for.
     *
     * @param type null = every type of channel
     * @param lang null = every language
     */
    public record Name(
            @Nullable String type,
            Set<Kind> kinds,
            @Nullable String lang) {
        public Name {
            kinds = Set.copyOf(kinds);
        }
    }

    /** What a file's name without its ending stands for; null when it is not understood. */
    public static @Nullable Name name(String name, Set<String> types) {
        Map<String, Kind> kinds = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(word(kind), kind);
        }
        List<String> parts = new java.util.ArrayList<>(List.of(name.split("\\.", -1)));
        String type = types.contains(parts.get(0)) ? parts.remove(0) : null;
        Kind kind = parts.isEmpty() ? null : kinds.get(parts.get(0));
        if (kind != null) {
            parts.remove(0);
        }
        String lang = !parts.isEmpty() && LANGUAGES.contains(parts.get(0)) ? parts.remove(0) : null;
        return !parts.isEmpty() || (type == null && kind == null)
                ? null
                : new Name(type, kind == null ? EnumSet.of(Kind.FIRST, Kind.UPDATE) : Set.of(kind), lang);
    }

    /** A kind as it stands in a file's name. */
    public static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The words for a kind of message by a type of channel in a language; null = the built-in ones. */
    public @Nullable Wording find(String type, Kind kind, String lang) {
        String tongue = "." + (lang.toLowerCase(Locale.ROOT).startsWith("en") ? "en" : "zh");
        boolean ofIncident = kind == Kind.FIRST || kind == Kind.UPDATE;
        for (String name : List.of(type + "." + word(kind), ofIncident ? type : "", word(kind))) {
            Wording own = byName.containsKey(name + tongue) ? byName.get(name + tongue) : byName.get(name);
            if (own != null) {
                return own;
            }
        }
        return null;
    }

    /** Whether a message of the house can be told in these words, as far as its facts go. */
    public static boolean serve(Wording own, Message message, Instant now) {
        return new Composer(message.worded(own), now).draft(Budget.WIDE).worded() != null;
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }
}
