package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Event;
import io.fenghuo.model.Incident;
import org.jspecify.annotations.Nullable;

/** Decides about an incident and keeps the decision. */
@FunctionalInterface
interface Deciding {
    Incident decide(@Nullable Incident before, Event event);
}
