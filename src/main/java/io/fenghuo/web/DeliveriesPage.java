package io.fenghuo.web;

import io.fenghuo.model.Delivery;
import io.fenghuo.web.view.DeliveriesView;
import io.fenghuo.web.view.DeliveryView;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Words;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 推送记录: every message, whom it was for, how it went and what the platform said; each with its story, and what an administrator may do. */
final class DeliveriesPage implements Handler<RoutingContext> {
    static final String PATH = "/deliveries";
    private static final int SHOWN = 200;
    private static final int LONGEST = 100;
    private final Desk desk;

    DeliveriesPage(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Delivery.Status state = state(ctx.request().getParam("state"));
        String channel = param(ctx, "channel");
        String incident = param(ctx, "incident");
        Deliveries.Filter filter = new Deliveries.Filter(state, none(channel), none(incident));
        desk.console
                .deliveries()
                .list(filter, SHOWN)
                .onSuccess(lines -> {
                    Words words = desk.words(ctx);
                    List<DeliveryView> views =
                            lines.stream().map(line -> view(line, words)).toList();
                    DeliveriesView.Filter chosen = new DeliveriesView.Filter(
                            state == null ? "" : state.name().toLowerCase(Locale.ROOT),
                            channel,
                            incident,
                            desk.console.deliveries().channels());
                    desk.show(
                            ctx,
                            200,
                            "deliveries",
                            Map.of("s", desk.shell(ctx, false), "f", chosen, "deliveries", views));
                })
                .onFailure(ctx::fail);
    }

    /** One delivery. */
    void one(RoutingContext ctx) {
        String done = String.valueOf(ctx.request().getParam("done"));
        show(ctx, 200, done.equals("retry") || done.equals("drop") ? "outbox.done." + done : "", "");
    }

    /** An administrator sends it again or takes it out. */
    void act(RoutingContext ctx) {
        desk.checkForm(ctx);
        String id = ctx.pathParam("id");
        String deed = Desk.field(ctx, "do");
        Console.Actor actor = new Console.Actor(desk.me(ctx), "console");
        if (!desk.console.deliveries().mayHandle(actor.by())) {
            show(ctx, 403, "", "deliveries.admins");
            return;
        }
        Future<Optional<Console.Handled>> work;
        if (deed.equals("retry")) {
            work = desk.console.deliveries().retry(id, actor);
        } else if (deed.equals("drop")) {
            String reason = DeliveriesApi.reason(Desk.field(ctx, "reason"));
            if (reason.isEmpty()) {
                show(ctx, 422, "", "deliveries.need");
                return;
            }
            work = desk.console.deliveries().drop(id, reason, actor);
        } else {
            throw Trouble.of(400, "error.400");
        }
        String refusal = deed.equals("retry") ? "refusal.delivered" : "refusal.not_waiting";
        work.onSuccess(found -> {
                    if (found.isEmpty()) {
                        ctx.fail(Trouble.of(404, "error.404"));
                    } else if (found.get().done()) {
                        Desk.seeOther(ctx, PATH + "/" + Desk.encode(id) + "?done=" + deed);
                    } else {
                        show(ctx, 409, "", refusal);
                    }
                })
                .onFailure(ctx::fail);
    }

    private void show(RoutingContext ctx, int status, String said, String trouble) {
        desk.console
                .deliveries()
                .one(ctx.pathParam("id"))
                .onSuccess(found -> found.ifPresentOrElse(
                        story -> desk.show(
                                ctx,
                                status,
                                "delivery",
                                Map.of("s", desk.shell(ctx, false), "v", story(ctx, story, said, trouble))),
                        () -> ctx.fail(Trouble.of(404, "error.404"))))
                .onFailure(ctx::fail);
    }

    private DeliveriesView.Story story(RoutingContext ctx, Deliveries.Story story, String said, String trouble) {
        Words words = desk.words(ctx);
        Instant now = desk.console.now();
        Delivery delivery = story.letter().line().delivery();
        boolean waits = delivery.state() == Delivery.Status.PENDING;
        boolean may = desk.console.deliveries().mayHandle(desk.me(ctx));
        return new DeliveriesView.Story(
                view(story.letter().line(), words),
                story.letter().content().stream().map(Harmless::text).toList(),
                story.letter().fixed(),
                story.letter().tells() > 1 ? words.t("outbox.tells", story.letter().tells()) : "",
                story.attempts().stream()
                        .map(one -> new DeliveriesView.Attempt(
                                words.t("outbox.attempt", one.number()),
                                words.exact(one.at()),
                                one.reply() == null ? words.t("outbox.noreply") : Harmless.line(one.reply(), 300)))
                        .toList(),
                waits ? words.t("outbox.next", words.when(delivery.notBefore(), now)) : "",
                may && delivery.state() != Delivery.Status.DELIVERED,
                may && waits,
                may,
                said.isEmpty() ? "" : words.t(said),
                trouble.isEmpty() ? "" : words.t(trouble));
    }

    private DeliveryView view(Console.DeliveryLine line, Words words) {
        return DeliveryView.of(
                line.delivery(),
                line.notice(),
                line.toldIn(),
                words,
                person -> desk.name(person, words),
                desk.console.now());
    }

    private static String param(RoutingContext ctx, String name) {
        String value = ctx.request().getParam(name);
        return value == null ? "" : Harmless.line(value.strip(), LONGEST);
    }

    private static @Nullable String none(String value) {
        return value.isEmpty() ? null : value;
    }

    private static Delivery.@Nullable Status state(@Nullable String name) {
        for (Delivery.Status status : Delivery.Status.values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(name)) {
                return status;
            }
        }
        return null;
    }
}
