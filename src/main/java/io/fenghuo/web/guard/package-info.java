/** Who may come in, from where, and how a browser is held to it: addresses, host names, origins, form tokens and headers. */
@NullMarked
package io.fenghuo.web.guard;

import org.jspecify.annotations.NullMarked;
