package io.fenghuo.source;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A JSON interface that is asked again and again; see {@link JsonItems} for its map. */
final class JsonSource implements Source {
    private final SourceSpec spec;
    private final JsonItems items;

    JsonSource(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.items = new JsonItems(spec, zone);
    }

    @Override
    public Request request(@Nullable String cursor, Instant now) {
        return Polite.request(spec, "application/json, */*;q=0.1", Cursor.of(cursor));
    }

    @Override
    public Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) throws SourceException {
        Cursor before = Cursor.of(cursor);
        String hash = Sha256.hex(body);
        if (hash.equals(before.body())) {
            return new Parsed(List.of(), before.answered(headers, hash, false).text());
        }
        JsonItems.Found found = items.read(Decoding.text(body, headers.first("Content-Type")), now);
        boolean caught = !found.posts().isEmpty();
        if (!caught && found.elements() > 0) {
            throw new SourceException(
                    "json.text",
                    found.elements(),
                    Objects.requireNonNullElse(spec.map().get("text"), ""));
        }
        return new Parsed(found.posts(), before.answered(headers, hash, caught).text());
    }
}
