/** Benchmarks a user can repeat: ours and its rivals in one process, hits compared before a figure is given. */
@NullMarked
package io.fenghuo.app.bench;

import org.jspecify.annotations.NullMarked;
