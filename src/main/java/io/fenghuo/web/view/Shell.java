package io.fenghuo.web.view;

import java.util.List;

/**
 * What every page stands in.
 *
 * @param w words for the reader
 * @param csrf the form token
 * @param path the page's own path, so that switching the language comes back to it
 * @param me id of the person the reader says they are; empty = nobody chosen
 * @param people whom they may be
 * @param now the server's time in epoch milliseconds
 * @param version of scripts and styles
 * @param plain whether the page stands alone, without navigation, as for the holder of a signed link
 */
public record Shell(
        Words w, String csrf, String path, String me, List<Choice> people, long now, String version, boolean plain) {
    public Shell {
        people = List.copyOf(people);
    }

    /** A value to choose and its words. */
    public record Choice(String value, String label) {}

    public String t(String key) {
        return w.t(key);
    }

    /** The attribute value that marks the page one is on. */
    public @org.jspecify.annotations.Nullable String current(String page) {
        boolean here = page.equals("/") ? path.equals("/") || path.startsWith("/incidents/") : path.equals(page);
        return here ? "page" : null;
    }
}
