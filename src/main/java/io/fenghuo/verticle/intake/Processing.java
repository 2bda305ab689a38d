package io.fenghuo.verticle.intake;

import io.fenghuo.model.Post;
import io.vertx.core.Future;
import java.util.List;

/** What posts go through before they are matched. Threadsafe. */
@FunctionalInterface
public interface Processing {
    /** Posts as they come. */
    Processing NONE = Future::succeededFuture;

    /** The same posts, in the same order, perhaps enriched; never fails and never loses one. */
    Future<List<Post>> process(List<Post> posts);
}
