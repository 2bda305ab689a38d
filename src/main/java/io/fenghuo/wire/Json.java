package io.fenghuo.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one JSON reader: bounded in depth, in length of numbers and of texts, and strict about names given twice. */
final class Json {
    static final int DEPTH = 32;
    static final int NUMBER_LENGTH = 64;
    /** Characters of one text. */
    static final int STRING_LENGTH = 1_000_000;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNumberLength(NUMBER_LENGTH)
                    .maxStringLength(STRING_LENGTH)
                    .maxNameLength(1_000)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static {
        FACTORY.setCodec(MAPPER);
    }

    private Json() {}

    /** The one object {@code text} holds; {@code line} is where it stands in the input. */
    static Fields object(String text, long line) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return object(parser, line);
        } catch (JsonProcessingException e) {
            throw fault(e, line - 1, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of UTF-8 bytes. */
    static Fields object(byte[] bytes, int from, int length, long line) {
        try (JsonParser parser = FACTORY.createParser(bytes, from, length)) {
            return object(parser, line);
        } catch (JsonProcessingException e) {
            throw fault(e, line - 1, "");
        } catch (IOException e) {
            throw new WireException(line, "", WireException.Fault.SYNTAX, 1);
        }
    }

    private static Fields object(JsonParser parser, long line) throws IOException {
        if (parser.nextToken() == null) {
            throw new WireException(line, "", WireException.Fault.NOT_AN_OBJECT, "");
        }
        JsonNode node = tree(parser, line);
        if (parser.nextToken() != null) {
            throw new WireException(
                    line,
                    "",
                    WireException.Fault.SYNTAX,
                    parser.currentLocation().getColumnNr());
        }
        return Fields.of(node, "", line);
    }

    /** The value that begins at the parser's token; the parser itself throws on an exponent too large to be kept. */
    static JsonNode tree(JsonParser parser, long line) throws IOException {
        try {
            return MAPPER.readTree(parser);
        } catch (NumberFormatException e) {
            throw new WireException(line, "", WireException.Fault.TOO_BIG, DEPTH, NUMBER_LENGTH, STRING_LENGTH);
        }
    }

    /** The same fault in our words; {@code before} counts the lines before the text that was read. */
    static WireException fault(JsonProcessingException e, long before, String pointer) {
        long line = before
                + (e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr()));
        if (e instanceof StreamConstraintsException) {
            return new WireException(line, pointer, WireException.Fault.TOO_BIG, DEPTH, NUMBER_LENGTH, STRING_LENGTH);
        }
        int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
        return new WireException(line, pointer, WireException.Fault.SYNTAX, column);
    }
}
