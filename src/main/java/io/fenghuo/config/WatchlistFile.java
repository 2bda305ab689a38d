package io.fenghuo.config;

/**
 * A file of {@code watchlists/} that says what to look for, as read from disk.
 *
 * @param id the file's name without its extension
 * @param name its name in problems, relative to the home
 * @param text its content
 */
public record WatchlistFile(String id, String name, String text) {

    /** Whether it is a plain list of keywords ({@code .txt}), not YAML. */
    public boolean plain() {
        return name.endsWith(".txt");
    }

    /** Whether it is a table of keywords ({@code .csv}), which does nothing until a watchlist imports it. */
    public boolean table() {
        return name.endsWith(".csv");
    }

    /** Its name without folders, as {@code import:} writes it. */
    public String file() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
