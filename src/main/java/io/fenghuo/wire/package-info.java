/**
 * The JSON that people and programs read: posts in, hits, incidents, actions, events and timelines out. Field names, order and defaults are a
 * contract. Reading is strict and bounded, since the text comes from strangers; every fault says line, place and cure.
 */
@NullMarked
package io.fenghuo.wire;

import org.jspecify.annotations.NullMarked;
