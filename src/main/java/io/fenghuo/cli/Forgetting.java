package io.fenghuo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.app.Access;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code incident forget SOURCE AUTHOR --by NAME [--yes]}: asks once more, has a person forgotten, and says what went and what did not. */
final class Forgetting {
    private static final List<String> YES = List.of("yes", "y", "是");

    private final Surroundings around;
    private final String source;
    private final String author;
    private final String by;

    /** @throws Command.Misuse when somebody is not named, or nobody can be asked and {@code yes} does not say so */
    Forgetting(
            Surroundings around, @Nullable String source, @Nullable String author, @Nullable String by, boolean yes) {
        if (source == null || author == null) {
            throw new Command.Misuse(around.say("id-missing", "incident forget SOURCE AUTHOR --by NAME"));
        }
        if (by == null || by.isBlank()) {
            throw new Command.Misuse(around.say("forget.by"));
        }
        if (!yes && !Progress.isTerminal()) {
            throw new Command.Misuse(around.say("forget.unasked"));
        }
        this.around = around;
        this.source = source;
        this.author = author;
        this.by = by;
    }

    /** Whether the person at the terminal means it. */
    boolean confirmed() {
        around.err().println(around.say("forget.ask", Acting.plain(author), Acting.plain(source)));
        try {
            String said = new BufferedReader(new InputStreamReader(around.in(), StandardCharsets.UTF_8)).readLine();
            return said != null && YES.contains(said.strip().toLowerCase(Locale.ROOT));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    Access.Answer ask(Access access) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", source);
        body.put("author", author);
        body.put("by", by);
        return access.post("/api/persons/forget", body);
    }

    /** What went, a line each. */
    List<String> said(JsonNode gone) {
        return List.of(
                around.say(
                        "forget.posts",
                        gone.path("posts").asText(),
                        gone.path("raw").asText()),
                around.say(
                        "forget.incidents",
                        gone.path("incidents").asText(),
                        gone.path("fields").asText()),
                around.say("forget.messages", gone.path("messages").asText()),
                around.say("forget.lines", gone.path("lines").asText()),
                around.say("forget.evidence", gone.path("evidence").asText()));
    }
}
