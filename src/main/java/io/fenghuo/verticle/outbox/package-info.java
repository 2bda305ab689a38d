/** Who is to be told: notices become rows of the outbox, and rows wait, pause, are owed, or are taken over by another channel. */
@NullMarked
package io.fenghuo.verticle.outbox;

import org.jspecify.annotations.NullMarked;
