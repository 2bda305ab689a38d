/** Messengers that take incidents by a button: each vendor stands on loopback and holds to what it documents. */
@NullMarked
package io.fenghuo.messenger;

import org.jspecify.annotations.NullMarked;
