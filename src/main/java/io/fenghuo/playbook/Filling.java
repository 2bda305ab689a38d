package io.fenghuo.playbook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fields in scripts: {@code {{customer}}} and the like. */
public final class Filling {
    /** What an incident can fill in, beside a playbook's own fields. */
    public static final List<String> OF_INCIDENTS = List.of(
            "salutation",
            "customer",
            "product",
            "order",
            "deadline",
            "brand",
            "host",
            "platform",
            "agent",
            "count",
            "category",
            "statement");

    /** Around what is not known and has to be written by hand. */
    public static final String OPEN = "【";

    public static final String CLOSE = "】";

    private static final Pattern FIELD = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final Pattern GAP = Pattern.compile("【([^【】]{1,20})】");

    private Filling() {}

    /** The fields a script names, in the order of the text. */
    public static Set<String> fields(String script) {
        Set<String> names = new LinkedHashSet<>();
        FIELD.matcher(script).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /**
     * The script with what is known; what is not stands as 【name】.
     *
     * @param values field → what it stands for
     * @param names field → what people call it
     */
    public static String fill(String script, Map<String, String> values, Map<String, String> names) {
        return FIELD.matcher(script).replaceAll(found -> {
            String name = found.group(1);
            String value = values.getOrDefault(name, "");
            return Matcher.quoteReplacement(value.isBlank() ? OPEN + names.getOrDefault(name, name) + CLOSE : value);
        });
    }

    /** What is still to be written by hand; {@code names} are what people call the fields. */
    public static List<String> gaps(String text, Set<String> names) {
        return GAP.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(names::contains)
                .distinct()
                .toList();
    }
}
