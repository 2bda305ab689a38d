package io.fenghuo.web;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Incident;
import io.fenghuo.web.view.Row;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.HitJson;
import io.fenghuo.wire.IncidentJson;
import io.fenghuo.wire.Names;
import io.fenghuo.wire.PostJson;
import io.fenghuo.wire.TimelineJson;
import io.fenghuo.wire.Times;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code GET /api/incidents}, the most urgent first, and {@code GET /api/incidents/{id}} with its posts, hits, timeline and deliveries. */
final class IncidentsApi implements Handler<RoutingContext> {
    private static final int MOST = 1000;
    private final Desk desk;

    IncidentsApi(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        boolean open = !"false".equals(ctx.request().getParam("open"));
        boolean demo = !"false".equals(ctx.request().getParam("demo"));
        int limit = (int) Math.min(MOST, Numbers.param(ctx, "limit", 100));
        Words words = desk.words(ctx);
        desk.console
                .incidents(open, demo, limit)
                .onSuccess(all -> {
                    List<Incident> sorted =
                            all.stream().sorted(Row.BY_TIME_LEFT).toList();
                    Desk.json(ctx, 200, "{\"incidents\":" + array(sorted, one -> write(one, words)) + "}");
                })
                .onFailure(ctx::fail);
    }

    /** One incident with everything about it. */
    void one(RoutingContext ctx) {
        Words words = desk.words(ctx);
        desk.console
                .incident(ctx.pathParam("id"), IncidentPage.window(ctx))
                .onSuccess(found -> found.ifPresentOrElse(
                        dossier -> Desk.json(ctx, 200, write(dossier, words)),
                        () -> ctx.fail(Trouble.of(404, "error.404"))))
                .onFailure(ctx::fail);
    }

    /** The incident alone, as JSON. */
    String write(Incident incident, Words words) {
        return IncidentJson.write(
                incident, desk.settings.zone(), reason -> words.reason(reason, person -> desk.name(person, words)));
    }

    private String write(Console.Dossier dossier, Words words) {
        String incident = write(dossier.incident(), words);
        return incident.substring(0, incident.length() - 1)
                + ",\"posts\":" + array(dossier.posts(), this::post)
                + ",\"hits\":" + array(dossier.hits(), HitJson::write)
                + ",\"timeline\":"
                + array(dossier.timeline(), entry -> TimelineJson.entry(entry, desk.settings.zone()))
                + ",\"deliveries\":" + array(dossier.deliveries(), this::delivery)
                + "}";
    }

    private String post(Console.PostLine line) {
        String post = PostJson.write(line.post(), desk.settings.zone());
        return post.substring(0, post.length() - 1) + ",\"edited\":" + line.edited() + ",\"deleted\":" + line.deleted()
                + "}";
    }

    private String delivery(Console.DeliveryLine line) {
        Delivery delivery = line.delivery();
        JsonObject json = new JsonObject()
                .put("id", delivery.id())
                .put("notice", delivery.notice())
                .put("channel", delivery.channel())
                .put("person", delivery.person())
                .put("state", Names.of(delivery.state()))
                .put("attempts", delivery.attempts())
                .put("createdAt", Times.text(delivery.createdAt(), desk.settings.zone()))
                .put(
                        "deliveredAt",
                        delivery.deliveredAt() == null
                                ? null
                                : Times.text(delivery.deliveredAt(), desk.settings.zone()))
                .put("outcome", delivery.outcome());
        if (line.toldIn() != null) {
            json.put("toldIn", line.toldIn());
        }
        return json.encode();
    }

    private static <T> String array(List<T> items, Function<T, String> write) {
        return items.stream().map(write).collect(Collectors.joining(",", "[", "]"));
    }
}
