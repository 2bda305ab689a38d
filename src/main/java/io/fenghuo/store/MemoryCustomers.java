package io.fenghuo.store;

import io.fenghuo.model.SamePerson;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Authors that are one customer, in memory. */
final class MemoryCustomers implements Customers {
    private final Undo undo;
    private final MemoryLinks links;
    private final MemoryHits hits;
    private final Map<Who, SamePerson> bonds = new HashMap<>();

    private record Who(String source, String author) {}

    MemoryCustomers(Undo undo, MemoryLinks links, MemoryHits hits) {
        this.undo = undo;
        this.links = links;
        this.hits = hits;
    }

    @Override
    public void same(SamePerson bond) {
        undo.put(bonds, new Who(bond.source(), bond.author()), bond);
    }

    @Override
    public Optional<SamePerson> apart(String source, String author) {
        Optional<SamePerson> was = of(source, author);
        undo.remove(bonds, new Who(source, author));
        return was;
    }

    @Override
    public Optional<SamePerson> of(String source, String author) {
        return Optional.ofNullable(bonds.get(new Who(source, author)));
    }

    @Override
    public Map<String, SamePerson> of(String source, Collection<String> authors) {
        return bonds.isEmpty()
                ? Map.of()
                : authors.stream()
                        .distinct()
                        .flatMap(author -> of(source, author).stream())
                        .collect(Collectors.toMap(SamePerson::author, bond -> bond));
    }

    @Override
    public List<SamePerson> all() {
        return bonds.values().stream()
                .sorted(Comparator.comparing(SamePerson::at)
                        .reversed()
                        .thenComparing(SamePerson::source)
                        .thenComparing(SamePerson::author))
                .toList();
    }

    /** Here an author's key is not told apart from the same key of another author of the source. */
    @Override
    public List<String> recount(String source, String author, String from, String to) {
        hits.rename(source, from, to);
        return links.rename(source, from, to);
    }

    @Override
    public Optional<String> ofOrder(String brand, String order) {
        return hits.ofOrder(brand, order);
    }
}
