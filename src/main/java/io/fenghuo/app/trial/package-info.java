/** Trying watchlists before they are saved: the trial corpus, and what a changed list would newly find and no longer find. */
@NullMarked
package io.fenghuo.app.trial;

import org.jspecify.annotations.NullMarked;
