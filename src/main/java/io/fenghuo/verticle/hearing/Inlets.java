package io.fenghuo.verticle.hearing;

import io.fenghuo.source.SourceSpec;

/** Opens what posts are drawn from. Threadsafe. */
@FunctionalInterface
public interface Inlets {

    /**
     * An inlet for a spec without problems; it connects at its first call.
     *
     * @param trial whether to look only: nobody else notices, and nothing is moved on
     */
    Inlet open(SourceSpec spec, boolean trial);
}
