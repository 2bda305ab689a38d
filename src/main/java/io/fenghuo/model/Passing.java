package io.fenghuo.model;

/** Marks a failure that passes by itself: nothing is wrong with what was asked, nothing of it was done, and the same may work in a moment. */
public interface Passing {
    /** Whether a failure, or what caused it, is one. */
    static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Passing) {
                return true;
            }
        }
        return false;
    }
}
