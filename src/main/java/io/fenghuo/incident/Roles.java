package io.fenghuo.incident;

/** Roles the shipped ladders and rules name. Others may exist in {@code contacts.yaml}. */
public final class Roles {
    /** 值班 */
    public static final String DUTY = "duty";
    /** 法务 */
    public static final String LEGAL = "legal";
    /** 主管 */
    public static final String SUPERVISOR = "supervisor";
    /** 安全: hears threats and self-harm within seconds */
    public static final String SAFETY = "safety";
    /** 品牌; stands for whoever the rule names as {@code owner} */
    public static final String BRAND = "brand";
    /** 管理员: hears what nobody else can be told */
    public static final String ADMIN = "admin";

    private Roles() {}
}
