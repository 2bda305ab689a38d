/** What posts are drawn from by protocols other than HTTP: mailboxes and topics. */
@NullMarked
package io.fenghuo.app.inlet;

import org.jspecify.annotations.NullMarked;
