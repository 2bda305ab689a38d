package io.fenghuo.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Post;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whatever is sent to {@code POST /api/posts} or {@code fenghuo.ingest}: posts within the limits, or the place of a fault in words. */
class PostsFuzzTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final int MOST = 100;

    private static PostDefaults defaults() {
        return PostDefaults.strict("s", NOW).withIds(line -> "k-" + line);
    }

    /** A body as a whole, and line by line as its faults are told. */
    @FuzzTest(maxDuration = "65s")
    void requests(byte[] bytes) throws IOException {
        List<Post> lines = new ArrayList<>();
        boolean wrong = false;
        try (PostLines each = new PostLines(
                new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8), defaults())) {
            while (each.hasNext()) {
                try {
                    lines.add(each.next());
                } catch (WireException fault) {
                    told(fault);
                    // A bare return within a line counts as one more.
                    assertThat(fault.line()).isGreaterThanOrEqualTo(each.line());
                    wrong = true;
                }
            }
        }
        sound(lines);
        try {
            List<Post> posts = PostJson.read(bytes, defaults(), MOST).posts();
            assertThat(posts).hasSizeLessThanOrEqualTo(MOST);
            sound(posts);
            for (Post post : posts) {
                assertThat(PostJson.readLine(PostJson.write(post, ZoneOffset.UTC), 1, defaults())
                                .text())
                        .isEqualTo(post.text());
            }
            boolean oneInEachLine =
                    !wrong && posts.size() == lines.size() && !new String(bytes, StandardCharsets.UTF_8).contains("[");
            if (oneInEachLine) {
                assertThat(posts)
                        .extracting(Post::text)
                        .isEqualTo(lines.stream().map(Post::text).toList());
            }
        } catch (WireException fault) {
            told(fault);
        }
    }

    @FuzzTest(maxDuration = "65s")
    void batches(byte[] bytes) {
        try {
            sound(BatchJson.parse(new String(bytes, StandardCharsets.UTF_8), NOW)
                    .posts());
        } catch (WireException fault) {
            told(fault);
        }
    }

    private static void sound(List<Post> posts) {
        for (Post post : posts) {
            assertThat(post.id()).isNotBlank().hasSizeLessThanOrEqualTo(1_000);
            assertThat(post.source()).isNotBlank();
            assertThat(post.text()).doesNotContain("\0").hasSizeLessThanOrEqualTo(PostJson.MAX_TEXT);
            byte[] kept = post.text().getBytes(StandardCharsets.UTF_8);
            assertThat(new String(kept, StandardCharsets.UTF_8)).isEqualTo(post.text());
        }
    }

    private static void told(WireException fault) {
        assertThat(fault.line()).isPositive();
        for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
            assertThat(fault.what(language)).isNotBlank().doesNotContain("\n", "\r", "\u001b");
            assertThat(fault.cure(language)).isNotBlank();
        }
    }
}
