package io.fenghuo.vendor;

import java.util.Map;

/**
 * A call by which a vendor tells us something, such as that a button was pressed.
 *
 * @param query with its question mark; empty = none
 */
public record Knock(String query, Map<String, String> headers, String body) {
    public Knock {
        headers = Map.copyOf(headers);
    }
}
