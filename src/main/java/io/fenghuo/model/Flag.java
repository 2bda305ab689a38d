package io.fenghuo.model;

/** What else is true of an incident, whatever its state. */
public enum Flag {
    /** 待用户反馈: settle is paused until the customer writes or the pause ends. */
    WAITING,
    /** 暂缓 */
    SNOOZED,
    /** 疑似: the gravest word without evidence, not yet confirmed. */
    SUSPECTED,
    /** 已重开 */
    REOPENED,
    /** Somebody of ours was seen to have answered; a person has yet to confirm it. */
    REPLY_SEEN,
    /** 【演示】 belongs to the demo: told only to terminal, mail folder and console, never counted. */
    DEMO,
    /** 【演练】 belongs to a rehearsal: told through the real channels with that mark, never counted among real figures. */
    DRILL
}
