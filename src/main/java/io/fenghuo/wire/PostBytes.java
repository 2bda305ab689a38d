package io.fenghuo.wire;

import io.fenghuo.model.Author;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reach;
import io.fenghuo.model.Role;
import io.fenghuo.model.Subject;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Posts from lines of UTF-8 bytes, for those who read very many. A line as nearly all are, a JSON object of the contract's fields with plain
 * values, is read straight from the bytes; any other, and any that is wrong, is left to {@link PostLines} and {@link PostJson}, so that they alone
 * say what is allowed. Confined to one thread.
 */
public final class PostBytes {
    /** Bytes of a line that is read here. */
    private static final int LONGEST = 1 << 16;

    private static final int MOST_UNKNOWN = 16;

    /** What a field may hold. */
    private enum Type {
        ID,
        SHORT,
        URL,
        TEXT,
        COUNT,
        TIME,
        KIND,
        ROLE,
        AUTHOR,
        SUBJECT,
        REACH,
        /** Any text, number or truth. */
        IGNORED,
        /** Read elsewhere. */
        ODD
    }

    /** A field of an object; its value is kept at the place it has in the object's list. */
    private record Field(byte[] name, Type type) {
        static Field of(String name, Type type) {
            return new Field(name.getBytes(StandardCharsets.US_ASCII), type);
        }
    }

    private static final Field[] POST = {
        Field.of("id", Type.ID),
        Field.of("source", Type.ID),
        Field.of("kind", Type.KIND),
        Field.of("thread", Type.ID),
        Field.of("parent", Type.ID),
        Field.of("session", Type.ID),
        Field.of("author", Type.AUTHOR),
        Field.of("role", Type.ROLE),
        Field.of("text", Type.TEXT),
        Field.of("lang", Type.SHORT),
        Field.of("subject", Type.SUBJECT),
        Field.of("url", Type.URL),
        Field.of("rating", Type.COUNT),
        Field.of("reach", Type.REACH),
        Field.of("publishedAt", Type.TIME),
        Field.of("receivedAt", Type.TIME),
        Field.of("raw", Type.IGNORED),
        Field.of("attachments", Type.ODD),
        Field.of("attributes", Type.ODD)
    };
    private static final Field[] AUTHOR = {
        Field.of("id", Type.ID),
        Field.of("name", Type.SHORT),
        Field.of("followers", Type.COUNT),
        Field.of("tier", Type.SHORT)
    };
    private static final Field[] SUBJECT = {
        Field.of("brand", Type.SHORT),
        Field.of("shop", Type.ID),
        Field.of("product", Type.ID),
        Field.of("order", Type.ID),
        Field.of("host", Type.ID),
        Field.of("campaign", Type.ID)
    };
    private static final Field[] REACH = {
        Field.of("likes", Type.COUNT),
        Field.of("replies", Type.COUNT),
        Field.of("shares", Type.COUNT),
        Field.of("views", Type.COUNT)
    };

    private final PostDefaults defaults;
    private final JsonBytes in = new JsonBytes();
    private final @Nullable Object[] values = new Object[POST.length];
    private final byte[][] unknown = new byte[MOST_UNKNOWN][];

    /** Reads with these defaults. */
    public PostBytes(PostDefaults defaults) {
        this.defaults = defaults;
    }

    /**
     * The post of one line, JSON when it begins like a JSON object, otherwise a plain text; null when it is blank.
     *
     * @param number the line's number, from 1
     * @throws WireException when it is too long or does not keep the contract
     * @throws CharacterCodingException when it is no UTF-8
     */
    public @Nullable Post read(byte[] bytes, int from, int to, long number) throws CharacterCodingException {
        Post post = to - from <= LONGEST ? plainly(bytes, from, to, number) : null;
        return post != null ? post : PostLines.one(bytes, from, to, number, defaults);
    }

    /** The post if the line is an ordinary one; null otherwise. */
    @Nullable
    Post plainly(byte[] bytes, int from, int to, long number) {
        if (to - from < 2 || bytes[from] != '{') {
            return null;
        }
        in.start(bytes, from, to);
        read();
        return in.odd() || !in.ended() ? null : post(number);
    }

    /** Reads the post; a field that comes twice is odd. */
    private void read() {
        Arrays.fill(values, null);
        in.expect('{');
        if (in.next('}')) {
            return;
        }
        int seen = 0;
        int others = 0;
        int guess = 0;
        do {
            in.name();
            int field = find(POST, guess);
            if (field >= 0 && (seen & 1 << field) == 0) {
                seen |= 1 << field;
                values[field] = in.isNull() ? null : value(POST[field].type);
                guess = field + 1;
            } else if (field < 0 && others < MOST_UNKNOWN && isNew(others)) {
                unknown[others++] = in.lastName();
                ignored();
            } else {
                in.fail();
            }
        } while (in.next(','));
        in.expect('}');
    }

    /** Reads an object within the post; there a field that is not known is odd too. */
    private @Nullable Object[] read(Field[] fields) {
        @Nullable Object[] into = new Object[fields.length];
        in.expect('{');
        if (in.next('}')) {
            return into;
        }
        int seen = 0;
        int guess = 0;
        do {
            in.name();
            int field = find(fields, guess);
            if (field < 0 || (seen & 1 << field) != 0) {
                in.fail();
                break;
            }
            seen |= 1 << field;
            if (!in.isNull()) {
                Type type = fields[field].type;
                into[field] = type == Type.COUNT ? in.whole() : type == Type.ID ? id() : in.text(Fields.SHORT);
            }
            guess = field + 1;
        } while (in.next(','));
        in.expect('}');
        return into;
    }

    /** The place of the field named last, most likely from {@code guess} on; -1 when it is not among them. */
    private int find(Field[] fields, int guess) {
        for (int i = guess; i < fields.length; i++) {
            if (in.isName(fields[i].name)) {
                return i;
            }
        }
        for (int i = 0; i < guess; i++) {
            if (in.isName(fields[i].name)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the name read last is none of the unknown ones so far. */
    private boolean isNew(int others) {
        for (int i = 0; i < others; i++) {
            if (in.isName(unknown[i])) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Object value(Type type) {
        return switch (type) {
            case ID -> id();
            case SHORT -> in.text(Fields.SHORT);
            case URL -> in.text(Fields.URL);
            case TEXT -> in.text(PostJson.MAX_TEXT);
            case COUNT -> in.whole();
            case TIME -> time();
            case KIND -> name(Kind.class);
            case ROLE -> name(Role.class);
            case AUTHOR -> author();
            case SUBJECT -> subject();
            case REACH -> reach();
            case IGNORED -> ignored();
            case ODD -> odd();
        };
    }

    private @Nullable String id() {
        String id = in.isText() ? in.text(Fields.SHORT) : Long.toString(in.whole());
        return id == null || id.isBlank() ? null : id;
    }

    private @Nullable Instant time() {
        String text = in.isText() ? in.text(Fields.SHORT) : null;
        Instant at = (text != null ? Times.parse(text) : Times.epoch(BigDecimal.valueOf(in.whole()))).orElse(null);
        if (at == null) {
            in.fail();
        }
        return at;
    }

    private <E extends Enum<E>> @Nullable E name(Class<E> type) {
        String text = in.text(Fields.SHORT);
        E name = text == null ? null : Names.parse(type, text).orElse(null);
        if (name == null) {
            in.fail();
        }
        return name;
    }

    private Author author() {
        @Nullable Object[] of = read(AUTHOR);
        return new Author((String) of[0], (String) of[1], (Long) of[2], (String) of[3]);
    }

    private Subject subject() {
        @Nullable Object[] of = read(SUBJECT);
        return new Subject(
                (String) of[0], (String) of[1], (String) of[2], (String) of[3], (String) of[4], (String) of[5]);
    }

    private Reach reach() {
        @Nullable Object[] of = read(REACH);
        return new Reach((Long) of[0], (Long) of[1], (Long) of[2], (Long) of[3]);
    }

    private @Nullable Object ignored() {
        if (in.isText()) {
            in.skipText();
        } else if (!in.isNull() && !in.word("true") && !in.word("false")) {
            in.whole();
        }
        return null;
    }

    private @Nullable Object odd() {
        in.fail();
        return null;
    }

    private @Nullable Post post(long number) {
        LongFunction<String> ids = defaults.ids();
        String id = values[0] == null && ids != null ? ids.apply(number) : (String) values[0];
        String source = values[1] == null ? defaults.source() : (String) values[1];
        String text = (String) values[8];
        if (id == null || source == null || text == null) {
            return null;
        }
        Instant received = (Instant) values[15];
        Instant exposed = values[14] != null ? (Instant) values[14] : or(received, defaults.now());
        String thread = values[3] == null ? defaults.thread() : (String) values[3];
        return new Post(
                id,
                source,
                or((Kind) values[2], defaults.kind()),
                thread == null ? id : thread,
                (String) values[4],
                (String) values[5],
                or((Author) values[6], Author.UNKNOWN),
                or((Role) values[7], defaults.role()),
                text,
                (String) values[9],
                or((Subject) values[10], Subject.UNKNOWN),
                (String) values[11],
                values[12] == null ? null : (int) Math.min((Long) values[12], Integer.MAX_VALUE),
                or((Reach) values[13], Reach.UNKNOWN),
                List.of(),
                exposed,
                or(received, defaults.simulated() ? exposed : defaults.now()),
                Map.of(),
                null);
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
