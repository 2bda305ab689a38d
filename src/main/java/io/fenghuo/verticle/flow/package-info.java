/** The main flow from a batch of posts to the outbox, as it runs and as it is rehearsed. */
@NullMarked
package io.fenghuo.verticle.flow;

import org.jspecify.annotations.NullMarked;
