package io.fenghuo.web;

import io.vertx.core.Future;
import java.util.Optional;

/** Makes a single signed link worthless before it expires: of an incident, for reporting, for words, for swaps. */
public interface Revoking {
    /** Knows no links. */
    Revoking NONE = (link, actor) -> Future.succeededFuture(Optional.empty());

    /**
     * Revokes a link, given as it stands in a message or as its token alone. Again changes nothing.
     *
     * @return whom it was issued to; empty when it is none of ours
     */
    Future<Optional<String>> revoke(String link, Console.Actor actor);
}
