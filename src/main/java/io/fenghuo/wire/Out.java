package io.fenghuo.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object in one line. Characters a terminal would obey are written as escapes. Not threadsafe. */
final class Out {
    private static final JsonFactory FACTORY = JsonFactory.builder().build().setCharacterEscapes(new Harmless());

    private final StringWriter text = new StringWriter();
    private final JsonGenerator to;
    private final ZoneId zone;

    private Out(ZoneId zone) {
        this.zone = zone;
        try {
            to = FACTORY.createGenerator(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part of an object. */
    interface Part {
        void write(Out out);
    }

    /** A step that writes; strings in memory never fail, so the checked exception ends here. */
    private interface Step {
        void run() throws IOException;
    }

    static String object(ZoneId zone, Part part) {
        Out out = new Out(zone);
        out.braces(part);
        out.run(out.to::close);
        return out.text.toString();
    }

    /** A text; an absent one is left out. */
    Out text(String name, @Nullable String value) {
        if (value != null) {
            run(() -> to.writeStringField(Text.clean(name), Text.clean(value)));
        }
        return this;
    }

    /** A text, or null where it is absent. */
    Out textOrNull(String name, @Nullable String value) {
        return value == null ? nothing(name) : text(name, value);
    }

    Out nothing(String name) {
        run(() -> to.writeNullField(name));
        return this;
    }

    Out name(String name, Enum<?> value) {
        return text(name, Names.of(value));
    }

    Out time(String name, @Nullable Instant at) {
        return at == null ? this : text(name, Times.text(at, zone));
    }

    Out timeOrNull(String name, @Nullable Instant at) {
        return at == null ? nothing(name) : time(name, at);
    }

    Out number(String name, @Nullable Number value) {
        if (value != null) {
            run(() -> to.writeNumberField(name, value.longValue()));
        }
        return this;
    }

    Out truth(String name, boolean value) {
        run(() -> to.writeBooleanField(name, value));
        return this;
    }

    Out object(String name, Part part) {
        run(() -> to.writeFieldName(name));
        braces(part);
        return this;
    }

    Out texts(String name, Collection<String> values) {
        run(() -> {
            to.writeArrayFieldStart(name);
            for (String value : values) {
                to.writeString(Text.clean(value));
            }
            to.writeEndArray();
        });
        return this;
    }

    <T> Out objects(String name, Collection<T> values, Each<T> each) {
        run(() -> to.writeArrayFieldStart(name));
        for (T value : values) {
            braces(out -> each.write(out, value));
        }
        run(to::writeEndArray);
        return this;
    }

    /** Writes one item of a list. */
    interface Each<T> {
        void write(Out out, T value);
    }

    Out map(String name, Map<String, String> values) {
        return values.isEmpty() ? this : object(name, out -> out.all(values));
    }

    /** Every entry as a text field, in order of its name. */
    Out all(Map<String, String> values) {
        values.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> text(e.getKey(), e.getValue()));
        return this;
    }

    /** Text that is JSON already. */
    Out json(String name, String value) {
        run(() -> {
            to.writeFieldName(name);
            to.writeRawValue(value);
        });
        return this;
    }

    private void braces(Part part) {
        run(to::writeStartObject);
        part.write(this);
        run(to::writeEndObject);
    }

    private void run(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Escapes DEL, the C1 controls, line separators and changes of direction beside what JSON demands. */
    private static final class Harmless extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private final int[] ascii = standardAsciiEscapesForJSON();

        Harmless() {
            ascii[0x7F] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int ch) {
            boolean control = ch >= 0x80 && ch <= 0x9F;
            boolean direction = (ch >= 0x202A && ch <= 0x202E) || (ch >= 0x2066 && ch <= 0x2069);
            if (control || direction || ch == 0x2028 || ch == 0x2029) {
                return new SerializedString(String.format(java.util.Locale.ROOT, "\\u%04X", ch));
            }
            return null;
        }
    }
}
