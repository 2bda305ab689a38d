package io.fenghuo.app.importing;

import io.fenghuo.source.PostMapper;
import io.fenghuo.source.table.Columns;
import io.fenghuo.source.table.Dates;
import io.fenghuo.source.table.RowReader;
import io.fenghuo.web.Imports;
import io.fenghuo.web.Proposals;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a file are read.
 *
 * @param map field → heading
 * @param at of rows without a time; null = they are refused
 */
record Plan(
        String source,
        Map<String, String> map,
        ZoneId zone,
        Dates dates,
        @Nullable Instant at) {
    private static final Pattern SOURCE = Pattern.compile("[\\p{L}\\p{N}._-]{1,100}");
    private static final int NAME = 60;

    Plan {
        map = Map.copyOf(map);
    }

    /** What somebody said cannot be followed. */
    static final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Proposals.Heard heard;

        Unclear(String fault, String... args) {
            super(fault);
            this.heard = Proposals.Heard.no(fault, args);
        }

        Proposals.Heard heard() {
            return heard;
        }
    }

    /** What was said of the columns under these headings. */
    static Plan of(Imports.Wish wish, List<String> headings) throws Unclear {
        return of(wish, map(wish, headings));
    }

    /** What was said, of columns that stand fast. */
    static Plan of(Imports.Wish wish, Map<String, String> map) throws Unclear {
        if (!SOURCE.matcher(wish.source()).matches()) {
            throw new Unclear("imports.badsource");
        }
        if (!map.containsKey("text")) {
            throw new Unclear("imports.notext");
        }
        if (wish.at().isEmpty() && !map.containsKey("publishedAt")) {
            throw new Unclear("imports.notime");
        }
        try {
            ZoneId zone = ZoneId.of(wish.zone());
            Instant at = wish.at().isEmpty()
                    ? null
                    : LocalDate.parse(wish.at()).atStartOfDay(zone).toInstant();
            if (at != null && at.isBefore(Instant.EPOCH)) {
                throw new Unclear("imports.badtime");
            }
            return new Plan(wish.source(), map, zone, Dates.valueOf(wish.dates().toUpperCase(Locale.ROOT)), at);
        } catch (DateTimeException | IllegalArgumentException wrong) {
            throw new Unclear("imports.badtime");
        }
    }

    private static Map<String, String> map(Imports.Wish wish, List<String> headings) throws Unclear {
        Map<String, String> map = new HashMap<>();
        for (Map.Entry<Integer, String> one : wish.columns().entrySet()) {
            int place = one.getKey();
            String field = one.getValue();
            if (place < 0 || place >= headings.size() || field.isEmpty()) {
                continue;
            }
            String heading = headings.get(place);
            boolean beside = field.equals(Imports.BESIDE);
            if (!beside && !PostMapper.FIELDS.contains(field)) {
                throw new Unclear("imports.badfield", field);
            }
            String key = beside ? Imports.BESIDE + "." + cut(heading) : field;
            if (map.put(key, heading) != null && !beside) {
                throw new Unclear("imports.twice", field);
            }
        }
        return map;
    }

    private static String cut(String heading) {
        int end = Math.min(NAME, heading.length());
        boolean half = end < heading.length() && Character.isHighSurrogate(heading.charAt(end - 1));
        return heading.substring(0, half ? end - 1 : end);
    }

    RowReader reader(String hash) {
        return new RowReader(new Columns(map), source, hash, zone, at, dates);
    }
}
