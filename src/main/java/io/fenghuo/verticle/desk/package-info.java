/** Where everything about incidents is decided and written down, inside one transaction. */
@NullMarked
package io.fenghuo.verticle.desk;

import org.jspecify.annotations.NullMarked;
