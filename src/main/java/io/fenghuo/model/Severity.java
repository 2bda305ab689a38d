package io.fenghuo.model;

/** The three grades of an incident, gravest first. */
public enum Severity {
    /** 一级: personal safety or an alleged crime; an official answer within 15 minutes. */
    L1,
    /** 二级: many people, one product fault; findings and remedy within 48 hours. */
    L2,
    /** 三级: one unhappy customer; settled within 72 hours. */
    L3;

    /** Whether this grade is graver than {@code other}. */
    public boolean graverThan(Severity other) {
        return compareTo(other) < 0;
    }

    /** The graver of the two. */
    public static Severity graver(Severity a, Severity b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
