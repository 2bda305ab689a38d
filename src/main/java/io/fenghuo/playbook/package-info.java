/**
 * What to say and do: playbooks read from Markdown, salutations, required phrases and mediators; which of them fit an incident, and scripts
 * filled in from it. Pure: no files, no clock.
 */
@NullMarked
package io.fenghuo.playbook;

import org.jspecify.annotations.NullMarked;
