package io.fenghuo.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.EvaluationListener;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document: a JSON Pointer (RFC 6901), or, when it begins with {@code $}, a JSONPath as json-path 2 reads it. What an
 * expression may cost is bounded: its length, at most one descent ({@code ..}), no regular expressions or functions, and {@value #MOST} finds in one
 * document. Threadsafe.
 */
final class JsonPlace {
    /** Characters of an expression. */
    static final int LONGEST = 500;
    /** Finds in one document; what lies beyond is left out. */
    static final int MOST = 10_000;

    private static final Pattern STRINGS = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern REFUSED = Pattern.compile("=~|\\w+\\(");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Configuration LISTS = configuration();

    private final String text;
    private final @Nullable JsonPointer pointer;
    private final @Nullable JsonPath path;

    private JsonPlace(String text) {
        this.text = text;
        boolean isPath = text.startsWith("$");
        pointer = isPath ? null : JsonPointer.compile(text);
        path = isPath ? compiled(text) : null;
    }

    /**
     * The place an expression names.
     *
     * @throws IllegalArgumentException when it has a {@link #fault}
     */
    static JsonPlace of(String text) {
        return new JsonPlace(text.strip());
    }

    /** What is wrong with an expression; {@code key} is what it stands for. Null = nothing. */
    static @Nullable Trouble fault(String key, String text) {
        try {
            Objects.requireNonNull(of(text));
            return null;
        } catch (IllegalArgumentException wrong) {
            return text.strip().startsWith("$")
                    ? Trouble.of("spec.jsonpath", key, text, String.valueOf(wrong.getMessage()))
                    : Trouble.of("spec.pointer", key, text);
        }
    }

    private static JsonPath compiled(String text) {
        String bare = STRINGS.matcher(text).replaceAll("''");
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("> " + LONGEST);
        }
        Matcher refused = REFUSED.matcher(bare);
        if (refused.find()) {
            throw new IllegalArgumentException(refused.group());
        }
        if (bare.split("\\.\\.", -1).length > 2) {
            throw new IllegalArgumentException(".. ..");
        }
        if (count(bare, '[') != count(bare, ']') || count(bare, '(') != count(bare, ')')) {
            throw new IllegalArgumentException("[ ] ( )");
        }
        try {
            return JsonPath.compile(text);
        } catch (JsonPathException | IndexOutOfBoundsException | NumberFormatException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /** What is there: for an expression that may find several, the list of them. */
    JsonNode at(JsonNode root) {
        if (pointer != null) {
            return root.at(pointer);
        }
        JsonNode found = found(root);
        return definite() ? found.path(0) : found;
    }

    /** The values there as text, one after the other; null = none. Objects and lists count as their JSON. */
    List<String> values(JsonNode root) {
        List<String> values = new ArrayList<>();
        for (JsonNode each : definite() ? List.of(at(root)) : at(root)) {
            if (!each.isMissingNode() && !each.isNull()) {
                values.add(each.isValueNode() ? each.asText() : each.toString());
            }
        }
        return values;
    }

    private boolean definite() {
        return path == null || path.isDefinite();
    }

    private JsonNode found(JsonNode root) {
        int[] finds = {0};
        EvaluationListener bounded = one -> ++finds[0] < MOST
                ? EvaluationListener.EvaluationContinuation.CONTINUE
                : EvaluationListener.EvaluationContinuation.ABORT;
        try {
            JsonNode found = Objects.requireNonNull(path).read(root, LISTS.setEvaluationListeners(bounded));
            return found == null ? MissingNode.getInstance() : found;
        } catch (JsonPathException | ClassCastException | ArithmeticException nothing) {
            // A comparison of what cannot be compared finds nothing.
            return MissingNode.getInstance();
        }
    }

    private static Configuration configuration() {
        return Configuration.builder()
                .jsonProvider(new JacksonJsonNodeJsonProvider(JSON))
                .mappingProvider(new JacksonMappingProvider(JSON))
                .options(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS)
                .build();
    }

    @Override
    public String toString() {
        return text;
    }
}
