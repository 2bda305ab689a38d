/** Programs that are told: somebody's own by a webhook, and systems of alarms, each in the form it wants. */
@NullMarked
package io.fenghuo.channel.program;

import org.jspecify.annotations.NullMarked;
