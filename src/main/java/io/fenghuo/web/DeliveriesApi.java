package io.fenghuo.web;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.DeliveryJson;
import io.fenghuo.wire.Names;
import io.fenghuo.wire.Times;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /api/deliveries}: what was told to whom and how it went; one of them with its words; send it again, take it out. */
final class DeliveriesApi implements Handler<RoutingContext> {
    private static final int MOST = 1000;
    private static final Pattern PERSON = Pattern.compile("[\\p{L}\\p{N}._:@-]{1,64}");
    private final Desk desk;

    DeliveriesApi(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Delivery.Status state = state(ctx.request().getParam("state"));
        int limit = (int) Math.min(MOST, Numbers.param(ctx, "limit", 100));
        Words words = desk.words(ctx);
        desk.console
                .deliveries(state, limit)
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
                .delivery(ctx.pathParam("id"))
                .onSuccess(found -> found.ifPresentOrElse(
                        letter -> Desk.json(
                                ctx,
                                200,
                                json(letter.line(), words)
                                        .put("content", new JsonArray(letter.content()))
                                        .put("fixed", letter.fixed())
                                        .put("tells", letter.tells())
                                        .encode()),
                        () -> ctx.fail(Trouble.of(404, "error.404"))))
                .onFailure(ctx::fail);
    }

    void retry(RoutingContext ctx) {
        Console.Actor actor = actor(ctx);
        handled(ctx, desk.console.retry(ctx.pathParam("id"), actor), "refusal.delivered");
    }

    void drop(RoutingContext ctx) {
        Console.Actor actor = actor(ctx);
        handled(ctx, desk.console.drop(ctx.pathParam("id"), actor), "refusal.not_waiting");
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

    private Console.Actor actor(RoutingContext ctx) {
        Desk.onlyJson(ctx);
        String body = ctx.body().asString();
        String by = null;
        if (body != null && !body.isBlank()) {
            try {
                by = new JsonObject(body).getString("by");
            } catch (DecodeException | ClassCastException unreadable) {
                throw Trouble.of(400, "error.400");
            }
        }
        if (by != null && !PERSON.matcher(by).matches()) {
            throw Trouble.of(400, "error.400");
        }
        return new Console.Actor(by == null ? desk.me(ctx) : by, Desk.via(ctx));
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
