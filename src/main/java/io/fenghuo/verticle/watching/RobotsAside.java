package io.fenghuo.verticle.watching;

import io.fenghuo.source.Manners;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Tidings;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That the operator sets a site's robots.txt aside for a source, which the journal keeps with the reason: {@code source.robots.ignored}, and
 * {@code source.robots.obeyed} when it ends.
 *
 * @param reason null = it is obeyed again
 */
record RobotsAside(String source, String host, @Nullable String reason) {

    /** What differs from what the journal knows. */
    static List<RobotsAside> changed(Tx tx, List<SourceSpec> present) {
        List<RobotsAside> changed = new ArrayList<>();
        for (SourceSpec spec : present) {
            String reason = Manners.of(spec).robotsReason();
            String known = tx.journal().setting(mark(spec.id())).orElse("");
            if (!known.equals(Objects.requireNonNullElse(reason, ""))) {
                changed.add(
                        new RobotsAside(spec.id(), Fetcher.host(Objects.requireNonNullElse(spec.url(), "")), reason));
            }
        }
        return changed;
    }

    void note(Tx tx, Chronicle chronicle, Instant now, Tidings tidings) {
        tx.journal().saveSetting(mark(source), Objects.requireNonNullElse(reason, ""));
        JsonObject json = new JsonObject()
                .put("version", 1)
                .put("source", source)
                .put("host", host)
                .put("reason", reason);
        chronicle.source(
                tx, reason == null ? "source.robots.obeyed" : "source.robots.ignored", json.encode(), now, tidings);
    }

    private static String mark(String source) {
        return "source.robots/" + source;
    }
}
