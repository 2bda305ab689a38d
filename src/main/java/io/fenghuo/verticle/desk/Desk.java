package io.fenghuo.verticle.desk;

import io.fenghuo.grade.Grader;
import io.fenghuo.incident.Aftercare;
import io.fenghuo.incident.Correlation;
import io.fenghuo.incident.Decider;
import io.fenghuo.incident.Decision;
import io.fenghuo.incident.Event;
import io.fenghuo.incident.Naming;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Weight;
import io.fenghuo.model.Action;
import io.fenghuo.model.Drill;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Grade;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Role;
import io.fenghuo.model.SamePerson;
import io.fenghuo.model.State;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Posts;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Actor;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.intake.Found;
import io.fenghuo.verticle.intake.Intake;
import io.fenghuo.verticle.outbox.Announcer;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The desk where everything about incidents is decided and written down. It finds the incident an event belongs to, asks the pure
 * {@link Decider}, and keeps the answer: state, timeline, deadlines and outbox rows, all inside the caller's transaction. Threadsafe as far
 * as its transactions are serial.
 */
public final class Desk {
    private final Decider decider;
    private final Grader grader = new Grader();
    private final Ids ids;
    private final Supplier<Rulebook> rules;
    private final Plans plans;
    private final Announcer announcer;
    private final Chronicle chronicle;
    private final Faults faults;
    private final Lessons lessons;
    private volatile Weighing weighing;
    private final Assigner assigner;

    public Desk(Ids ids, Supplier<Rulebook> rules, Chronicle chronicle) {
        this.decider = new Decider(ids);
        this.ids = ids;
        this.rules = rules;
        this.plans = new Plans();
        this.announcer = new Announcer(ids, rules);
        this.chronicle = chronicle;
        this.faults = new Faults(ids, rules);
        this.lessons = new Lessons(ids, rules, announcer);
        this.weighing = new Weighing(Weight.DEFAULT);
        this.assigner = new Assigner(rules);
    }

    public Chronicle chronicle() {
        return chronicle;
    }

    /**
     * Keeps a post and everything that follows from it.
     *
     * @param history whether it is too old to alarm: it is kept and opens nothing
     */
    public Intake.Receipt receive(Tx tx, Found asCame, boolean history, Instant now, Tidings tidings) {
        Post post = asCame.post();
        if (Found.gone(post) && tx.posts().find(post.source(), post.id()).isPresent()) {
            deleted(tx, post, now, tidings);
            return new Intake.Receipt(1, 0, 0, 0);
        }
        Posts.Change change = tx.posts().save(post);
        if (change == Posts.Change.SAME) {
            return new Intake.Receipt(1, 0, 0, 0);
        }
        Found read = history ? asCame : Talks.follow(tx, rules.get().matcher(), asCame);
        if (read.fault() != null) {
            faults.post(tx, post, read.fault(), now);
        }
        Post counted = Sameness.asCounted(tx, post, read.hits());
        Found found = new Found(counted, read.hits(), read.fingerprint(), read.fault());
        chronicle.post(tx, post, change == Posts.Change.EDITED, now, tidings);
        if (change == Posts.Change.EDITED) {
            changed(tx, post, false, now, tidings);
        }
        if (!history) {
            file(tx, found, now, tidings);
        }
        if (found.hits().isEmpty() && change == Posts.Change.NEW) {
            wrote(tx, counted, now, tidings);
        }
        aside(tx, post, change, now, tidings);
        boolean added = !history && change == Posts.Change.NEW;
        if (added && OurWords.promise(post, rules.get().policy(now), now)) {
            promised(tx, post, now, tidings);
        }
        int isNew = change == Posts.Change.NEW ? 1 : 0;
        return new Intake.Receipt(1, isNew, 1 - isNew, found.hits().size());
    }

    /** What a post means beside its hits: our own reply under an incident's post, or abuse whose conversation is kept. */
    private void aside(Tx tx, Post post, Posts.Change change, Instant now, Tidings tidings) {
        if (change == Posts.Change.NEW && own(post)) {
            replied(tx, post, now, tidings);
        } else if (abused(post)) {
            tx.posts().keepThread(post.source(), post.thread());
        }
    }

    private void replied(Tx tx, Post reply, Instant now, Tidings tidings) {
        String parent = reply.parent();
        Optional<Post> answered =
                Optional.ofNullable(parent).flatMap(id -> tx.posts().find(reply.source(), id));
        List<String> incidents = answered.isPresent()
                ? tx.posts().incidentsOf(reply.source(), answered.get().id())
                : tx.incidents().inThread(reply.source(), reply.thread(), reply.session());
        String customer = answered.map(post -> Correlation.author(Sameness.asCounted(tx, post, List.of())))
                .orElse(null);
        for (String id : incidents) {
            tx.incidents()
                    .find(id)
                    .filter(one -> !one.state().ended())
                    .ifPresent(one -> decide(tx, one, new Event.ReplySeen(reply, customer), now, tidings));
        }
    }

    boolean own(Post post) {
        return aftercare().own(post);
    }

    /** Whether a customer abuses us. */
    public boolean abused(Post post) {
        return post.role() == Role.CUSTOMER && weighing().abusive(post);
    }

    private Aftercare aftercare() {
        return rules.get().configuration().aftercare();
    }

    private Weighing weighing() {
        Weight asked = aftercare().weight();
        Weighing present = weighing;
        if (!present.by(asked)) {
            present = new Weighing(asked);
            weighing = present;
        }
        return present;
    }

    /**
     * As {@link #receive}, but apart from the others: a post that cannot be dealt with is kept without what follows from it, and the
     * administrators are told.
     */
    public Intake.Receipt receiveApart(Tx tx, Found found, boolean history, Instant now, Tidings tidings) {
        return faults.attempt(
                tx,
                tidings,
                own -> receive(tx, found, history, now, own),
                fault -> aside(tx, found, fault, now, tidings));
    }

    private Intake.Receipt aside(Tx tx, Found found, Throwable fault, Instant now, Tidings tidings) {
        Post post = found.post();
        boolean kept = faults.attempt(
                tx,
                tidings,
                own -> {
                    Posts.Change change = tx.posts().save(post);
                    chronicle.post(tx, post, change != Posts.Change.NEW, now, own);
                    return change == Posts.Change.NEW;
                },
                again -> false);
        faults.post(tx, post, fault, now);
        return new Intake.Receipt(1, kept ? 1 : 0, 0, found.hits().size());
    }

    /** A post vanished at its source: what it said stays, and its incidents are told, also in which bytes it was said to be gone. */
    private void deleted(Tx tx, Post gone, Instant now, Tidings tidings) {
        if (tx.posts().deleted(gone.source(), gone.id(), now)) {
            Post known = tx.posts().find(gone.source(), gone.id()).orElseThrow();
            changed(tx, known.with().raw(gone.raw()).build(), true, now, tidings);
        }
    }

    /**
     * Does what a person asks.
     *
     * @return the incident as it now is; empty when there is none of this id
     * @throws io.fenghuo.incident.Refusal when it cannot be done as asked
     */
    public Optional<Incident> act(Tx tx, String id, Action action, Instant now, Tidings tidings) {
        return tx.incidents().find(id).map(incident -> {
            String into = action.fields().get("into");
            Incident other = into == null ? null : tx.incidents().find(into).orElse(null);
            Event event = new Event.Acted(
                    People.named(action, rules.get()), other, aftercare(), Authors.named(tx, id, action));
            Incident after = decide(tx, incident, event, now, tidings);
            boolean changed = after.version() != incident.version();
            boolean posts = action.fields().get("posts") != null;
            if (changed && action.kind() == Action.Kind.MERGE && other != null) {
                takeIn(tx, other, incident, action, now, tidings);
            } else if (changed && action.kind() == Action.Kind.SPLIT && !posts) {
                splitOff(tx, incident, Naming.resolved(incident, action, Authors.named(tx, id, action)), now, tidings);
            } else if (changed && action.kind() == Action.Kind.SPLIT) {
                mending(tx, now, tidings).split(after, action);
            } else if (changed && action.kind() == Action.Kind.MOVE) {
                mending(tx, now, tidings).move(after, action, other);
            }
            boolean moved = posts || action.kind() == Action.Kind.MOVE;
            return moved ? tx.incidents().find(id).orElse(after) : after;
        });
    }

    /**
     * Enters what somebody did beside the actions, such as a ticked step or a statement; nothing wakes what has ended.
     *
     * @return the incident as it now is; empty when there is none of this id
     */
    public Optional<Incident> enter(Tx tx, String id, Event event, Instant now, Tidings tidings) {
        return tx.incidents().find(id).map(incident -> decide(tx, incident, event, now, tidings));
    }

    /** Counts an author as another one from now on, in open incidents too; who is counted as somebody else already, as that one. */
    public SamePerson unite(Tx tx, SamePerson asked, String via, Instant now, Tidings tidings) {
        return mending(tx, now, tidings).unite(asked, via);
    }

    /** Counts an author apart again; empty when nobody had said they were another. */
    public Optional<SamePerson> part(Tx tx, String source, String author, Actor actor, Instant now, Tidings tidings) {
        return mending(tx, now, tidings).part(source, author, actor.by(), actor.via());
    }

    private Mending mending(Tx tx, Instant now, Tidings tidings) {
        return new Mending(tx, (before, event) -> decide(tx, before, event, now, tidings), ids, now);
    }

    private Crowding crowding(Tx tx, Instant now, Tidings tidings) {
        return new Crowding(tx, (before, event) -> decide(tx, before, event, now, tidings), rules.get(), now);
    }

    /** Tells the administrators something that is about no incident, once an hour for each code. */
    public void tellAdmins(Tx tx, Reason why, Instant now) {
        faults.tell(tx, why, "", now);
    }

    /** Writes the cases of incidents that were closed before there was a casebook, once; returns how many. */
    public int catchUp(Tx tx) {
        return lessons.catchUp(tx);
    }

    /** Fires deadlines that are due, oldest first; returns how many. */
    public int fire(Tx tx, Instant now, int limit, Tidings tidings) {
        List<Incidents.Due> due = tx.incidents().due(now, limit);
        due.forEach(one -> fire(tx, one, now, tidings));
        others(tx, now, tidings);
        return due.size();
    }

    /** As {@link #fire}, but each deadline apart from the others: one that cannot be dealt with waits, and the administrators are told. */
    public int fireApart(Tx tx, Instant now, int limit, Tidings tidings) {
        List<Incidents.Due> due = tx.incidents().due(now, limit);
        for (Incidents.Due one : due) {
            faults.<Boolean>attempt(tx, tidings, own -> fire(tx, one, now, own), fault -> {
                faults.deadline(tx, one, fault, now);
                return false;
            });
        }
        faults.<Boolean>attempt(tx, tidings, own -> others(tx, now, own), fault -> false);
        return due.size();
    }

    private boolean others(Tx tx, Instant now, Tidings tidings) {
        lessons.remind(tx, now);
        announcer.pausing().end(tx, chronicle, now, tidings);
        Attending.due(tx, rules.get().matcher().sessions(), now).forEach(found -> file(tx, found, now, tidings));
        return true;
    }

    private boolean fire(Tx tx, Incidents.Due due, Instant now, Tidings tidings) {
        Optional<Incident> incident = tx.incidents().find(due.incident());
        if (incident.isEmpty() || !incident.get().agenda().contains(due.deadline())) {
            tx.incidents().postpone(due, Faults.replaced(incident, due, now));
            return false;
        }
        Optional<Instant> handed = OurWords.handedOver(tx, due);
        Event event = handed.isPresent() ? new Event.HandedOver(handed.get()) : new Event.Due(due.deadline());
        decide(tx, incident.get(), event, now, tidings);
        return true;
    }

    private void file(Tx tx, Found found, Instant now, Tidings tidings) {
        Set<String> filed = new LinkedHashSet<>();
        found.newByFamily(tx).values().forEach(hits -> file(tx, found, hits, filed, now, tidings));
    }

    /** @param filed ids of the incidents this post has gone to; this one's is added */
    private void file(Tx tx, Found found, List<Hit> hits, Set<String> filed, Instant now, Tidings tidings) {
        Policy policy = rules.get().policy(now);
        Post post = found.post();
        Hit lead = hits.get(0);
        Grade grade = weighing().weigh(grader.grade(post, lead, found.hits()), post);
        Incident resting = Resting.of(tx, found, hits, grade, rules.get().since(post.source()), now);
        if (resting != null) {
            attach(tx, resting, found, hits, now, tidings);
            Incident.Counts counts = tx.incidents().counts(resting.id());
            decide(tx, resting, new Event.Repeated(post, lead, counts), now, tidings);
            return;
        }
        String key = Correlation.key(post, lead, policy);
        Search search = new Search(tx, policy, now, rules.get().since(post.source()));
        Incident home = search.home(lead, key, found.fingerprint());
        home = home == null ? search.concerned(post, lead, grade, filed) : home;
        Incident after;
        if (home == null) {
            Event opened = new Event.Opened(
                    ids.next("i", now), post, lead, grade, key, Correlation.crowdKey(post), search.previous(lead, key));
            Set<String> hit = hits.stream().map(Hit::rule).collect(Collectors.toSet());
            after = decide(tx, null, opened, hit, now, tidings);
            attach(tx, after, found, hits, now, tidings);
        } else {
            attach(tx, home, found, hits, now, tidings);
            Event joined = new Event.Joined(post, lead, grade, tx.incidents().counts(home.id()));
            after = decide(tx, home, joined, now, tidings);
            announcer.pausing().breakOut(tx, after, now);
        }
        filed.add(after.id());
        crowding(tx, now, tidings).gather(after, post, lead);
    }

    private void attach(Tx tx, Incident incident, Found found, List<Hit> hits, Instant now, Tidings tidings) {
        Post post = found.post();
        String author = Correlation.author(post);
        tx.incidents().attach(incident.id(), post, author);
        for (Hit hit : hits) {
            tx.posts()
                    .saveHit(new Posts.HitRow(
                            hit,
                            incident.id(),
                            Correlation.crowdKey(post),
                            author,
                            found.fingerprint(),
                            Correlation.exposure(post, now),
                            now,
                            Sameness.order(post)));
            chronicle.hit(tx, hit, incident.id(), now, tidings);
            tidings.hit(incident.id(), hit);
        }
    }

    private void takeIn(Tx tx, Incident survivor, Incident other, Action action, Instant now, Tidings tidings) {
        tx.incidents().move(other.id(), survivor.id());
        Incident.Counts counts = tx.incidents().counts(survivor.id());
        decide(tx, survivor, new Event.TookIn(other, counts, action.by(), action.via()), now, tidings);
    }

    private void splitOff(Tx tx, Incident from, Action action, Instant now, Tidings tidings) {
        String id = ids.next("i", now);
        String title = action.text() == null ? from.title() : action.text();
        Incident.Counts counts = tx.incidents().counts(from.id(), action.customers());
        decide(
                tx,
                null,
                new Event.SplitOff(id, from, action.customers(), title, counts, action.by(), action.via()),
                now,
                tidings);
        tx.incidents().move(from.id(), id, action.customers());
    }

    /** A customer we wait for writes again. */
    void wrote(Tx tx, Post post, Instant now, Tidings tidings) {
        for (String id : tx.incidents().waitingFor(Correlation.author(post))) {
            tx.incidents().find(id).ifPresent(incident -> decide(tx, incident, new Event.Wrote(post), now, tidings));
        }
    }

    /** One of us promised a time where an incident stands. */
    private void promised(Tx tx, Post post, Instant now, Tidings tidings) {
        for (String id : tx.incidents().inThread(post.source(), post.thread(), post.session())) {
            tx.incidents()
                    .find(id)
                    .ifPresent(one ->
                            decide(tx, one, new Event.Promised(post, OurWords.saidTo(tx, post, one)), now, tidings));
        }
    }

    void changed(Tx tx, Post post, boolean deleted, Instant now, Tidings tidings) {
        for (String id : tx.posts().incidentsOf(post.source(), post.id())) {
            tx.incidents()
                    .find(id)
                    .ifPresent(incident -> decide(tx, incident, new Event.PostChanged(post, deleted), now, tidings));
        }
    }

    private Incident decide(Tx tx, @Nullable Incident before, Event event, Instant now, Tidings tidings) {
        return decide(tx, before, event, Set.of(), now, tidings);
    }

    /** @param hit ids of rules whose hits are not filed yet */
    private Incident decide(
            Tx tx, @Nullable Incident before, Event event, Set<String> hit, Instant now, Tidings tidings) {
        Policy policy = before == null
                ? plans.keep(tx, rules.get().policy(now))
                : plans.of(tx, before.plan(), rules.get().policy(now));
        Decision decision = assigner.assign(tx, before, decider.decide(before, event, policy, now), now);
        Incident after =
                event instanceof Event.Opened opened ? marked(decision.incident(), opened.post()) : decision.incident();
        if (before == null || after.version() != before.version()) {
            tx.incidents().save(after, decision.entries());
        } else if (!decision.entries().isEmpty()) {
            tx.incidents().append(decision.entries());
        }
        if (decision.dropDigest()) {
            tx.outbox().dropDigest(after.id());
        }
        List<TimelineEntry> told = announcer.announce(tx, after, decision.notices(), hit, policy, now);
        if (!told.isEmpty()) {
            tx.incidents().append(told);
        }
        chronicle.decided(tx, after, decision, now, tidings);
        learned(tx, before, after, now);
        return after;
    }

    private void learned(Tx tx, @Nullable Incident before, Incident after, Instant now) {
        boolean wasClosed = before != null && before.state() == State.CLOSED;
        if (after.state() == State.CLOSED && !wasClosed) {
            lessons.learn(tx, after, now);
        } else if (after.has(Flag.REOPENED) && !after.state().ended() && (wasClosed || before == null)) {
            lessons.unlearn(tx, after);
        }
    }

    private Incident marked(Incident incident, Post post) {
        boolean drill = Drill.isSource(post.source());
        boolean real = !drill && !rules.get().isDemo(post.source());
        return real
                ? incident
                : incident.with().flag(drill ? Flag.DRILL : Flag.DEMO, true).build();
    }
}
