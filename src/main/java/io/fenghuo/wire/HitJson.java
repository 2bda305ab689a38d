package io.fenghuo.wire;

import io.fenghuo.model.Hit;
import java.time.ZoneOffset;

/** A hit as JSON, in the field order of the contract; {@code start} and {@code end} are UTF-16 offsets into the post's original text. */
public final class HitJson {
    private HitJson() {}

    /** The hit in one line. */
    public static String write(Hit hit) {
        return Out.object(ZoneOffset.UTC, out -> put(out, hit));
    }

    /** The hit as an event: with the incident it went to, whose counts it has raised. */
    public static String write(Hit hit, String incident) {
        return Out.object(ZoneOffset.UTC, out -> {
            put(out, hit);
            out.text("incident", incident);
        });
    }

    static void put(Out out, Hit hit) {
        out.text("post", hit.post())
                .text("source", hit.source())
                .text("brand", hit.brand())
                .text("watchlist", hit.watchlist())
                .text("rule", hit.rule())
                .text("family", hit.family())
                .name("level", hit.level())
                .truth("suspected", hit.suspected())
                .text("category", hit.category())
                .name("match", hit.match())
                .objects(
                        "spans",
                        hit.spans(),
                        (o, span) -> o.number("start", span.start())
                                .number("end", span.end())
                                .text("keyword", span.keyword())
                                .text("text", span.text())
                                .texts("via", span.via()));
    }
}
