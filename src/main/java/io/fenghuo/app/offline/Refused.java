package io.fenghuo.app.offline;

import java.util.List;

/** A question cannot be answered as things are; the lines say why and what to do, one fault each. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    Refused(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    public List<String> lines() {
        return lines;
    }
}
