package io.fenghuo.app;

import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.web.Console;
import io.fenghuo.web.Revoking;
import io.fenghuo.wire.SignedLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links that hold no longer, kept by their marks among the store's settings until they would have expired anyway. Another instance hears of one
 * within {@value #EVERY_MILLIS} ms. Threadsafe.
 */
final class Revocations implements Revoking, Predicate<String> {
    /** How often the store is asked what other instances revoked. */
    static final long EVERY_MILLIS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
    private static final String SETTING = "links.revoked";

    private final Store store;
    private final SignedLink links;
    private final InstantSource clock;
    private volatile Map<String, Instant> marks;

    /** Reads what was revoked before; {@code links} tells ours from others'. */
    Revocations(Store store, SignedLink links, InstantSource clock) {
        this.store = store;
        this.links = links;
        this.clock = clock;
        this.marks = store.read(Revocations::kept);
    }

    /** The links, without those that hold no longer. */
    SignedLink believed() {
        return links.refusing(this);
    }

    /** Looks now and then what other instances revoked. */
    void follow(Vertx vertx) {
        vertx.setPeriodic(
                EVERY_MILLIS,
                any -> vertx.executeBlocking(() -> store.read(Revocations::kept), false)
                        .onSuccess(kept -> marks = kept)
                        .onFailure(
                                failure -> LOG.warn("cannot see which links were revoked: {}", failure.getMessage())));
    }

    @Override
    public boolean test(String mark) {
        return marks.containsKey(mark);
    }

    @Override
    public Future<Optional<String>> revoke(String link, Console.Actor actor) {
        String token = token(link);
        Instant now = clock.instant();
        SignedLink.Claim claim = links.verify(token, "", now).claim();
        if (claim == null) {
            return Future.succeededFuture(Optional.empty());
        }
        return Future.fromCompletionStage(store.write(tx -> {
                    Map<String, Instant> all = kept(tx);
                    all.values().removeIf(until -> until.isBefore(now));
                    boolean fresh = all.put(SignedLink.mark(token), claim.expires()) == null;
                    tx.journal().saveSetting(SETTING, text(all));
                    if (fresh) {
                        tx.journal().publish("link.revoked", said(claim, actor, now), now);
                    }
                    return all;
                }))
                .map(all -> {
                    marks = all;
                    return Optional.of(claim.person());
                });
    }

    private static String said(SignedLink.Claim claim, Console.Actor actor, Instant now) {
        return new JsonObject()
                .put("version", 1)
                .put("link", claim.incident())
                .put("for", claim.person())
                .put("by", actor.by())
                .put("at", now.toString())
                .encode();
    }

    /** The token in a link: what stands behind {@code t=}. */
    private static String token(String link) {
        String text = link.strip();
        int at = Math.max(text.lastIndexOf("?t="), text.lastIndexOf("&t="));
        String rest = at < 0 ? text : text.substring(at + 3);
        int end = rest.indexOf('&') < 0 ? rest.indexOf('#') : rest.indexOf('&');
        return end < 0 ? rest : rest.substring(0, end);
    }

    private static Map<String, Instant> kept(Tx tx) {
        Map<String, Instant> kept = new TreeMap<>();
        tx.journal().setting(SETTING).orElse("").lines().forEach(line -> {
            String[] parts = line.split(" ", 2);
            if (parts.length == 2) {
                kept.put(parts[0], Instant.parse(parts[1]));
            }
        });
        return kept;
    }

    private static String text(Map<String, Instant> marks) {
        StringBuilder text = new StringBuilder();
        marks.forEach(
                (mark, until) -> text.append(mark).append(' ').append(until).append('\n'));
        return text.toString();
    }
}
