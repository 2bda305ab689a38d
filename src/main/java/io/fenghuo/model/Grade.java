package io.fenghuo.model;

import java.util.List;

/**
 * How bad it is, and why.
 *
 * @param suspected true only with L1: a grave word without evidence
 */
public record Grade(Severity level, boolean suspected, List<Reason> reasons) {
    public Grade {
        reasons = List.copyOf(reasons);
    }
}
