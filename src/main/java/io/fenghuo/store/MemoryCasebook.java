package io.fenghuo.store;

import io.fenghuo.model.CaseFile;
import io.fenghuo.model.Measure;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Cases and corrective actions in memory. */
final class MemoryCasebook implements Casebook {
    private final Undo undo;
    private final MemoryHits hits;
    private final Map<String, CaseFile> files = new LinkedHashMap<>();
    private final Map<String, String> words = new LinkedHashMap<>();
    private final Map<String, Measure> measures = new LinkedHashMap<>();

    MemoryCasebook(Undo undo, MemoryHits hits) {
        this.undo = undo;
        this.hits = hits;
    }

    @Override
    public void keep(CaseFile file, String searched) {
        undo.put(files, file.incident(), file);
        undo.put(words, file.incident(), searched);
    }

    @Override
    public void drop(String incident) {
        undo.remove(files, incident);
        undo.remove(words, incident);
    }

    @Override
    public Optional<CaseFile> find(String incident) {
        return Optional.ofNullable(files.get(incident));
    }

    @Override
    public List<CaseFile> list(Query query) {
        return files.values().stream()
                .filter(file -> fits(file, query))
                .sorted(Comparator.comparing(CaseFile::closedAt)
                        .thenComparing(CaseFile::incident)
                        .reversed())
                .limit(query.limit())
                .toList();
    }

    private boolean fits(CaseFile file, Query query) {
        String searched = words.getOrDefault(file.incident(), "");
        return (query.demo() || !file.demo())
                && (query.brand().isEmpty() || query.brand().equals(file.brand()))
                && (query.category().isEmpty() || query.category().equals(file.category()))
                && (query.cause().isEmpty() || query.cause().equals(file.cause()))
                && (query.level() == null || query.level() == file.level())
                && (query.from() == null || !file.closedAt().isBefore(query.from()))
                && (query.to() == null || file.closedAt().isBefore(query.to()))
                && query.words().stream().allMatch(searched::contains);
    }

    @Override
    public void keep(Measure measure) {
        undo.put(measures, measure.id(), measure);
    }

    @Override
    public Optional<Measure> measure(String id) {
        return Optional.ofNullable(measures.get(id));
    }

    @Override
    public List<Measure> measures(boolean open, int limit) {
        return measures.values().stream()
                .filter(one -> !open || one.open())
                .sorted(Comparator.comparing((Measure one) -> !one.open())
                        .thenComparing(Measure::due)
                        .thenComparing(Measure::id))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Measure> measuresOf(String incident) {
        return measures.values().stream()
                .filter(one -> one.incident().equals(incident))
                .sorted(Comparator.comparing(Measure::id))
                .toList();
    }

    @Override
    public List<Measure> due(Instant now, int limit) {
        return measures.values().stream()
                .filter(one -> one.nextAt() != null && !one.nextAt().isAfter(now))
                .sorted(Comparator.comparing((Measure one) -> Objects.requireNonNull(one.nextAt()))
                        .thenComparing(Measure::id))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Instant> nextDue() {
        return measures.values().stream()
                .flatMap(one -> Stream.ofNullable(one.nextAt()))
                .min(Comparator.naturalOrder());
    }

    @Override
    public long related(String brand, String family, @Nullable String crowdKey, Instant from, Instant to) {
        return hits.related(brand, family, crowdKey, from, to);
    }
}
