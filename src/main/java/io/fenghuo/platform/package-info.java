/**
 * Sources that speak a platform's own official protocol. Each is a {@link io.fenghuo.source.SourceType} found through
 * {@link java.util.ServiceLoader}, just as one of a plug-in is: what a connector here can do, a developer's own can do as well.
 */
@NullMarked
package io.fenghuo.platform;

import org.jspecify.annotations.NullMarked;
