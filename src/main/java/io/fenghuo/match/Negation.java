package io.fenghuo.match;

/** What a rule makes of a keyword that its own clause denies, such as 骗子 in 绝不是骗子. */
public enum Negation {
    /** The default: a denied keyword does not count; {@code explain} names it. */
    IGNORE,
    /** A denied keyword counts like any other, as for 退款 in 不给退款. */
    MATCH
}
