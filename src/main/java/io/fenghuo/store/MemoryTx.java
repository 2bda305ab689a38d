package io.fenghuo.store;

import java.util.function.Supplier;

/** The subjects of a {@link MemoryStore}. */
final class MemoryTx implements Tx {
    private final Undo undo;
    private final MemoryLinks links;
    private final MemoryIncidents incidents;
    private final MemoryPosts posts;
    private final MemoryOutbox outbox;
    private final MemoryJournal journal;
    private final MemorySources sources;
    private final Evidence evidence = new NoEvidence();
    private final MemoryAids aids;
    private final MemoryCasebook casebook;
    private final MemoryCustomers customers;
    private final MemoryPauses pauses;
    private final MemoryAttendances attendances;

    MemoryTx(Undo undo) {
        this.undo = undo;
        this.links = new MemoryLinks(undo);
        MemoryDeadlines deadlines = new MemoryDeadlines(undo);
        MemoryStories stories = new MemoryStories(undo);
        this.incidents = new MemoryIncidents(undo, deadlines, stories, links);
        MemoryHits hits = new MemoryHits(undo, incidents::find);
        this.posts = new MemoryPosts(undo, links, hits);
        this.casebook = new MemoryCasebook(undo, hits);
        this.customers = new MemoryCustomers(undo, links, hits);
        this.pauses = new MemoryPauses(undo, hits::rules);
        this.attendances = new MemoryAttendances(undo);
        this.outbox = new MemoryOutbox(undo);
        this.journal = new MemoryJournal(
                undo, post -> posts.find(post.source(), post.id()).isPresent());
        this.sources = new MemorySources(undo);
        this.aids = new MemoryAids(undo, incidents, posts, links);
        this.incidents.helped(aids::remove);
        this.incidents.serve(posts, outbox);
    }

    @Override
    public Posts posts() {
        return posts;
    }

    @Override
    public Incidents incidents() {
        return incidents;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public Sources sources() {
        return sources;
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public Evidence evidence() {
        return evidence;
    }

    @Override
    public Aids aids() {
        return aids;
    }

    @Override
    public Casebook casebook() {
        return casebook;
    }

    @Override
    public Customers customers() {
        return customers;
    }

    @Override
    public Pauses pauses() {
        return pauses;
    }

    @Override
    public Attendances attendances() {
        return attendances;
    }

    /** What is only in memory goes with it: nobody is erased here. */
    @Override
    public Persons persons() {
        throw new UnsupportedOperationException("a store in memory erases nobody; it is gone when it is closed");
    }

    @Override
    public <T> T apart(Supplier<T> part) {
        int before = undo.mark();
        try {
            return part.get();
        } catch (RuntimeException | Error failure) {
            undo.back(before);
            throw failure;
        }
    }
}
