package io.fenghuo.config;

/**
 * Where something stands in a file.
 *
 * @param file as people know it: relative to the home, with forward slashes
 * @param line from 1
 * @param column from 1, in characters (code points)
 */
public record Place(String file, int line, int column) {

    /** The very beginning of a file. */
    public static Place startOf(String file) {
        return new Place(file, 1, 1);
    }
}
