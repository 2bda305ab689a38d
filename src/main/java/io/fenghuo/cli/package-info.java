/** The command line: {@link io.fenghuo.cli.Main} and one file per command. Nobody imports it. */
@NullMarked
package io.fenghuo.cli;

import org.jspecify.annotations.NullMarked;
