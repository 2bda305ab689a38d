package io.fenghuo.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Neither the service nor a command can start as things are; the lines say why and what to do, one fault each. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    /** One fault each line, with its cure. */
    public StartRefused(List<String> lines) {
        this(lines, null);
    }

    StartRefused(List<String> lines, @Nullable Throwable cause) {
        super(String.join("\n", lines), cause);
        this.lines = List.copyOf(lines);
    }

    public List<String> lines() {
        return lines;
    }
}
