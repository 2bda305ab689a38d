package io.fenghuo.verticle.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a vendor took; what it answered may have been lost on the way. */
final class PatchyVendor {
    final List<Instant> asked = new ArrayList<>();
    final List<String> took = new ArrayList<>();
    Instant outUntil = Instant.MIN;
    String outWith = "";
}
