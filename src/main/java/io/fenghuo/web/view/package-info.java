/** What a page shows, worked out before the template sees it: words, times, colours and harmless text. Knows the model alone. */
@NullMarked
package io.fenghuo.web.view;

import org.jspecify.annotations.NullMarked;
