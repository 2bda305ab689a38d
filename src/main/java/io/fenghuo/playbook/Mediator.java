package io.fenghuo.playbook;

import java.util.Set;

/**
 * A third party who can settle a dispute.
 *
 * @param kind platform, 12315, association, consumer, lawyer or other
 * @param regions where; empty = everywhere
 * @param categories of which matters; empty = of all
 * @param how how they are reached
 * @param when when they help and how long it takes
 */
public record Mediator(
        String id, String name, String kind, Set<String> regions, Set<String> categories, String how, String when) {
    public Mediator {
        regions = Set.copyOf(regions);
        categories = Set.copyOf(categories);
    }
}
