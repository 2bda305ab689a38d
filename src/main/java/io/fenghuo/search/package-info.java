/** Finding texts by other texts: an index in memory that knows Chinese, Japanese and Korean as well as words parted by blanks. */
@NullMarked
package io.fenghuo.search;

import org.jspecify.annotations.NullMarked;
