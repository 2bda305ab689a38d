/**
 * The demo: a small site of our own on loopback that plays a shopping evening of an invented brand, read by the same code as any site. Nothing
 * outside {@code app} knows it.
 */
@NullMarked
package io.fenghuo.app.demo;

import org.jspecify.annotations.NullMarked;
