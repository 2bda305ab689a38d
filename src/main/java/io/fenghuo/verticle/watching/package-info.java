/** Whether the service itself does its work: the auditor, the dead man's switch, sources and plug-ins that fell silent, credentials that end. */
@NullMarked
package io.fenghuo.verticle.watching;

import org.jspecify.annotations.NullMarked;
