package io.fenghuo.store;

import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.model.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Of what is only in memory and tried out there is no evidence: nothing is wanted, nothing is kept. */
final class NoEvidence implements Evidence {
    @Override
    public List<Wanted> wanted(int limit) {
        return List.of();
    }

    @Override
    public void taken(Wanted wanted) {}

    @Override
    public void surround(String incident, Post post, int around) {}

    @Override
    public boolean isErased(String source, String post) {
        return false;
    }

    @Override
    public Optional<Volume> volume(String incident) {
        return Optional.empty();
    }

    @Override
    public boolean has(String incident, String name) {
        return false;
    }

    @Override
    public void seal(Volume before, List<Sealed> records, TimelineEntry line, Instant stampAt) {}

    @Override
    public List<Sealed> unwritten(int limit) {
        return List.of();
    }

    @Override
    public void written(Sealed record) {}

    @Override
    public List<Sealed> records(String incident) {
        return List.of();
    }

    @Override
    public Optional<byte[]> content(String incident, long seq) {
        return Optional.empty();
    }

    @Override
    public List<Volume> unstamped(Instant now, int limit) {
        return List.of();
    }

    @Override
    public void stamp(Stamp stamp, TimelineEntry entry) {}

    @Override
    public int failed(String incident, Instant next) {
        return 0;
    }

    @Override
    public List<Stamp> stamps(String incident) {
        return List.of();
    }

    @Override
    public List<Link> chain(String incident) {
        return List.of();
    }

    @Override
    public int expire(Map<Severity, Duration> keep, Instant now, int limit) {
        return 0;
    }

    @Override
    public List<String> gone() {
        return List.of();
    }

    @Override
    public void deleted(String file) {}
}
