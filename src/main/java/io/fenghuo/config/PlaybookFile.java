package io.fenghuo.config;

/**
 * A file of {@code alerts/playbooks/}, as read from disk.
 *
 * @param id the file's name without its extension
 * @param name its name in problems, relative to the home
 * @param text its content
 */
record PlaybookFile(String id, String name, String text) {
    /** Where they lie. */
    static final String FOLDER = "alerts/playbooks";
}
