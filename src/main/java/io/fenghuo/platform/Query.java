package io.fenghuo.platform;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Parameters of a URL. */
public final class Query {
    private Query() {}

    /** {@code base} with these parameters, in their order. */
    public static String url(String base, Map<String, String> parameters) {
        return base
                + parameters.entrySet().stream()
                        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** The parameters of a URL that {@link #url} made, in their order. */
    public static Map<String, String> of(String url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int mark = url.indexOf('?');
        for (String pair : mark < 0 ? new String[0] : url.substring(mark + 1).split("&", -1)) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                parameters.put(decoded(pair.substring(0, sign)), decoded(pair.substring(sign + 1)));
            }
        }
        return parameters;
    }

    /** The URL without its parameters, which hold keys. */
    public static String bare(String url) {
        int mark = url.indexOf('?');
        return mark < 0 ? url : url.substring(0, mark);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
