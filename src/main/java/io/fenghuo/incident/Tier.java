package io.fenghuo.incident;

import io.fenghuo.model.Author;
import io.fenghuo.model.Post;
import io.fenghuo.model.Target;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Customers, rooms or hosts with tighter clocks and contacts of their own. A post belongs to it when any of its marks fits.
 *
 * @param name what people call it, such as 大客户
 * @param authors ids or names of customers
 * @param followers at least so many followers; null = does not matter
 * @param levels the platform's own tiers, such as {@code certified}
 * @param rooms threads or sessions: rooms, videos, pages
 * @param hosts names of hosts
 * @param sources ids of sources
 * @param clocks clock → time allowed; it only ever shortens a clock the grade has
 * @param tell whom to tell beside the ladder's first step
 */
public record Tier(
        String name,
        Set<String> authors,
        @Nullable Long followers,
        Set<String> levels,
        Set<String> rooms,
        Set<String> hosts,
        Set<String> sources,
        Map<String, Allowance> clocks,
        List<Target> tell) {

    public Tier {
        authors = Set.copyOf(authors);
        levels = Set.copyOf(levels);
        rooms = Set.copyOf(rooms);
        hosts = Set.copyOf(hosts);
        sources = Set.copyOf(sources);
        clocks = Map.copyOf(clocks);
        tell = List.copyOf(tell);
    }

    /** Whether a post belongs to it. */
    public boolean fits(Post post) {
        Author author = post.author();
        boolean many = followers != null && author.followers() != null && author.followers() >= followers;
        return many
                || has(authors, author.id(), author.name())
                || has(levels, author.tier())
                || has(rooms, post.thread(), post.session())
                || has(hosts, post.subject().host())
                || has(sources, post.source());
    }

    private static boolean has(Set<String> names, @Nullable String... asked) {
        return !names.isEmpty() && Stream.of(asked).filter(Objects::nonNull).anyMatch(names::contains);
    }

    /** The same content gives the same text in every process. */
    String mark() {
        return name
                + new TreeSet<>(authors)
                + followers
                + new TreeSet<>(levels)
                + new TreeSet<>(rooms)
                + new TreeSet<>(hosts)
                + new TreeSet<>(sources)
                + new TreeMap<>(clocks)
                + tell;
    }
}
