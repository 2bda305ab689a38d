package io.fenghuo.source;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A JSON interface that is asked again and again; see {@link JsonItems} for its map and {@link Paging} for its pages. */
final class JsonSource implements Source {
    private static final String ACCEPT = "application/json, */*;q=0.1";

    private final SourceSpec spec;
    private final JsonItems items;
    private final Paging paging;
    private final @Nullable Signing signing;
    private final boolean loose;

    JsonSource(SourceSpec spec, ZoneId zone) {
        this(spec, zone, false);
    }

    /**
     * One whose answers need not hold any post.
     *
     * @param loose whether an answer without a list or without texts is no fault
     */
    JsonSource(SourceSpec spec, ZoneId zone, boolean loose) {
        this.loose = loose;
        this.spec = spec;
        this.items = new JsonItems(spec, zone);
        this.paging = new Paging(spec);
        this.signing = Signing.of(spec);
    }

    @Override
    public Request request(@Nullable String cursor, Instant now) {
        Cursor before = Cursor.of(cursor);
        boolean changing = loose || paging.resumes() || spec.options().containsKey("window");
        Request plain = Polite.request(spec, ACCEPT, changing ? before.afresh() : before, paging.url(before, now));
        return signing == null ? plain : signing.sign(plain, now);
    }

    @Override
    public Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) throws SourceException {
        Cursor before = Cursor.of(cursor);
        String hash = Sha256.hex(body);
        if (before.next() == null && hash.equals(before.body())) {
            Cursor same = before.answered(headers, hash, false);
            return new Parsed(
                    List.of(), (spec.options().containsKey("window") ? same.until(now.toString()) : same).text());
        }
        String text = Decoding.text(body, headers.first("Content-Type"));
        JsonItems.Found found = loose ? items.message(text, now) : items.read(text, now);
        boolean caught = !found.posts().isEmpty();
        if (!caught && !loose && found.elements() > 0) {
            throw new SourceException(
                    "json.text",
                    found.elements(),
                    Objects.requireNonNullElse(spec.map().get("text"), ""));
        }
        Cursor answered = before.next() == null ? before.answered(headers, hash, caught) : before;
        Paging.Step step = paging.step(answered, paging.url(before, now), found.root(), headers, found.posts(), now);
        return new Parsed(found.posts(), step.cursor().text(), null, null, step.onward());
    }

    @Override
    public @Nullable String settled(@Nullable String cursor) {
        return cursor == null ? null : Paging.settled(Cursor.of(cursor)).text();
    }
}
