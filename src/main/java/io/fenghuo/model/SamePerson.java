package io.fenghuo.model;

import java.time.Instant;

/**
 * Somebody said that an author is the same customer as another one.
 *
 * @param source where the author writes
 * @param author the author key there
 * @param asSource where the customer is known already
 * @param as the author key the customer is counted by
 * @param by who said so
 */
public record SamePerson(String source, String author, String asSource, String as, String by, Instant at) {}
