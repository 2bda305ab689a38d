package io.fenghuo.app.trial;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * About 2,000 posts of our own wording, for who has no history yet: most are harmless, the others belong to a category of the shipped lists, some of
 * them disguised. They stand in {@code posts.tsv}, tab-separated: kind, role, expected, text; {@code #} begins a comment.
 *
 * @param posts in the order of the file
 */
public record TrialCorpus(List<TrialPost> posts) {
    /** The source of its posts. */
    public static final String SOURCE = "trial";

    private static final int COLUMNS = 4;
    private static final String NOTHING = "-";

    public TrialCorpus {
        posts = List.copyOf(posts);
    }

    private static final class Shipped {
        private static final TrialCorpus CORPUS = read();

        private static TrialCorpus read() {
            try (InputStream in = Objects.requireNonNull(TrialCorpus.class.getResourceAsStream("posts.tsv"))) {
                return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The corpus in the jar; read once. */
    public static TrialCorpus shipped() {
        return Shipped.CORPUS;
    }

    /**
     * Reads the lines of a file.
     *
     * @throws IllegalArgumentException when a line is not as described; the message says which
     */
    static TrialCorpus parse(String file) {
        List<TrialPost> posts = new ArrayList<>();
        int number = 0;
        for (String line : file.split("\n", -1)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                posts.add(post(line.split("\t", -1), number));
            }
        }
        return new TrialCorpus(posts);
    }

    private static TrialPost post(String[] columns, int number) {
        if (columns.length != COLUMNS || columns[3].isBlank()) {
            throw new IllegalArgumentException("posts.tsv:" + number + ": kind, role, expected, text; tab-separated");
        }
        Post post = Post.builder(SOURCE, Integer.toString(number), columns[3], Instant.EPOCH)
                .kind(Kind.valueOf(columns[0].toUpperCase(Locale.ROOT)))
                .role(Role.valueOf(columns[1].toUpperCase(Locale.ROOT)))
                .build();
        return new TrialPost(post, expected(columns[2], number));
    }

    private static TrialPost.@Nullable Expected expected(String column, int number) {
        if (column.equals(NOTHING)) {
            return null;
        }
        int slash = column.indexOf('/');
        if (slash <= 0 || !column.substring(slash + 1).matches("L1\\??|L2|L3")) {
            throw new IllegalArgumentException("posts.tsv:" + number + ": expected is - or category/level");
        }
        return new TrialPost.Expected(column.substring(0, slash), column.substring(slash + 1));
    }

    /** The posts nobody need hear of. */
    public List<Post> harmless() {
        return posts.stream().filter(TrialPost::harmless).map(TrialPost::post).toList();
    }

    /** All of them as they would come in. */
    public List<Post> all() {
        return posts.stream().map(TrialPost::post).toList();
    }
}
