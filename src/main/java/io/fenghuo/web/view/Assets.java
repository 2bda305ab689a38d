package io.fenghuo.web.view;

import java.util.List;

/** What templates say the same everywhere. */
public final class Assets {
    /** htmx without eval and without a style element of its own, so that the strict policy holds; refusals are shown as they are answered. */
    public static final String HTMX = """
            {"allowEval":false,"includeIndicatorStyles":false,"historyEnabled":false,"refreshOnHistoryMiss":true,\
            "responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},\
            {"code":"404|409|422","swap":true},{"code":"[45]..","swap":false,"error":true}]}""";

    /** Links of the chain a matter may be traced to. */
    public static final List<String> CAUSES =
            List.of("selection", "quality", "claims", "logistics", "service", "other");

    /** How long a wait may be, in hours. */
    public static final List<String> HOURS = List.of("1", "4", "24", "72");

    /** Grades a report may name. */
    public static final List<String> GRADES = List.of("auto", "l1", "l2", "l3");

    /** States the list of deliveries may be narrowed to. */
    public static final List<String> DELIVERY_STATES =
            List.of("pending", "delivered", "unconfirmed", "failed", "dropped");

    private Assets() {}
}
