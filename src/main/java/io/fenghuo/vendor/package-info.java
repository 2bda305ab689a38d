/**
 * Stand-ins for the vendors of channels: servers on loopback that enforce what each vendor documents (keys, signatures, shapes, sizes, rates) and
 * answer with the documented words. Tests, {@code drill --fake-vendors} and {@code bench deliver} send to them. They know nothing of the rest of
 * the product: what they check they compute themselves, so that a mistake of ours is refused here as it would be there.
 */
@NullMarked
package io.fenghuo.vendor;

import org.jspecify.annotations.NullMarked;
