package io.fenghuo.app.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Post;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.table.Table;
import io.fenghuo.web.Console;
import io.fenghuo.web.Imports;
import io.fenghuo.web.Ingest;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.PostDefaults;
import io.fenghuo.wire.PostJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Whatever somebody says of the columns of whatever file: it is told why not, or each of its rows becomes a post or is refused. */
class ImportFuzzTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final SourceWords SAID = new SourceWords(Locale.ENGLISH);
    private static final String ID = "im-00000000000000000000000000";
    private static final String FILE = "\n===\n";

    private final List<Ingest> kept = new ArrayList<>();
    private Path root = Path.of("");

    @BeforeEach
    void make() throws IOException {
        root = Files.createTempDirectory("imports");
    }

    @AfterEach
    void clear() throws IOException {
        new ImportFolder(root).delete(ID);
        Files.delete(root);
    }

    /** Lines: source, zone, dates, day, then a field for each column; after {@code ===} the file. */
    @FuzzTest(maxDuration = "65s")
    void mapped(byte[] bytes) throws IOException {
        String[] parts = new String(bytes, ISO_8859_1).split(FILE, 2);
        if (parts.length < 2) {
            return;
        }
        ImportFolder folder = new ImportFolder(root);
        folder.delete(ID);
        folder.take(Files.write(folder.part(), parts[1].getBytes(ISO_8859_1)), ID);
        Import job = job(wish(new String(parts[0].getBytes(ISO_8859_1), UTF_8)));
        assertThat(ImportJson.read(new JsonObject(ImportJson.write(job).encode())))
                .isEqualTo(job);
        try {
            Survey.guess(folder.file(ID))
                    .forEach((place, field) -> assertThat(place).isBetween(0, Imports.COLUMNS - 1));
            looked(new Survey(folder.file(ID), job, SAID).look(shown(job), NOW));
            Map<String, String> map;
            try (Table table = Table.open(folder.file(ID), Survey.SHARED)) {
                map = Plan.of(job.wish(), table.headings()).map();
            }
            ran(folder, job.begun(map, NOW));
        } catch (SourceException wrong) {
            assertThat(wrong.trouble().code()).startsWith("table.");
            assertThat(SAID.say(wrong.trouble())).isNotBlank().hasSizeLessThan(1_500);
        } catch (Plan.Unclear unclear) {
            assertThat(Words.of(Locale.ENGLISH, ZoneOffset.UTC)
                            .has(unclear.heard().fault()))
                    .isTrue();
        }
    }

    private static Imports.Wish wish(String said) {
        String[] lines = said.split("\n", -1);
        Map<Integer, String> columns = new HashMap<>();
        for (int at = 4; at < Math.min(lines.length, 4 + Imports.COLUMNS); at++) {
            columns.put(at - 4, lines[at]);
        }
        return new Imports.Wish(line(lines, 0), columns, line(lines, 1), line(lines, 2), line(lines, 3), false);
    }

    private static String line(String[] lines, int at) {
        return at < lines.length ? lines[at] : "";
    }

    private static Import job(Imports.Wish wish) {
        return new Import(
                ID, "f", "h", "li", NOW, Imports.Stage.DRAFT, wish, Map.of(), Tally.NOTHING, null, null, null);
    }

    private static Imports.Job shown(Import job) {
        return new Imports.Job(
                ID, "f", "s", "li", NOW, job.stage(), -1, 0, 0, 0, 0, 0, List.of(), List.of(), 0, "", null);
    }

    private static void looked(Imports.Look look) {
        assertThat(look.columns()).hasSizeLessThanOrEqualTo(Imports.COLUMNS);
        assertThat(look.read()).isLessThanOrEqualTo(look.looked());
        assertThat(look.posts()).hasSizeLessThanOrEqualTo(Math.min(5, look.read()));
        look.posts().forEach(ImportFuzzTest::sound);
        look.refused().forEach(one -> assertThat(one.why()).isNotBlank());
    }

    private static void sound(Post post) {
        assertThat(post.text()).isNotBlank().doesNotContain("\0");
        assertThat(post.id()).isNotBlank();
        assertThat(post.publishedAt()).isBetween(Instant.EPOCH, NOW);
    }

    private void ran(ImportFolder folder, Import begun) throws IOException {
        kept.clear();
        Keeper keeper = new Keeper(
                ingest -> {
                    kept.add(ingest);
                    return Future.succeededFuture(new Console.Receipt(
                            ingest.posts().size(), ingest.posts().size(), 0, 0));
                },
                CLOCK);
        Run.Tools tools = new Run.Tools(
                folder, keeper, CLOCK, ZoneId.of("Asia/Shanghai"), SAID, Words.of(Locale.ENGLISH, ZoneOffset.UTC));
        Import ended = new Run(tools, begun).go();
        assertThat(ended.stage()).isIn(Imports.Stage.DONE, Imports.Stage.FAILED);
        assertThat(folder.find(ID)).hasValue(ended);
        Tally tally = ended.tally();
        assertThat(tally.rows()).isEqualTo(tally.stored() + tally.known() + tally.refused());
        assertThat(tally.stored())
                .isEqualTo(kept.stream().mapToLong(one -> one.posts().size()).sum());
        for (Ingest one : kept) {
            one.posts().forEach(ImportFuzzTest::sound);
            // what is sealed as evidence says the same again
            assertThat(PostJson.read(
                                    one.body(),
                                    PostDefaults.strict(one.source(), NOW),
                                    one.posts().size())
                            .posts())
                    .extracting(Post::id)
                    .isEqualTo(one.posts().stream().map(Post::id).toList());
        }
    }
}
