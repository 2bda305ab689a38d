package io.fenghuo.model;

/** Where an incident stands. */
public enum State {
    /** 待接手 */
    OPEN,
    /** 处理中 */
    TAKEN,
    /** 已回复 / 已公开回应 */
    ANSWERED,
    /** 已和解 / 已处置 */
    SETTLED,
    /** 已结案 */
    CLOSED,
    /** 误报 */
    FALSE_ALARM,
    /** 已并入 */
    MERGED;

    /** Whether nothing more is expected: no clock runs, nobody is told. */
    public boolean ended() {
        return this == CLOSED || this == FALSE_ALARM || this == MERGED;
    }
}
