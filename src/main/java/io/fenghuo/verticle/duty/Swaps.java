package io.fenghuo.verticle.duty;

import io.fenghuo.incident.Swap;
import io.fenghuo.store.Tx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The swapped shifts in the store, each with who did it; those over for more than a year are let go. */
public final class Swaps {
    private static final String SETTING = "rota.swaps";
    private static final Duration KEPT = Duration.ofDays(400);

    private Swaps() {}

    /** All there are, in the order in which they were made. */
    public static List<Swap> all(Tx tx) {
        List<Swap> swaps = new ArrayList<>();
        JsonArray kept = new JsonArray(tx.journal().setting(SETTING).orElse("[]"));
        for (int i = 0; i < kept.size(); i++) {
            JsonObject one = kept.getJsonObject(i);
            swaps.add(new Swap(
                    one.getString("id"),
                    one.getString("rota"),
                    Instant.parse(one.getString("from")),
                    Instant.parse(one.getString("to")),
                    one.getString("person"),
                    one.getString("by"),
                    one.getString("via"),
                    Instant.parse(one.getString("at"))));
        }
        return List.copyOf(swaps);
    }

    /** Adds one; returns all. */
    public static List<Swap> add(Tx tx, Swap swap) {
        List<Swap> swaps = new ArrayList<>(all(tx));
        swaps.removeIf(one -> one.to().plus(KEPT).isBefore(swap.at()));
        swaps.add(swap);
        JsonArray kept = new JsonArray();
        swaps.forEach(one -> kept.add(json(one)));
        tx.journal().saveSetting(SETTING, kept.encode());
        return List.copyOf(swaps);
    }

    /** As it is kept and published. */
    public static JsonObject json(Swap swap) {
        return new JsonObject()
                .put("id", swap.id())
                .put("rota", swap.rota())
                .put("from", swap.from().toString())
                .put("to", swap.to().toString())
                .put("person", swap.person())
                .put("by", swap.by())
                .put("via", swap.via())
                .put("at", swap.at().toString());
    }
}
