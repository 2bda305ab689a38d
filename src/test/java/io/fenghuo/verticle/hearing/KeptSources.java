package io.fenghuo.verticle.hearing;

import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import io.fenghuo.model.SourceGap;
import io.fenghuo.model.SourcePulse;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A small house in memory: takes batches as the intake promises (identity, cursor with the posts) and remembers sources. Threadsafe. */
public final class KeptSources implements Intake, SourceLog {
    private final Map<String, Post> posts = new LinkedHashMap<>();
    private final List<Batch> batches = new ArrayList<>();
    private final Map<String, String> cursors = new ConcurrentHashMap<>();
    private final Map<String, SourceStatus> statuses = new ConcurrentHashMap<>();
    private final Map<String, SourcePulse> pulses = new ConcurrentHashMap<>();
    private final List<SourceGap> gaps = new ArrayList<>();
    private volatile boolean burning;
    private final List<SourceStatus> told = new ArrayList<>();
    private RuntimeException refusal;
    private int refusals;

    /** The next {@code times} batches are refused. */
    public synchronized void refuse(int times, RuntimeException why) {
        refusals = times;
        refusal = why;
    }

    @Override
    public synchronized Future<Receipt> take(Batch batch) {
        if (refusals > 0) {
            refusals--;
            return Future.failedFuture(refusal);
        }
        batches.add(batch);
        int stored = 0;
        for (Post post : batch.posts()) {
            if (posts.put(post.source() + "/" + post.id(), post) == null) {
                stored++;
            }
        }
        if (batch.cursor() != null) {
            cursors.put(batch.source(), batch.cursor());
        }
        return Future.succeededFuture(new Receipt(batch.posts().size(), stored, 0, 0));
    }

    @Override
    public Future<Memory> recall(String source) {
        return Future.succeededFuture(new Memory(cursors.get(source), statuses.get(source), pulses.get(source)));
    }

    @Override
    public synchronized void status(SourceStatus status) {
        statuses.put(status.source(), status);
        told.add(status);
    }

    @Override
    public void pulse(SourcePulse pulse) {
        pulses.put(pulse.source(), pulse);
    }

    @Override
    public synchronized void gap(SourceGap gap) {
        gaps.add(gap);
    }

    @Override
    public Future<Boolean> burning(String source) {
        return Future.succeededFuture(burning);
    }

    /** From now on an incident is open. */
    public void burn() {
        burning = true;
    }

    public synchronized List<SourceGap> gaps() {
        return List.copyOf(gaps);
    }

    public synchronized List<SourceStatus> told() {
        return List.copyOf(told);
    }

    public synchronized List<Batch> batches() {
        return List.copyOf(batches);
    }

    public synchronized List<Post> posts() {
        return List.copyOf(posts.values());
    }

    public synchronized List<String> texts(String source) {
        return posts.values().stream()
                .filter(post -> post.source().equals(source))
                .map(Post::text)
                .toList();
    }

    /** How a source is doing, or null. */
    public SourceStatus of(String source) {
        return statuses.get(source);
    }

    public String cursor(String source) {
        return cursors.get(source);
    }
}
