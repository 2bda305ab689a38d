/**
 * Where parts meet at run time: thin Vert.x shells around the pure rooms, and the main flow itself. It owns the interfaces of what it needs
 * from the outside; the application gives them.
 */
@NullMarked
package io.fenghuo.verticle;

import org.jspecify.annotations.NullMarked;
