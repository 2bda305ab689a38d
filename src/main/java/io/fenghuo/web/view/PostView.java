package io.fenghuo.web.view;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A post as shown.
 *
 * @param link to the original; null when it has none that is safe
 * @param length characters in full when more than are shown, else 0
 * @param rules the rules found in it
 * @param pictures SHA-256 of the pictures filed with it
 * @param reportedBy who filed it by hand; empty = nobody did
 * @param product what the house's lists say of its product; empty = nothing
 */
public record PostView(
        String author,
        String role,
        String source,
        String when,
        String exact,
        List<Piece> pieces,
        int length,
        @Nullable String link,
        boolean edited,
        boolean deleted,
        List<String> rules,
        String reach,
        List<String> pictures,
        String reportedBy,
        String product) {
    private static final Pattern EVIDENCE = Pattern.compile("evidence:([0-9a-f]{64})");

    /** The post with the hits that are its own. */
    public static PostView of(
            Post post,
            boolean edited,
            boolean deleted,
            List<Hit> hits,
            Words words,
            UnaryOperator<String> people,
            Instant now) {
        String reporter = post.attributes().getOrDefault("reportedBy", "");
        List<Hit> own = hits.stream()
                .filter(hit -> hit.post().equals(post.id()) && hit.source().equals(post.source()))
                .toList();
        String name = post.author().name() == null
                ? post.author().id()
                : post.author().name();
        return new PostView(
                name == null ? words.t("post.nobody") : Harmless.line(name, 40),
                words.of("role", post.role()),
                Harmless.line(post.source(), 40),
                words.when(post.publishedAt(), now),
                words.exact(post.publishedAt()),
                Piece.of(post.text(), own),
                post.text().length() > Piece.SHOWN ? post.text().length() : 0,
                Harmless.link(post.url()),
                edited,
                deleted,
                own.stream()
                        .map(hit -> Harmless.line(hit.rule(), 60))
                        .distinct()
                        .toList(),
                reach(post, words),
                post.attachments().stream()
                        .map(one -> EVIDENCE.matcher(one.url()))
                        .filter(Matcher::matches)
                        .map(found -> found.group(1))
                        .toList(),
                reporter.isEmpty() ? "" : Harmless.line(people.apply(reporter), 40),
                product(post, words));
    }

    private static String product(Post post, Words words) {
        List<String> facts = Stream.of("product.price", "product.promotion", "product.return-rate")
                .filter(post.attributes()::containsKey)
                .map(name -> words.t(name, Harmless.line(post.attributes().getOrDefault(name, ""), 40)))
                .toList();
        String name = post.subject().product();
        return facts.isEmpty() ? "" : (name == null ? "" : Harmless.line(name, 40) + " · ") + String.join(" · ", facts);
    }

    private static String reach(Post post, Words words) {
        StringBuilder said = new StringBuilder();
        Long followers = post.author().followers();
        if (followers != null && followers >= 1000) {
            said.append(words.t("post.followers", String.valueOf(followers)));
        }
        Long likes = post.reach().likes();
        if (likes != null && likes > 0) {
            said.append(said.length() == 0 ? "" : " · ").append(words.t("post.likes", String.valueOf(likes)));
        }
        return said.toString();
    }
}
