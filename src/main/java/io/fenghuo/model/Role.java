package io.fenghuo.model;

/** Who speaks in a post. A rule without a role filter reads every role. */
public enum Role {
    CUSTOMER,
    AGENT,
    HOST,
    INFLUENCER,
    SYSTEM
}
