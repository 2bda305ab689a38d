package io.fenghuo.wire;

import io.fenghuo.model.Delivery;
import java.time.ZoneId;

/** A delivery as JSON, for those who follow what was told to whom. */
public final class DeliveryJson {
    private DeliveryJson() {}

    /** The delivery in one line. */
    public static String write(Delivery delivery, ZoneId zone) {
        return Out.object(
                zone,
                out -> out.text("id", delivery.id())
                        .text("notice", delivery.notice())
                        .text("incident", delivery.incident())
                        .text("channel", delivery.channel())
                        .text("person", delivery.person())
                        .name("state", delivery.state())
                        .number("attempts", delivery.attempts())
                        .time("notBefore", delivery.notBefore())
                        .timeOrNull("deliveredAt", delivery.deliveredAt())
                        .text("outcome", delivery.outcome())
                        .text("fallbackOf", delivery.fallbackOf()));
    }
}
