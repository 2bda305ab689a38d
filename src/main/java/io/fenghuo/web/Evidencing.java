package io.fenghuo.web;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Optional;

/** How evidence is handed out. Threadsafe; does not block. */
public interface Evidencing {
    /** Makes an incident's bundle, and a line in its timeline that says so; empty when there is no such incident. */
    Future<Optional<Made>> bundle(String incident, Console.Actor actor);

    /**
     * A bundle.
     *
     * @param file for the caller to delete
     * @param name to offer it under
     * @param sha256 of the file
     * @param head the hash of the last line of its timeline
     * @param lines of the timeline
     * @param records in it
     */
    record Made(Path file, String name, String sha256, String head, long lines, int records) {}
}
