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

    /** 口径审批时限 */
    public static final String STATEMENT = "statement";

    private Clocks() {}
}
