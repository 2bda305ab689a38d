package io.fenghuo.verticle.watching;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.Audit;
import io.fenghuo.incident.Reachability;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Reason;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rounds;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.duty.ShiftNotes;
import io.fenghuo.verticle.outbox.Admins;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The auditor: each minute it looks whether every open incident has a next step or a reason for none, whether everything triggered was
 * delivered, given up, overtaken or is still waiting, and whether everybody the ladders name can be reached. What is wrong in the first two is
 * told to the administrators, once and then hourly until it is mended; the third is an incident of its own, see {@link OwnIncident}. Also
 * writes the hand-over notes of the rotas. Confined to its event loop; {@link #state} may be asked from anywhere.
 */
public final class AuditVerticle extends Rounds {
    /** How often it looks. */
    public static final Duration EVERY = Duration.ofMinutes(1);
    /** What it found last, in the journal's settings: JSON with at, content, incidents, triggered … */
    public static final String SETTING = "audit.last";
    /** A finding older than this says nothing any more. */
    public static final Duration STALE = Duration.ofMinutes(3);

    /** Deliveries of notices this old are counted. */
    static final Duration BACK = Duration.ofHours(24);
    /** What waits longer than this for no reason is stuck. */
    static final Duration STUCK = Duration.ofMinutes(15);

    private static final Duration AGAIN = Duration.ofHours(1);
    private static final String ALARM = "audit.alarm";
    private static final Logger LOG = LoggerFactory.getLogger(AuditVerticle.class);

    private final Desk desk;
    private final Store store;
    private final Time time;
    private final Supplier<Rulebook> rules;
    private final Ids ids;
    private final OwnIncident own;
    private final Consumer<Tidings> committed;
    private volatile State state = new State(Instant.MIN, 0, 0, 0, new Outbox.Tally(0, 0, 0, 0, 0, 0, List.of()));

    /**
     * An auditor.
     *
     * @param words the sentence of a reason in the service's language
     * @param committed hears of what was written
     */
    public AuditVerticle(
            Desk desk,
            Store store,
            Time time,
            Supplier<Rulebook> rules,
            Ids ids,
            Function<Reason, String> words,
            Consumer<Tidings> committed) {
        super(time, EVERY);
        this.desk = desk;
        this.store = store;
        this.time = time;
        this.rules = rules;
        this.ids = ids;
        this.own = new OwnIncident(desk, words);
        this.committed = committed;
    }

    /**
     * What was found.
     *
     * @param at when it looked; {@link Instant#MIN} = not yet
     * @param open incidents looked at
     * @param findings faults of incidents
     * @param unreachable addressees nobody can reach
     */
    public record State(Instant at, int open, int findings, int unreachable, Outbox.Tally tally) {
        /** Whether nothing was wrong with incidents and deliveries. */
        public boolean sound() {
            return findings == 0 && tally.balanced() && tally.stuck() == 0;
        }
    }

    /** What was found last. Threadsafe. */
    public State state() {
        return state;
    }

    /** Whether it has looked lately and found nothing wrong. Threadsafe. */
    public boolean content() {
        State last = state;
        return !last.at().equals(Instant.MIN) && last.at().plus(STALE).isAfter(time.now()) && last.sound();
    }

    @Override
    public Future<?> round() {
        Instant now = time.now();
        Rulebook present = rules.get();
        return vertx.executeBlocking(() -> store.read(tx -> look(tx, present, now)), false)
                .compose(seen -> write(seen, present, now));
    }

    /** What one look found. */
    record Seen(
            State state,
            List<Reachability.Trouble> troubles,
            @Nullable Reason alarm,
            boolean turned) {}

    /** Looks at everything; reads only. */
    static Seen look(Tx tx, Rulebook rules, Instant now) {
        List<Incident> open = tx.incidents().list(new Incidents.Query(true, true, Integer.MAX_VALUE));
        List<Audit.Finding> findings = Audit.of(open, now);
        Outbox.Tally tally = tx.outbox().tally(now.minus(BACK), now.minus(STUCK));
        List<Reachability.Trouble> troubles = Reachability.of(
                rules.configuration().contacts(),
                rules.policy(),
                rules.roster()::ways,
                channel -> dead(tx, rules, channel),
                now);
        State state = new State(now, open.size(), findings.size(), troubles.size(), tally);
        return new Seen(
                state,
                troubles,
                alarm(findings, tally),
                OwnIncident.changed(tx, troubles) || ShiftNotes.changed(tx, rules, now));
    }

    private static boolean dead(Tx tx, Rulebook rules, String channel) {
        boolean known =
                rules.configuration().channels().stream().map(ChannelSpec::id).anyMatch(channel::equals);
        return known && !Admins.alive(tx, channel);
    }

    private static @Nullable Reason alarm(List<Audit.Finding> findings, Outbox.Tally tally) {
        if (!findings.isEmpty()) {
            Audit.Finding first = findings.get(0);
            return Reason.of(
                    "audit.incident",
                    findings.size(),
                    first.incident(),
                    "audit." + first.fault().name().toLowerCase(java.util.Locale.ROOT),
                    first.detail());
        }
        if (!tally.balanced()) {
            return Reason.of(
                    "audit.torn",
                    tally.triggered(),
                    tally.delivered(),
                    tally.failed(),
                    tally.pending(),
                    tally.overtaken(),
                    String.join(" ", tally.torn()));
        }
        return tally.stuck() == 0 ? null : Reason.of("audit.stuck", tally.stuck());
    }

    private Future<Void> write(Seen seen, Rulebook present, Instant now) {
        Tidings tidings = new Tidings();
        return Future.fromCompletionStage(
                        store.write(tx -> {
                            tx.journal().saveSetting(SETTING, json(seen.state()).encode());
                            alarm(tx, seen.alarm(), now);
                            if (seen.turned()) {
                                own.follow(tx, seen.troubles(), now, tidings);
                                new ShiftNotes(tx, present, ids, now).write();
                            }
                            return 0;
                        }),
                        context)
                .onSuccess(written -> {
                    state = seen.state();
                    committed.accept(tidings);
                })
                .mapEmpty();
    }

    private void alarm(Tx tx, @Nullable Reason alarm, Instant now) {
        String kept = tx.journal().setting(ALARM).orElse("");
        if (alarm == null) {
            if (!kept.isEmpty()) {
                LOG.info("the audit is content again");
                tx.journal().saveSetting(ALARM, "");
            }
            return;
        }
        if (kept.isEmpty() || !Instant.parse(kept).plus(AGAIN).isAfter(now)) {
            LOG.error("audit: {}", alarm);
            tx.journal().saveSetting(ALARM, now.toString());
            desk.tellAdmins(tx, alarm, now);
        }
    }

    private static JsonObject json(State state) {
        Outbox.Tally tally = state.tally();
        return new JsonObject()
                .put("version", 1)
                .put("at", state.at().toString())
                .put("content", state.sound())
                .put("open", state.open())
                .put("findings", state.findings())
                .put("unreachable", state.unreachable())
                .put("triggered", tally.triggered())
                .put("delivered", tally.delivered())
                .put("failed", tally.failed())
                .put("overtaken", tally.overtaken())
                .put("pending", tally.pending())
                .put("stuck", tally.stuck());
    }
}
