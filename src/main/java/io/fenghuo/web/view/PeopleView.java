package io.fenghuo.web.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The people page.
 *
 * @param message what is wrong with what was asked; empty = nothing
 * @param issued the link just made; null = none
 */
public record PeopleView(
        List<Line> people, String message, @Nullable Issued issued) {
    public PeopleView {
        people = List.copyOf(people);
    }

    /** Somebody of the contacts. */
    public record Line(String value, String name, String id) {}

    /**
     * A link just made.
     *
     * @param title key of what it is for
     * @param local whether it leads to this machine's own address, as no public one is set
     */
    public record Issued(String name, String url, String until, boolean local, String title) {}
}
