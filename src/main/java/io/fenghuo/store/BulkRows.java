package io.fenghuo.store;

import io.fenghuo.model.Post;
import io.fenghuo.model.SamePerson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is read and written for every post that comes in, many at a time: the rest of the store runs for the few that matter. */
final class BulkRows {
    /** Values of one statement: few different ones, so that each is prepared once. */
    private static final int[] SIZES = {1, 4, 16, 64};

    private final Prepared prepared;

    BulkRows(Prepared prepared) {
        this.prepared = prepared;
    }

    /** Adds those that are not known yet; for each whether it was added. */
    boolean[] insert(List<Posts.Draft> drafts) {
        int[] counts = prepared.run("""
                INSERT INTO posts (source, id, brand, thread, session, author, published_at, received_at, raw, doc)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, id) DO NOTHING""", statement -> {
            if (drafts.size() == 1) {
                bind(statement, drafts.get(0));
                return new int[] {statement.executeUpdate()};
            }
            for (Posts.Draft draft : drafts) {
                bind(statement, draft);
                statement.addBatch();
            }
            return statement.executeBatch();
        });
        boolean[] added = new boolean[counts.length];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0) {
                throw new StoreException("the database does not say which posts were new");
            }
            added[i] = counts[i] == 1;
        }
        return added;
    }

    private static void bind(PreparedStatement to, Posts.Draft draft) throws SQLException {
        Post post = draft.post();
        text(to, 1, post.source());
        text(to, 2, post.id());
        text(to, 3, post.subject().brand());
        text(to, 4, post.thread());
        text(to, 5, post.session());
        text(to, 6, post.author().id());
        to.setLong(7, post.publishedAt().toEpochMilli());
        to.setLong(8, post.receivedAt().toEpochMilli());
        text(to, 9, post.raw());
        to.setString(10, draft.doc());
    }

    private static void text(PreparedStatement to, int place, @Nullable String text) throws SQLException {
        if (text == null) {
            to.setNull(place, Types.VARCHAR);
        } else {
            to.setString(place, Text.storable(text));
        }
    }

    /** Adds the events of posts; their numbers, in order. */
    List<Long> publish(List<Journal.Told> posts, Instant at) {
        List<Long> numbers = new ArrayList<>(posts.size());
        int from = 0;
        while (from < posts.size()) {
            int size = largest(posts.size() - from);
            numbers.addAll(publish(posts.subList(from, from + size), at.toEpochMilli()));
            from += size;
        }
        return numbers;
    }

    private List<Long> publish(List<Journal.Told> posts, long at) {
        // Of a new post the version is known.
        String row = "(?, 'post', '', ?, ?, COALESCE(?, (SELECT version FROM posts WHERE source = ? AND id = ?)))";
        String sql = "INSERT INTO events (at, type, doc, source, post, version) VALUES "
                + String.join(", ", Collections.nCopies(posts.size(), row)) + " RETURNING seq";
        return prepared.run(sql, statement -> {
            int place = 0;
            for (Journal.Told told : posts) {
                String source = Text.storable(told.post().source());
                String id = Text.storable(told.post().id());
                statement.setLong(++place, at);
                statement.setString(++place, source);
                statement.setString(++place, id);
                if (told.edited()) {
                    statement.setNull(++place, Types.INTEGER);
                } else {
                    statement.setInt(++place, 1);
                }
                statement.setString(++place, source);
                statement.setString(++place, id);
            }
            List<Long> numbers = new ArrayList<>(posts.size());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
            }
            // Numbers are given in the order of the rows; SQLite says of RETURNING that the rows themselves may come in
            // any.
            Collections.sort(numbers);
            return numbers;
        });
    }

    /** Marks the newest posts of a thread as if they had a hit; those before them were marked in their time, or never will be. */
    void keepThread(String source, String thread) {
        prepared.run("""
                UPDATE posts SET hit = 1 WHERE seq IN (
                  SELECT seq FROM (
                    SELECT seq, hit FROM posts WHERE source = ? AND thread = ? ORDER BY published_at DESC LIMIT 500) newest
                  WHERE hit = 0)""", statement -> {
            text(statement, 1, source);
            text(statement, 2, thread);
            return statement.executeUpdate();
        });
    }

    /** Those of a source's threads that are listened to as evidence. */
    Set<String> listened(String source, Collection<String> threads) {
        Set<String> found = new HashSet<>();
        each(
                "SELECT DISTINCT thread FROM evidence_threads WHERE source = ? AND remaining > 0 AND thread IN ",
                source,
                threads,
                (row, thread) -> found.add(thread));
        return found;
    }

    /** Those of the authors whom an incident that has not ended waits for. */
    Set<String> awaited(Collection<String> authors) {
        Set<String> found = new HashSet<>();
        each(
                "SELECT DISTINCT p.author FROM incident_posts p JOIN incidents i ON i.id = p.incident"
                        + " WHERE i.ended = 0 AND i.waiting = 1 AND p.author IN ",
                null,
                authors,
                (row, author) -> found.add(author));
        return found;
    }

    /** What was said of some of a source's authors. */
    List<SamePerson> bonds(String source, Collection<String> authors) {
        List<SamePerson> found = new ArrayList<>();
        each(
                "SELECT author AS asked, " + CustomerRows.COLUMNS
                        + " FROM same_persons WHERE source = ? AND author IN ",
                source,
                authors,
                (row, author) -> found.add(CustomerRows.read(row, author)));
        return found;
    }

    /** What is done with each row, whose first column is one of the values; here it is as it was asked for. */
    @FunctionalInterface
    private interface Row {
        void take(ResultSet row, String value) throws SQLException;
    }

    private void each(String sql, @Nullable String first, Collection<String> values, Row row) {
        Map<String, String> asked = new LinkedHashMap<>();
        values.forEach(value -> asked.putIfAbsent(Text.storable(value), value));
        List<String> all = List.copyOf(asked.keySet());
        int from = 0;
        while (from < all.size()) {
            int size = smallest(all.size() - from);
            List<String> some = all.subList(from, Math.min(all.size(), from + size));
            String places = String.join(", ", Collections.nCopies(size, "?"));
            prepared.run(sql + "(" + places + ")", statement -> {
                int place = 0;
                if (first != null) {
                    statement.setString(++place, Text.storable(first));
                }
                for (int i = 0; i < size; i++) {
                    statement.setString(++place, some.get(Math.min(i, some.size() - 1)));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        String stored = rows.getString(1);
                        row.take(rows, asked.getOrDefault(stored, stored));
                    }
                }
                return true;
            });
            from += size;
        }
    }

    /** The largest size of which there are enough. */
    private static int largest(int rest) {
        return Arrays.stream(SIZES).filter(size -> size <= rest).max().orElseThrow();
    }

    /** The smallest size that holds the rest, or the largest of all. */
    private static int smallest(int rest) {
        return Arrays.stream(SIZES).filter(size -> size >= rest).min().orElse(SIZES[SIZES.length - 1]);
    }
}
