package io.fenghuo.model;

/** What sort of text a post is. */
public enum Kind {
    COMMENT,
    CHAT,
    REVIEW,
    POST,
    TICKET,
    /** {@code order-note} on the wire. */
    ORDER_NOTE
}
