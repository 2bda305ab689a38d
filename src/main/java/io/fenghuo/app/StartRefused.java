package io.fenghuo.app;

import java.util.List;

/** Neither the service nor a command can start as things are; the lines say why and what to do, one fault each. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    /** @param lines one fault each, with its cure */
    public StartRefused(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    public List<String> lines() {
        return lines;
    }
}
