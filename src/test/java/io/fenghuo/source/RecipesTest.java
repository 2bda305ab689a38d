package io.fenghuo.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.config.Home;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of the manual: each body that is shown is read by the entry that is shown for it. */
class RecipesTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-06-18T13:00:00Z");

    @Test
    void whatIsShownIsRead(@TempDir Path folder) throws Exception {
        String page = Files.readString(Path.of("src/site/markdown/platforms.md"));
        String recipes = page.substring(page.indexOf("## Recipes"));
        Files.createDirectories(folder.resolve("alerts"));
        Files.writeString(
                Files.createDirectories(folder.resolve("watchlists")).resolve("sources.yaml"),
                blocks(recipes, "yaml").get(0));
        List<SourceSpec> sources = new Home(folder, Map.of(), ZONE, Home.Rooms.PLAIN)
                .load(NOW)
                .configuration()
                .sources();
        List<String> bodies = blocks(recipes, "json");
        List<Post> posts = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            posts.addAll(
                    new JsonItems(sources.get(i), ZONE).read(bodies.get(i), NOW).posts());
        }
        assertThat(bodies).hasSameSizeAs(sources);
        assertThat(posts).extracting(Post::text).containsExactly("敷完脸红肿刺痛", "三天了还不退款", "亲，马上为您处理", "孩子用了起红疹，要求退货");
        assertThat(posts.get(0).publishedAt()).isEqualTo(Instant.parse("2026-06-18T12:01:00Z"));
        assertThat(posts.get(0).subject().product()).isEqualTo("舒缓面膜");
        assertThat(posts.get(2).role()).isEqualTo(Role.AGENT);
        assertThat(posts.get(2).session()).isEqualTo("c-9");
        assertThat(posts.get(3).subject().order()).isEqualTo("20260618-1");
    }

    private static List<String> blocks(String text, String language) {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
