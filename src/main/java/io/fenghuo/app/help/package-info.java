/** What is at hand for those who work on an incident: playbooks chosen and filled in, drafts checked, statements, what was alike before. */
@NullMarked
package io.fenghuo.app.help;

import org.jspecify.annotations.NullMarked;
