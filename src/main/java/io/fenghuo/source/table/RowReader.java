package io.fenghuo.source.table;

import io.fenghuo.model.Post;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes posts of rows. A row without an id is named by its file and its number, so that the same file read again brings the same posts; the
 * same row in another file is another post.
 */
public final class RowReader {
    private static final int NAMED = 24;

    private final Columns columns;
    private final PostMapper mapper;
    private final String file;
    private final @Nullable Instant at;
    private final Dates dates;

    /** A reader of one file whose times tell by themselves how they are written. */
    public RowReader(Columns columns, String source, String file, ZoneId zone, @Nullable Instant at) {
        this(columns, source, file, zone, at, Dates.ANY);
    }

    /**
     * A reader of one file.
     *
     * @param file SHA-256 of what is in it
     * @param zone of times that name none
     * @param at when posts were published whose row does not say, at the latest now; null = each row must
     * @param dates in which order days are written whose year stands last
     */
    public RowReader(Columns columns, String source, String file, ZoneId zone, @Nullable Instant at, Dates dates) {
        this.dates = dates;
        this.columns = columns;
        this.file = file;
        this.at = at;
        Map<String, String> map = columns.headings();
        SourceSpec spec = new SourceSpec(
                source, "file", null, Duration.ZERO, null, null, null, null, map, Map.of(), Map.of(), false, null);
        this.mapper = new PostMapper(spec, zone, false);
    }

    /**
     * The post in a row.
     *
     * @throws SourceException when it has no text, or no time that can be read
     */
    public Post read(Row row, Instant now) throws SourceException {
        Map<String, String> cells = new HashMap<>();
        columns.headings().forEach((field, heading) -> {
            String value = row.cell(heading);
            if (value != null) {
                cells.put(field, value);
            }
        });
        String time = cells.get("publishedAt");
        if (time == null && at == null) {
            throw new SourceException("table.time-missing");
        }
        cells.computeIfPresent("publishedAt", (field, said) -> dates.yearFirst(said));
        cells.computeIfAbsent("id", none -> name(row.number()));
        Post post = mapper.map(cells::get, now);
        if (post == null) {
            throw new SourceException("table.no-text");
        }
        if (time != null && post.attributes().containsKey("publishedAt")) {
            throw new SourceException("table.time", time);
        }
        return time == null
                ? post.with()
                        .publishedAt(at != null && at.isBefore(now) ? at : now)
                        .build()
                : post;
    }

    private String name(long row) {
        return "f-"
                + Sha256.hex((file + "\n" + row).getBytes(StandardCharsets.UTF_8))
                        .substring(0, NAMED);
    }
}
