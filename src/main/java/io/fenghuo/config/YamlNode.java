package io.fenghuo.config;

import org.jspecify.annotations.Nullable;

/** A value in a YAML file that knows where it stands. Getters report what does not fit as problems and go on. Confined to one reading. */
public abstract sealed class YamlNode permits YamlText, YamlList, YamlMap {
    private final Place place;
    private final Problems problems;

    YamlNode(Place place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    public final Place place() {
        return place;
    }

    final Problems problems() {
        return problems;
    }

    /** Says that this value is wrong; {@code code} and {@code args} as in {@link Problem}. */
    public final void error(String code, Object... args) {
        problems.error(place, code, args);
    }

    public final void warning(String code, Object... args) {
        problems.warning(place, code, args);
    }

    /** This value as a text; null, and a problem, when it is a list or a mapping. */
    public @Nullable YamlText asText() {
        error("not-text");
        return null;
    }

    /** This value as a list; null, and a problem, when it is something else. Nothing at all is an empty list. */
    public @Nullable YamlList asList() {
        error("not-list");
        return null;
    }

    /** This value as a mapping; null, and a problem, when it is something else. Nothing at all is an empty mapping. */
    public @Nullable YamlMap asMap() {
        error("not-mapping");
        return null;
    }

    /** How many values it holds, itself included; aliases counted each time. */
    abstract long size();

    /** Plain objects, for options that another room interprets: text, list or map with text keys. Texts stay texts, except unquoted true, false and whole numbers. */
    public abstract Object plain();
}
