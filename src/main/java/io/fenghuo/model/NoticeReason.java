package io.fenghuo.model;

/** Why a notice is sent. Every message says it. */
public enum NoticeReason {
    OPENED,
    RAISED,
    /** Not taken yet: the ladder's next step. */
    PAGE,
    WARNING,
    MISSED,
    GROWTH,
    DIGEST,
    TAKEN,
    EXPIRED,
    REMINDER,
    HAND_OVER,
    CLOSED,
    ADMIN
}
