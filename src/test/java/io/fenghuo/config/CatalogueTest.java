package io.fenghuo.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Post;
import io.fenghuo.model.Subject;
import io.fenghuo.source.Catalogue;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live schedules, products and orders as spreadsheets save them, and what posts are completed with. */
class CatalogueTest {
    private static final Instant EIGHT = Instant.parse("2026-06-18T12:00:00Z");

    @TempDir
    private Path folder;

    private void file(String name, String text, Charset charset) throws IOException {
        Files.createDirectories(folder.resolve("alerts"));
        Files.write(Files.createDirectories(folder.resolve("watchlists")).resolve(name), text.getBytes(charset));
    }

    private Loaded load() {
        return new Home(folder, Map.of(), WatchlistReader.ZONE, Home.Rooms.PLAIN).load(EIGHT);
    }

    private Catalogue catalogue() {
        Loaded loaded = load();
        assertThat(loaded.problems()).noneMatch(Problem::isError);
        return loaded.configuration().catalogue();
    }

    private static Post post(Instant at, Subject subject) {
        return Post.builder("live", "1", "假货", at)
                .thread("room-77")
                .subject(subject)
                .build();
    }

    @Test
    void aPostOfARoomIsAboutWhatIsSoldThere() throws IOException {
        file("schedule.csv", """
                直播间,开始,结束,主播,商品,活动
                room-77,2026/6/18 19:00,2026/6/18 21:00,小美,面膜,618
                room-77,2026-06-18 21:00,2026-06-18 23:00,大刘,精华,618
                """, Charset.forName("GBK"));
        file("products.csv", """
                商品,别名,品牌,价格,促销,退货率
                玻尿酸面膜,面膜；SKU-1,云朵家,99,满300减50,12%
                """, UTF_8);
        file("orders.csv", "order,product\nT-1,SKU-1\n", UTF_8);
        Catalogue known = catalogue();
        Post live = known.complete(post(EIGHT, Subject.UNKNOWN));
        assertThat(live.subject()).isEqualTo(new Subject("云朵家", null, "玻尿酸面膜", null, "小美", "618"));
        assertThat(live.attributes())
                .containsEntry(Catalogue.PRICE, "99")
                .containsEntry(Catalogue.PROMOTION, "满300减50")
                .containsEntry(Catalogue.RETURN_RATE, "12%");
        assertThat(known.complete(post(EIGHT.plusSeconds(3_600), Subject.UNKNOWN))
                        .subject()
                        .host())
                .isEqualTo("大刘");
        assertThat(known.complete(post(EIGHT.plusSeconds(20_000), Subject.UNKNOWN))
                        .subject())
                .isEqualTo(Subject.UNKNOWN);
        Subject said = new Subject(null, null, "别的", null, "老王", null);
        assertThat(known.complete(post(EIGHT, said)).subject())
                .isEqualTo(new Subject(null, null, "别的", null, "老王", "618"));
        Subject ordered = new Subject(null, null, null, "t-1", null, null);
        assertThat(known.complete(post(EIGHT.plusSeconds(20_000), ordered))
                        .subject()
                        .product())
                .isEqualTo("玻尿酸面膜");
        assertThat(Catalogue.NONE.complete(live)).isSameAs(live);
    }

    @Test
    void faultsNameTheirLine() throws IOException {
        file("schedule.csv", """
                source,from,until,host,colour
                live,2026-06-18 19:00,2026-06-18 18:00,a,
                live,tomorrow,2026-06-18 18:00,a,
                ,2026-06-18 19:00,2026-06-18 20:00,a,
                live,,2026-06-18 20:00,a,
                """, UTF_8);
        file("orders.csv", "number,product\n1,面膜\n", UTF_8);
        assertThat(load().problems().stream().filter(one -> one.file().endsWith(".csv")))
                .extracting(one -> one.file() + ":" + one.line() + " " + one.code())
                .containsExactly(
                        "watchlists/orders.csv:1 table-missing",
                        "watchlists/orders.csv:1 table-column",
                        "watchlists/schedule.csv:1 table-column",
                        "watchlists/schedule.csv:2 until-before-from",
                        "watchlists/schedule.csv:3 table-moment",
                        "watchlists/schedule.csv:4 schedule-nowhere",
                        "watchlists/schedule.csv:5 table-empty");
        assertThat(load().problems())
                .allSatisfy(one -> assertThat(one.text(Locale.ENGLISH)).isNotBlank());
    }

    @FuzzTest(maxDuration = "65s")
    void anyTable(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        Problems problems = new Problems();
        Catalogue catalogue = new CatalogueReader(WatchlistReader.ZONE, problems).read(name -> text);
        catalogue.complete(post(EIGHT, new Subject(null, null, "面膜", "1", null, null)));
        for (Problem problem : problems.list()) {
            assertThat(List.of(problem.text(Locale.CHINESE), problem.text(Locale.ENGLISH)))
                    .allSatisfy(said -> assertThat(said).isNotBlank().doesNotContain("\n"));
        }
    }
}
