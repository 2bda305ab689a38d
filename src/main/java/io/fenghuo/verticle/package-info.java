/**
 * Where parts meet at run time: thin Vert.x shells around the pure rooms, and the main flow itself. Here lies what all of it stands on: the
 * clock, the journal, the rules in force, and the interfaces of what is needed from the outside, which the application gives. Above it a
 * post's way: <b>hearing</b> hands over to the <b>intake</b>, the <b>desk</b> decides, the <b>outbox</b> holds who is to be told, <b>letters</b>
 * are written and go out by <b>delivery</b>.
 */
@NullMarked
package io.fenghuo.verticle;

import org.jspecify.annotations.NullMarked;
