package io.fenghuo.incident;

import java.util.List;

/** Roles known from the start. Others may exist in {@code contacts.yaml}. */
public final class Roles {
    /** 值班 */
    public static final String DUTY = "duty";
    /** 资深 */
    public static final String SENIOR = "senior";
    /** 主管 */
    public static final String SUPERVISOR = "supervisor";
    /** 法务 */
    public static final String LEGAL = "legal";
    /** 安全: hears threats and self-harm within seconds */
    public static final String SAFETY = "safety";
    /** 公关 */
    public static final String PR = "pr";
    /** 品牌; stands for whoever the rule names as {@code owner} */
    public static final String BRAND = "brand";
    /** 商品 */
    public static final String PRODUCT = "product";
    /** 物流 */
    public static final String LOGISTICS = "logistics";
    /** 管理员: hears what nobody else can be told */
    public static final String ADMIN = "admin";

    /** All of them, in the order of the manual. */
    public static final List<String> KNOWN =
            List.of(DUTY, SENIOR, SUPERVISOR, LEGAL, SAFETY, PR, BRAND, PRODUCT, LOGISTICS, ADMIN);

    private Roles() {}
}
