package io.fenghuo.verticle.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fenghuo.model.Batch;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Request;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.Standing;
import io.fenghuo.source.Standing.Verdict;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.fenghuo.verticle.Rounds;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again at the pages of posts that lie in open incidents, at growing ages: what was edited or deleted since is evidence. Only pages of the
 * source's own site, without its credentials, as their robots.txt allows, a few an hour from each host. That a post is gone counts when two
 * looks in a row say so; its text stays, and its incidents write it down. Sources of type html, json and rss; {@code follow: false} leaves
 * one alone. Confined to its event loop.
 */
public final class FollowVerticle extends Rounds {
    static final Duration EVERY = Duration.ofMinutes(1);
    /** Ages of a post at which it is looked at. */
    static final List<Duration> AGES = List.of(
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(3),
            Duration.ofDays(7));
    /** When a page that said its post is gone is asked once more. */
    static final Duration AGAIN = Duration.ofMinutes(10);
    /** Looks at one host in an hour. */
    static final int PER_HOUR = 6;

    private static final int INCIDENTS = 50;
    private static final int POSTS = 50;
    private static final Set<String> TYPES = Set.of("html", "json", "rss");
    private static final Logger LOG = LoggerFactory.getLogger(FollowVerticle.class);

    private final Ports ports;
    private final Instant startedAt;
    private final Map<String, Look> looks = new HashMap<>();
    private final Map<String, List<Instant>> hosts = new HashMap<>();

    /**
     * What it needs.
     *
     * @param sources those there are at each look
     * @param zone of times that name none
     */
    public record Ports(
            Store store,
            Time time,
            Fetcher fetcher,
            Intake intake,
            SourceTypes types,
            Supplier<List<SourceSpec>> sources,
            ZoneId zone) {}

    /** What is remembered of a post: when it was looked at last, and whether it seemed gone then. */
    private record Look(Instant at, boolean gone) {}

    private record Due(SourceSpec spec, Post post) {
        String key() {
            return post.source() + "/" + post.id();
        }

        String url() {
            return String.valueOf(post.url());
        }
    }

    public FollowVerticle(Ports ports) {
        super(ports.time(), EVERY);
        this.ports = ports;
        this.startedAt = ports.time().now();
    }

    @Override
    public Future<?> round() {
        Instant now = ports.time().now();
        looks.values()
                .removeIf(look -> look.at().plus(AGES.get(AGES.size() - 1)).isBefore(now));
        hosts.values()
                .forEach(list ->
                        list.removeIf(at -> !at.plus(Duration.ofHours(1)).isAfter(now)));
        hosts.values().removeIf(List::isEmpty);
        Map<String, SourceSpec> followed = new HashMap<>();
        ports.sources().get().stream().filter(FollowVerticle::follows).forEach(spec -> followed.put(spec.id(), spec));
        if (followed.isEmpty()) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(() -> ports.store().read(tx -> candidates(tx, followed)), false)
                .compose(found ->
                        each(found.stream().filter(one -> due(one, now)).toList(), 0));
    }

    private static boolean follows(SourceSpec spec) {
        return TYPES.contains(spec.type())
                && !"false".equals(String.valueOf(spec.options().get("follow")));
    }

    private static List<Due> candidates(Tx tx, Map<String, SourceSpec> followed) {
        Map<String, Due> found = new HashMap<>();
        for (Incident incident : tx.incidents().list(new Incidents.Query(true, false, INCIDENTS))) {
            for (Post post : tx.incidents().newest(incident.id(), 0, POSTS)) {
                SourceSpec spec = followed.get(post.source());
                if (spec != null
                        && Standing.sameSite(spec.url(), post.url())
                        && tx.posts().deletedAt(post.source(), post.id()).isEmpty()) {
                    Due due = new Due(spec, post);
                    found.put(due.key(), due);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private boolean due(Due one, Instant now) {
        Look last = looks.get(one.key());
        if (last != null && last.gone()) {
            return !last.at().plus(AGAIN).isAfter(now);
        }
        Instant since = last == null ? startedAt : last.at();
        return AGES.stream().map(one.post().receivedAt()::plus).anyMatch(at -> at.isAfter(since) && !at.isAfter(now));
    }

    /** One after the other. */
    private Future<Void> each(List<Due> due, int at) {
        if (at >= due.size()) {
            return Future.succeededFuture();
        }
        Due one = due.get(at);
        Instant now = ports.time().now();
        List<Instant> asked = hosts.computeIfAbsent(Fetcher.host(one.url()), host -> new ArrayList<>());
        if (asked.size() >= PER_HOUR) {
            return each(due, at + 1);
        }
        asked.add(now);
        return look(one)
                .otherwise(failure -> {
                    LOG.debug(
                            "a post of {} could not be looked at again: {}",
                            one.spec().id(),
                            failure.getMessage());
                    if (!(failure instanceof Intake.Busy)) {
                        looks.put(one.key(), new Look(now, false));
                    }
                    return null;
                })
                .compose(done -> each(due, at + 1));
    }

    private Future<Void> look(Due one) {
        Request request = new Request(
                one.url(), Map.of(), new Conduct(true, Conduct.of(one.spec()).proxy()), null);
        return ports.fetcher()
                .get(
                        request,
                        one.spec().allowPrivate()
                                && Standing.sameOrigin(one.spec().url(), one.url()))
                .compose(answer -> vertx.executeBlocking(() -> judged(one, answer), false)
                        .compose(judged -> follow(one, answer, judged)));
    }

    /**
     * What a page said.
     *
     * @param edited the post as it is now written there; null = as before, or it cannot be told
     */
    private record Judged(Verdict verdict, @Nullable Post edited) {}

    private Judged judged(Due one, Fetched answer) {
        Verdict verdict = Standing.of(one.post().text(), answer.status(), answer.body(), answer.headers());
        Post edited = verdict == Verdict.GONE || answer.status() != 200 ? null : edited(one, answer);
        return new Judged(verdict, edited);
    }

    /** The post of the same id, where its own page is written as the page of its source. */
    private @Nullable Post edited(Due one, Fetched answer) {
        if (!one.spec().type().equals("html")) {
            return null;
        }
        try {
            return ports
                    .types()
                    .find("html")
                    .orElseThrow()
                    .poll(one.spec(), ports.zone())
                    .parse(answer.body(), answer.headers(), null, ports.time().now())
                    .posts()
                    .stream()
                    .filter(post -> post.id().equals(one.post().id())
                            && !post.text().equals(one.post().text()))
                    .findFirst()
                    .orElse(null);
        } catch (SourceException another) {
            return null;
        }
    }

    private Future<Void> follow(Due one, Fetched answer, Judged judged) {
        Instant now = ports.time().now();
        Look before = looks.get(one.key());
        boolean gone = judged.verdict() == Verdict.GONE;
        boolean certain = gone && before != null && before.gone();
        looks.put(one.key(), new Look(now, gone && !certain));
        if (!certain && judged.edited() == null) {
            return Future.succeededFuture();
        }
        Post told = judged.edited() == null ? gone(one.post()) : judged.edited();
        String headers = "status: " + answer.status() + "\n" + answer.headers().lines();
        byte[] bytes = judged.edited() == null ? whole(answer, headers, now) : answer.body();
        Raw raw = new Raw(Sha256.hex(bytes), one.spec().id(), answer.url(), headers, bytes, now);
        Post named = told.with().raw(raw.sha256()).build();
        return ports.intake()
                .take(new Batch(one.spec().id(), List.of(named), null, raw, false))
                .onFailure(notKept -> forgetLook(one, before))
                .mapEmpty();
    }

    /** A whole answer: the pages of all that is gone are the same, or empty, and what was asked for, and when, must not be mixed up. */
    private static byte[] whole(Fetched answer, String headers, Instant now) {
        byte[] head = ("GET " + answer.url() + "\nat: " + now + "\n" + headers.strip() + "\n\n").getBytes(UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + answer.body().length);
        System.arraycopy(answer.body(), 0, whole, head.length, answer.body().length);
        return whole;
    }

    /** As if we had not looked: the next round does. */
    private void forgetLook(Due one, @Nullable Look before) {
        if (before == null) {
            looks.remove(one.key());
        } else {
            looks.put(one.key(), before);
        }
    }

    private static Post gone(Post post) {
        Map<String, String> attributes = new HashMap<>(post.attributes());
        attributes.put("deleted", "true");
        return post.with().attributes(attributes).build();
    }
}
