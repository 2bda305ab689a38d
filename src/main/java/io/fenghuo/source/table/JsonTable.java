package io.fenghuo.source.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fenghuo.source.SourceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON lines: each an object whose fields are the columns; a field inside another is {@code outer.inner}, one in a list stands as JSON. */
final class JsonTable implements Table {
    private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);
    private static final int MAX_LINE = 4_000_000;
    /** Lines that are looked at for the names of columns. */
    private static final int LOOKED_AT = 100;

    private static final int DEEPEST = 5;

    private final BufferedReader reader;
    private final Set<String> headings = new LinkedHashSet<>();
    private final Queue<Object> ahead = new ArrayDeque<>();
    private long line;

    /** @throws SourceException what is wrong with the first line when none of those looked at can be read */
    JsonTable(Path file) throws IOException, SourceException {
        InputStream in = Files.newInputStream(file);
        reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        try {
            Object one = read();
            while (one != null && ahead.size() < LOOKED_AT) {
                ahead.add(one);
                if (one instanceof Row row && headings.size() < MAX_COLUMNS) {
                    headings.addAll(row.cells().keySet());
                }
                one = ahead.size() < LOOKED_AT ? read() : null;
            }
            if (headings.isEmpty()) {
                throw ahead.peek() instanceof SourceException wrong ? wrong : new SourceException("table.headings");
            }
        } catch (IOException | SourceException failed) {
            reader.close();
            throw failed;
        }
    }

    @Override
    public List<String> headings() {
        return headings.stream().sorted().toList();
    }

    @Override
    public @Nullable Row next() throws IOException, SourceException {
        Object one = ahead.isEmpty() ? read() : ahead.remove();
        if (one instanceof SourceException wrong) {
            throw wrong;
        }
        return (Row) one;
    }

    /** A row, what is wrong with one, or null at the end. */
    private @Nullable Object read() throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            text.setLength(0);
            boolean more = line(text);
            line++;
            String json =
                    line == 1 && text.length() > 0 && text.charAt(0) == '\uFEFF' ? text.substring(1) : text.toString();
            if (!json.isBlank()) {
                return row(json);
            }
            if (!more) {
                return null;
            }
        }
    }

    /** Reads a line, of an endless one no more than can be meant; whether there may be more. */
    private boolean line(StringBuilder into) throws IOException {
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                return true;
            }
            if (into.length() <= MAX_LINE) {
                into.append((char) c);
            }
        }
        return false;
    }

    private Object row(String json) {
        if (json.length() > MAX_LINE) {
            return new SourceException("table.line", String.valueOf(MAX_LINE));
        }
        try {
            JsonNode node = JSON.readTree(json);
            if (!node.isObject()) {
                return new SourceException("table.object");
            }
            Map<String, String> cells = new HashMap<>();
            flatten("", node, cells, 0);
            return new Row(line, cells);
        } catch (JsonProcessingException wrong) {
            return new SourceException("table.json", wrong.getOriginalMessage());
        }
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> cells, int depth) {
        node.properties().forEach(field -> {
            String name = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject() && depth < DEEPEST) {
                flatten(name + ".", value, cells, depth + 1);
            } else if (!value.isNull() && cells.size() < MAX_COLUMNS) {
                String text = value.isValueNode() ? value.asText() : value.toString();
                if (!text.isBlank()) {
                    cells.put(name, text.length() > MAX_CELL ? text.substring(0, MAX_CELL) : text);
                }
            }
        });
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
