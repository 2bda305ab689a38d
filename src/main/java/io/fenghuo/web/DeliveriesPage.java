package io.fenghuo.web;

import io.fenghuo.model.Delivery;
import io.fenghuo.web.view.DeliveryView;
import io.fenghuo.web.view.Words;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 推送记录: every message, whom it was for, how it went and what the platform said. */
final class DeliveriesPage implements Handler<RoutingContext> {
    private static final int SHOWN = 200;
    private final Desk desk;

    DeliveriesPage(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Delivery.Status state = state(ctx.request().getParam("state"));
        desk.console
                .deliveries(state, SHOWN)
                .onSuccess(lines -> {
                    Words words = desk.words(ctx);
                    Instant now = desk.console.now();
                    List<DeliveryView> views = lines.stream()
                            .map(line -> DeliveryView.of(
                                    line.delivery(),
                                    line.notice(),
                                    line.toldIn(),
                                    words,
                                    person -> desk.name(person, words),
                                    now))
                            .toList();
                    desk.show(
                            ctx,
                            200,
                            "deliveries",
                            Map.of(
                                    "s",
                                    desk.shell(ctx, false),
                                    "state",
                                    state == null ? "" : state.name().toLowerCase(Locale.ROOT),
                                    "deliveries",
                                    views));
                })
                .onFailure(ctx::fail);
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
