/**
 * The console, the REST interface and the event stream over one interface, {@link io.fenghuo.web.Console}, that the application gives.
 * {@code guard} says who may come in, {@code view} what a page shows; one handler a file, one template a page.
 */
@NullMarked
package io.fenghuo.web;

import org.jspecify.annotations.NullMarked;
