package io.fenghuo.source;

import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A source of type push as whoever brings its posts meets it.
 *
 * @param keys any of which lets posts in from any address; two while one takes the other's place
 * @param named client → its own such keys; what it brings is kept under its name
 * @param secret signs bodies instead; null = none
 * @param signers client → what it signs with; what it brings is kept under its name
 * @param rate requests a second
 */
public record Push(
        String source,
        List<Secret> keys,
        Map<String, List<Secret>> named,
        @Nullable Secret secret,
        Map<String, Secret> signers,
        double rate) {
    /** What a client's entry under {@code keys:} may hold instead of its key alone. */
    static final Set<String> CLIENT = Set.of("key", "secret");
    /** Requests a second unless the entry says otherwise. */
    public static final int RATE = 50;
    /** A key or secret shorter than this can be guessed. */
    static final int SHORTEST = 16;

    public Push {
        keys = List.copyOf(keys);
        named = Map.copyOf(named);
        signers = Map.copyOf(signers);
    }

    /** Whether anybody may bring posts from anywhere. */
    public boolean opens() {
        return !keys.isEmpty() || !named.isEmpty() || signs();
    }

    /** Whether anybody signs what they bring. */
    public boolean signs() {
        return secret != null || !signers.isEmpty();
    }

    /** What the entry of a push source says. */
    public static Push of(SourceSpec spec) {
        String rate = Polite.option(spec, "rate");
        List<Secret> secrets = secrets(spec, "secret");
        return new Push(
                spec.id(),
                secrets(spec, "key"),
                named(spec),
                secrets.isEmpty() ? null : joined(secrets),
                signers(spec),
                rate == null || !rate.matches("\\d{1,5}") ? RATE : Math.max(1, Integer.parseInt(rate)));
    }

    private static Secret joined(List<Secret> secrets) {
        return Secret.of(String.join(" ", secrets.stream().map(Secret::reveal).toList()));
    }

    /** The keys under an option, which are parted by spaces. */
    static List<Secret> secrets(SourceSpec spec, String option) {
        return secrets(spec.options().get(option));
    }

    /** The keys of clients that have their own. */
    static Map<String, List<Secret>> named(SourceSpec spec) {
        Map<String, List<Secret>> named = clients(spec, "key");
        named.values().removeIf(List::isEmpty);
        return named;
    }

    private static Map<String, Secret> signers(SourceSpec spec) {
        Map<String, Secret> signers = new TreeMap<>();
        clients(spec, "secret").forEach((client, secrets) -> {
            if (!secrets.isEmpty()) {
                signers.put(client, joined(secrets));
            }
        });
        return signers;
    }

    /** Client → what its entry under {@code keys:} says for {@code which} of {@link #CLIENT}, where it says any; an entry that is one text is a key. */
    static Map<String, List<Secret>> clients(SourceSpec spec, String which) {
        Map<String, List<Secret>> found = new TreeMap<>();
        if (spec.options().get("keys") instanceof Map<?, ?> given) {
            given.forEach((client, value) -> {
                if (value instanceof Map<?, ?> entry ? entry.containsKey(which) : which.equals("key")) {
                    Object said = value instanceof Map<?, ?> entry ? entry.get(which) : value;
                    found.put(String.valueOf(client), secrets(said));
                }
            });
        }
        return found;
    }

    private static List<Secret> secrets(@Nullable Object value) {
        String text = value instanceof Secret secret ? secret.reveal() : value == null ? "" : String.valueOf(value);
        return Arrays.stream(text.strip().split("\\s+", -1))
                .filter(one -> !one.isEmpty())
                .map(Secret::of)
                .toList();
    }

    /**
     * The posts in a body, found by the pointers of {@code map:}.
     *
     * @throws SourceException when it is no JSON, or the pointer to its items leads nowhere
     */
    public static List<Post> mapped(SourceSpec spec, ZoneId house, String body, Instant now) throws SourceException {
        return mapped(spec, house, body, "", now);
    }

    /**
     * The same of one of its clients: what it brings without an id is another post than what another brings in the same words.
     *
     * @param client under which name it comes; empty = under none
     * @throws SourceException when it is no JSON, or the pointer to its items leads nowhere
     */
    public static List<Post> mapped(SourceSpec spec, ZoneId house, String body, String client, Instant now)
            throws SourceException {
        return new JsonItems(spec, Polite.zone(spec, house), client)
                .read(body, now)
                .posts();
    }
}
