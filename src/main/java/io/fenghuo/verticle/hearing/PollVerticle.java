package io.fenghuo.verticle.hearing;

import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.Manners;
import io.fenghuo.source.NextPoll;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Quota;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one source again and again: fetch, parse, hand over, wait. The next read is planned only when the posts of this one are durable,
 * so a busy house slows its own reading down. A failure is shown and retried with growing patience; it never ends the verticle.
 */
public final class PollVerticle extends VerticleBase {
    private static final int FIRST_SPREAD_MILLIS = 300;
    /** Pages of a source that has to be read through, in one go; it goes on at the next read. */
    private static final int ALWAYS_PAGES = 100;
    /** After so many failures on a further page the next read begins at the head. */
    private static final int PAGE_FAILURES = 3;

    private final SourceSpec spec;
    private final Source source;
    private final SourcePorts ports;
    private final SourceHealth health;
    private final Manners manners;
    /** What looked wrong on the pages of this read. */
    private final Set<Trouble> notes = new LinkedHashSet<>();

    private Duration pace;
    private @Nullable Courier courier;
    private @Nullable String cursor;
    private String troubled = "";
    private Runnable cancel = () -> {};
    private Runnable deaf = () -> {};
    private @Nullable String nudged;
    private @Nullable String nudge;
    private boolean reading;
    private boolean stopped;
    private boolean firstRun = true;
    private boolean fresh;
    private boolean resumed;
    private int pages;
    private Instant askedAt = Instant.MIN;

    public PollVerticle(SourceSpec spec, Source source, SourcePorts ports) {
        this.spec = spec;
        this.source = source;
        this.ports = ports;
        this.health = new SourceHealth(spec, ports);
        this.manners = Manners.of(spec);
        this.pace = spec.every();
    }

    @Override
    public Future<?> start() {
        courier = new Courier(ports, context, health::remarks);
        return ports.log().recall(spec.id()).onSuccess(memory -> {
            cursor = memory.cursor();
            SourceStatus before = memory.status();
            firstRun = cursor == null || before == null || before.lastSuccess() == null;
            health.restore(memory);
            plan(first());
            deaf = ports.calls().listen(spec.id(), call -> context.runOnContext(hop -> hear(call)));
        });
    }

    private void hear(SourceCalls.Call call) {
        if (call instanceof SourceCalls.Call.Brought brought) {
            health.brought(brought.receipt(), brought.posts(), ports.time().now());
        } else if (call instanceof SourceCalls.Call.Faulty faulty) {
            health.remarks(faulty.trouble());
        } else if (call instanceof SourceCalls.Call.Nudge come) {
            nudged = come.text();
            if (!reading && wanted()) {
                cancel.run();
                poll();
            }
        }
    }

    /** Whether a nudge is followed at once: not against the patience that a failure asks for. */
    private boolean wanted() {
        return nudged != null && health.errors() == 0 && !quotaSpent();
    }

    private boolean quotaSpent() {
        Quota quota = manners.quota();
        return quota != null
                && quota.spentUp(health.hearing().used(), ports.time().now(), ZoneOffset.UTC);
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        deaf.run();
        cancel.run();
        if (courier != null) {
            courier.stop();
        }
        return Future.succeededFuture();
    }

    /** At once, but not against a quota that is used up, nor all sources in the same moment. */
    private Duration first() {
        Quota quota = manners.quota();
        Instant now = ports.time().now();
        return quota != null && quota.spentUp(health.hearing().used(), now, ZoneOffset.UTC)
                ? quota.pace(health.hearing().used(), now, ZoneOffset.UTC)
                : Duration.ofMillis(ports.random().nextInt(FIRST_SPREAD_MILLIS));
    }

    private void plan(Duration wait) {
        reading = false;
        // What came while it read is read at once.
        Duration rest = wanted() ? Duration.ZERO : wait;
        cancel = ports.time().after(rest, () -> context.runOnContext(hop -> poll()));
    }

    private void poll() {
        if (stopped || reading) {
            return;
        }
        reading = true;
        nudge = nudged;
        nudged = null;
        pages = 1;
        notes.clear();
        fresh = false;
        resumed = !Objects.equals(source.settled(cursor), cursor);
        fetch().compose(this::read)
                .compose(this::onward)
                .onComplete(result -> context.runOnContext(hop -> {
                    if (stopped) {
                        return;
                    }
                    if (result.succeeded()) {
                        succeeded(result.result());
                    } else {
                        failed(result.cause());
                    }
                }));
    }

    private Future<Fetched> fetch() {
        Quota quota = manners.quota();
        if (quota != null) {
            Instant now = ports.time().now();
            health.hearing().spent(quota.spent(health.hearing().used(), now, ZoneOffset.UTC), now);
        }
        askedAt = ports.time().now();
        try {
            return ports.fetcher()
                    .get(source.request(cursor, nudge, ports.time().now()), spec.allowPrivate());
        } catch (RuntimeException faulty) {
            return Future.failedFuture(faulty);
        }
    }

    private Future<Reading> read(Fetched answer) {
        Instant now = ports.time().now();
        // An answer out of a cache between us tells an old time.
        health.hearing()
                .clock(
                        answer.headers().first("Age") == null
                                ? NextPoll.date(answer.headers().first("Date"))
                                : null,
                        now);
        Trouble trouble = answer.trouble();
        if (trouble != null) {
            Parsed past = source.skipped(answer.status(), answer.body(), cursor, now);
            return past != null
                    ? take(answer, past, raw(answer, now))
                    : Future.failedFuture(
                            Overture.refused(answer, trouble, source.refused(answer.status(), answer.body()), now));
        }
        if (answer.unchanged()) {
            health.continuous();
            return Future.succeededFuture(new Reading(answer, new Parsed(List.of(), null), false));
        }
        Raw raw = raw(answer, now);
        // A page of some megabytes takes a moment to parse: not on the event loop.
        String before = cursor;
        return vertx.executeBlocking(() -> source.parse(answer.body(), answer.headers(), before, now), false)
                .recover(unreadable -> keepEvidence(raw).compose(kept -> Future.failedFuture(unreadable)))
                .compose(parsed -> take(answer, parsed, raw));
    }

    private Raw raw(Fetched answer, Instant now) {
        return new Raw(
                Sha256.hex(answer.body()),
                spec.id(),
                source.shown(answer.url()),
                answer.headers().lines(),
                answer.body(),
                now);
    }

    private Future<Reading> take(Fetched answer, Parsed parsed, Raw raw) {
        if (parsed.posts().isEmpty() && (parsed.cursor() == null || Objects.equals(parsed.cursor(), cursor))) {
            health.continuous();
            return Future.succeededFuture(new Reading(answer, parsed, false));
        }
        List<Post> posts = raw.behind(parsed.posts());
        boolean history = firstRun && !"alert".equals(spec.backfill());
        Batch batch = new Batch(spec.id(), posts, parsed.cursor(), posts.isEmpty() ? null : raw, history);
        return deliver(batch).map(receipt -> {
            cursor = parsed.cursor() == null ? cursor : parsed.cursor();
            health.received(receipt, posts, ports.time().now());
            if (posts.isEmpty()) {
                health.continuous();
            }
            return new Reading(answer, parsed, receipt.stored() > 0);
        });
    }

    /** Reads what follows at once, or begins at the head the next time. */
    private Future<Reading> onward(Reading reading) {
        fresh |= reading.fresh();
        Parsed parsed = reading.parsed();
        if (parsed.note() != null) {
            notes.add(parsed.note());
        }
        boolean more = switch (parsed.onward()) {
            case NO -> false;
            // Where a read was broken off, known posts may have moved in between the new ones.
            case WHILE_NEW -> (reading.fresh() || resumed) && !allHistory(parsed.posts()) && pages < manners.pages();
            case ALWAYS -> pages < ALWAYS_PAGES;
        };
        if (more && !stopped) {
            pages++;
            return fetch().compose(this::read).compose(this::onward);
        }
        return settle().map(done -> reading);
    }

    /** Whether a first run has come to what is too old to be read. */
    private boolean allHistory(List<Post> posts) {
        Instant oldest = ports.time().now().minus(manners.history());
        return firstRun && posts.stream().allMatch(post -> post.publishedAt().isBefore(oldest));
    }

    private Future<?> settle() {
        String head = source.settled(cursor);
        if (head == null || head.equals(cursor)) {
            return Future.succeededFuture();
        }
        return deliver(new Batch(spec.id(), List.of(), head, null, false)).onSuccess(kept -> cursor = head);
    }

    /** What could not be understood is kept too, once: somebody has to see what the site sent. */
    private Future<?> keepEvidence(Raw raw) {
        if (troubled.equals(raw.sha256())) {
            return Future.succeededFuture();
        }
        troubled = raw.sha256();
        return deliver(new Batch(spec.id(), List.of(), null, raw, false));
    }

    private Future<Intake.Receipt> deliver(Batch batch) {
        return Objects.requireNonNull(courier, "set in start").deliver(batch);
    }

    private void succeeded(Reading reading) {
        if (!manners.adaptive()) {
            plan(reading, false);
            return;
        }
        ports.log()
                .burning(spec.id())
                .otherwise(false)
                .onSuccess(burning -> context.runOnContext(hop -> {
                    if (!stopped) {
                        plan(reading, burning);
                    }
                }));
    }

    private void plan(Reading reading, boolean burning) {
        Instant now = ports.time().now();
        firstRun = false;
        pace = manners.next(pace, fresh, burning);
        Duration wait = NextPoll.afterSuccess(
                pace,
                reading.answer().headers(),
                burning ? null : reading.parsed().ttl(),
                now,
                ports.random());
        List<Trouble> shown = new ArrayList<>(notes);
        Quota quota = manners.quota();
        if (quota != null) {
            Duration least = quota.pace(health.hearing().used(), now, ZoneOffset.UTC);
            if (quota.spentUp(health.hearing().used(), now, ZoneOffset.UTC)) {
                shown.add(0, Trouble.of("quota.spent", quota.perDay()));
            }
            wait = least.compareTo(wait) > 0 ? least : wait;
        } else {
            Duration rest = source.rest(Duration.between(askedAt, now), fresh);
            wait = rest == null ? wait : rest;
        }
        health.works(now, shown, now.plus(wait));
        plan(wait);
    }

    private void failed(Throwable failure) {
        Trouble trouble = failure instanceof SourceException unreadable
                ? unreadable.trouble()
                : FetchException.troubleOf(failure, Fetcher.host(Objects.requireNonNullElse(spec.url(), "")));
        health.fails(trouble);
        if (health.errors() == PAGE_FAILURES) {
            cursor = source.settled(cursor);
        }
        Duration order = failure instanceof FetchException refused
                ? refused.retryAfter()
                : failure instanceof SourceException said ? said.pause() : null;
        Duration wait = NextPoll.afterFailure(spec.every(), health.errors(), order, ports.random());
        health.retriesAt(ports.time().now().plus(wait));
        plan(wait);
    }

    private record Reading(Fetched answer, Parsed parsed, boolean fresh) {}
}
