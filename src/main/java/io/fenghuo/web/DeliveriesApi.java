package io.fenghuo.web;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.DeliveryJson;
import io.fenghuo.wire.Names;
import io.fenghuo.wire.Times;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /api/deliveries}: what was told to whom and how it went; one of them with its words; send it again, take it out. */
final class DeliveriesApi implements Handler<RoutingContext> {
    private static final int MOST = 1000;
    private static final int REASON = 200;
    private final Desk desk;

    DeliveriesApi(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Deliveries.Filter filter =
                new Deliveries.Filter(state(ctx.request().getParam("state")), channel(ctx), id(ctx, "incident"));
        int limit = (int) Math.min(MOST, Numbers.param(ctx, "limit", 100));
        if (limit < 1) {
            throw Trouble.of(400, "error.limit", String.valueOf(MOST));
        }
        Words words = desk.words(ctx);
        desk.console
                .deliveries()
                .list(filter, limit)
                .onSuccess(lines -> {
                    JsonArray array = new JsonArray();
                    lines.forEach(line -> array.add(json(line, words)));
                    Desk.json(
                            ctx, 200, new JsonObject().put("deliveries", array).encode());
                })
                .onFailure(ctx::fail);
    }

    /** One delivery with what it says. */
    void one(RoutingContext ctx) {
        Words words = desk.words(ctx);
        desk.console
                .deliveries()
                .one(ctx.pathParam("id"))
                .onSuccess(found -> found.ifPresentOrElse(
                        story -> Desk.json(ctx, 200, json(story, words).encode()),
                        () -> ctx.fail(Trouble.of(404, "error.404"))))
                .onFailure(ctx::fail);
    }

    private JsonObject json(Deliveries.Story story, Words words) {
        JsonArray attempts = new JsonArray();
        for (Deliveries.Attempt one : story.attempts()) {
            attempts.add(new JsonObject()
                    .put("number", one.number())
                    .put("at", Times.text(one.at(), desk.settings.zone()))
                    .put("reply", one.reply()));
        }
        return json(story.letter().line(), words)
                .put("content", new JsonArray(story.letter().content()))
                .put("fixed", story.letter().fixed())
                .put("tells", story.letter().tells())
                .put("tries", attempts);
    }

    void retry(RoutingContext ctx) {
        Console.Actor actor = actor(ctx, Asked.of(ctx));
        handled(ctx, desk.console.deliveries().retry(ctx.pathParam("id"), actor), "refusal.delivered");
    }

    void drop(RoutingContext ctx) {
        Asked asked = Asked.of(ctx);
        Console.Actor actor = actor(ctx, asked);
        String reason = reason(asked.text("reason", ""));
        if (reason.isEmpty()) {
            throw Trouble.of(422, "deliveries.need");
        }
        handled(ctx, desk.console.deliveries().drop(ctx.pathParam("id"), reason, actor), "refusal.not_waiting");
    }

    /** A reason on one line; empty when none was given. */
    static String reason(String given) {
        return Harmless.line(given.strip(), REASON);
    }

    private void handled(RoutingContext ctx, Future<Optional<Console.Handled>> work, String refusal) {
        Words words = desk.words(ctx);
        work.onSuccess(found -> {
                    if (found.isEmpty()) {
                        ctx.fail(Trouble.of(404, "error.404"));
                        return;
                    }
                    JsonObject delivery =
                            new JsonObject(DeliveryJson.write(found.get().delivery(), desk.settings.zone()));
                    if (found.get().done()) {
                        Desk.json(ctx, 200, delivery.encode());
                    } else {
                        JsonObject no = new JsonObject()
                                .put("error", "state")
                                .put("message", words.t(refusal))
                                .put("delivery", delivery);
                        Desk.json(ctx, 409, no.encode());
                    }
                })
                .onFailure(ctx::fail);
    }

    /** Who asks, who must be an administrator once there is one: the person named, else the one the reader says they are. */
    private Console.Actor actor(RoutingContext ctx, Asked asked) {
        Console.Actor actor = asked.actor(ctx, desk.me(ctx));
        if (!desk.console.deliveries().mayHandle(actor.by())) {
            throw Trouble.of(403, "deliveries.admins");
        }
        return actor;
    }

    private @Nullable String channel(RoutingContext ctx) {
        String channel = id(ctx, "channel");
        List<String> known = desk.console.deliveries().channels();
        if (channel != null && !known.contains(channel)) {
            throw Trouble.of(400, "error.channel", Harmless.line(channel, 60), String.join(", ", known));
        }
        return channel;
    }

    private static @Nullable String id(RoutingContext ctx, String name) {
        String id = ctx.request().getParam(name);
        return id == null || id.isBlank() ? null : id.strip();
    }

    private JsonObject json(Console.DeliveryLine line, Words words) {
        Delivery delivery = line.delivery();
        JsonObject json = new JsonObject(DeliveryJson.write(delivery, desk.settings.zone()))
                .put("createdAt", Times.text(delivery.createdAt(), desk.settings.zone()));
        if (line.toldIn() != null) {
            json.put("toldIn", line.toldIn());
        }
        Notice notice = line.notice();
        if (notice != null) {
            json.put("level", notice.level().name())
                    .put("reason", Names.of(notice.reason()))
                    .put("why", words.reason(notice.why(), person -> desk.name(person, words)))
                    .put("to", notice.to().toString())
                    .put("manner", Names.of(notice.manner()));
        }
        return json;
    }

    private static Delivery.@Nullable Status state(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        return Arrays.stream(Delivery.Status.values())
                .filter(one -> Names.of(one).equals(name))
                .findFirst()
                .orElseThrow(() -> Trouble.of(
                        400,
                        "error.state",
                        Arrays.stream(Delivery.Status.values()).map(Names::of).collect(Collectors.joining(", "))));
    }
}
