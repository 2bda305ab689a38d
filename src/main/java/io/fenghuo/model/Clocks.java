package io.fenghuo.model;

/** Ids of the clocks every incident may have; categories may bring more of their own. */
public final class Clocks {
    /** 接手时限 */
    public static final String ACKNOWLEDGE = "acknowledge";
    /** 首次回应时限 */
    public static final String RESPOND = "respond";
    /** 黄金处置时间 */
    public static final String GOLDEN = "golden";
    /** 调查公布时限 */
    public static final String FINDINGS = "findings";
    /** 和解时限 */
    public static final String SETTLE = "settle";
    /** 承诺时限 */
    public static final String PROMISED = "promised";
    /** 移交时限 */
    public static final String HAND_OVER = "hand_over";

    /** 评价回复时限 */
    public static final String REVIEW_ANSWER = "review_answer";
    /** 直播违规上报时限 */
    public static final String LIVE_VIOLATION = "live_violation";
    /** 部门回复时限 */
    public static final String DEPARTMENT = "department";
    /** 错发处理时限 */
    public static final String WRONG_ITEM = "wrong_item";
    /** 故障进展通报时限: comes again after each */
    public static final String OUTAGE_UPDATE = "outage_update";
    /** 退款到账时限 */
    public static final String REFUND_CREDIT = "refund_credit";
    /** 回访时限: starts with settling and outlives closing */
    public static final String FOLLOW_UP = "follow_up";

    private Clocks() {}
}
