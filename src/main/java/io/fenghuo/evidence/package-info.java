/** Evidence: sealed records in web archive files, time stamps, the bundle a lawyer gets, and its check. Knows the model and the wire only. */
@NullMarked
package io.fenghuo.evidence;

import org.jspecify.annotations.NullMarked;
