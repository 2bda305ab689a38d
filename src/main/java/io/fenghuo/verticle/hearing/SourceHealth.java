package io.fenghuo.verticle.hearing;

import io.fenghuo.model.Post;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.intake.Intake;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the status of one source and tells the log each change. Confined to its verticle. */
final class SourceHealth {
    private static final Logger LOG = LoggerFactory.getLogger(SourceHealth.class);

    /** A live connection that is away for longer has missed something. */
    private static final Duration BLINK = Duration.ofSeconds(1);

    /** Notes of one read that are shown. */
    private static final int NOTES = 5;

    private final SourceSpec spec;
    private final SourceLog log;
    private final SourceWords words;
    private final Hearing hearing;
    private final Time time;
    private boolean connected;
    private @Nullable Instant lastSuccess;
    private @Nullable Instant lastPost;
    private int errors;
    private @Nullable String problem;
    private @Nullable Instant nextAt;
    private long posts;
    private boolean continuous;
    private @Nullable Instant lost;
    private Duration patience;

    SourceHealth(SourceSpec spec, SourcePorts ports) {
        this.spec = spec;
        this.log = ports.log();
        this.words = ports.words();
        this.time = ports.time();
        this.hearing = new Hearing(spec, log);
        this.patience = Hearing.patience(spec);
    }

    /** Goes on counting where the last run stopped. */
    void restore(SourceLog.Memory memory) {
        SourceStatus before = memory.status();
        hearing.restore(before, memory.pulse(), time.now());
        if (before != null) {
            lastSuccess = before.lastSuccess();
            lastPost = before.lastPost();
            errors = before.errors();
            problem = before.problem();
            posts = before.posts();
        }
    }

    int errors() {
        return errors;
    }

    /** What a batch brought; one in which there is also what was known before leaves nothing out. */
    void received(Intake.Receipt receipt, List<Post> batch, Instant now) {
        brought(receipt, batch, now);
        continuous = receipt.posts() > receipt.stored();
    }

    /** What others brought: it says nothing of what they did not bring. */
    void brought(Intake.Receipt receipt, List<Post> batch, Instant now) {
        posts += receipt.stored();
        hearing.received(receipt.stored(), batch, lastPost, now);
        if (receipt.stored() > 0) {
            lastPost = now;
        }
    }

    /** It stands open for who brings. */
    void awaits() {
        tell();
    }

    /** Somebody brought something, be it what was known: no read is planned. */
    void heard(Instant now) {
        connected = true;
        lastSuccess = now;
        errors = 0;
        problem = null;
        nextAt = null;
        tell();
    }

    /** The read left nothing out: there was nothing new, or everything there is was read. */
    void continuous() {
        continuous = true;
    }

    /** What is said from {@code since} on is not heard, until it {@link #works} again. */
    void lost(Instant since) {
        lost = lost == null ? since : lost;
    }

    /** A connection stands; what is said while there is none is either given again, or a gap however short. */
    void stands(boolean replayed) {
        continuous = replayed;
        patience = replayed ? Hearing.patience(spec) : BLINK;
    }

    Hearing hearing() {
        return hearing;
    }

    /** It works; {@code note} is what looks wrong all the same. */
    void works(Instant now, @Nullable Trouble note, @Nullable Instant next) {
        works(now, note == null ? List.of() : List.of(note), next);
    }

    /** It works; the first {@value #NOTES} of {@code notes} are shown. */
    void works(Instant now, Collection<Trouble> notes, @Nullable Instant next) {
        if (errors > 0) {
            LOG.info("source {} works again after {} failures", spec.id(), errors);
        }
        Instant heard = lost == null ? lastSuccess : lost;
        hearing.works(heard, lastPost, errors > 0 ? problem : null, continuous, patience, now);
        continuous = false;
        lost = null;
        connected = true;
        lastSuccess = now;
        errors = 0;
        problem = notes.isEmpty()
                ? null
                : notes.stream().limit(NOTES).map(words::say).collect(Collectors.joining(" "));
        nextAt = next;
        tell();
    }

    /** One more failure in a row. */
    void fails(Trouble trouble) {
        errors++;
        connected = false;
        problem = words.say(trouble);
        LOG.warn("source {}: {} (failure {} in a row)", spec.id(), problem, errors);
    }

    /** When it is tried again, after {@link #fails}. */
    void retriesAt(@Nullable Instant next) {
        nextAt = next;
        tell();
    }

    /** Something is wrong beside the reading itself. */
    void remarks(Trouble trouble) {
        problem = words.say(trouble);
        LOG.warn("source {}: {}", spec.id(), problem);
        tell();
    }

    private void tell() {
        SourceStatus status = new SourceStatus(
                spec.id(), spec.type(), connected, lastSuccess, lastPost, errors, problem, nextAt, posts);
        log.status(hearing.of(status, time.now()));
    }
}
