package io.fenghuo.source.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Post;
import io.fenghuo.source.SourceException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as shops, ticket systems and Excel write them. */
class TableTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path folder;

    private Path file(String name, byte[] bytes) throws Exception {
        return Files.write(folder.resolve(name), bytes);
    }

    private static List<Row> rows(Path file) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Table table = Table.open(file)) {
            for (Row row = table.next(); row != null; row = table.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static Columns columns(Path file) throws Exception {
        try (Table table = Table.open(file)) {
            return Columns.of(table.headings(), Map.of());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "UTF-16LE", "UTF-16BE", "BOM"})
    void readsWhatExcelWritesInChina(String charset) throws Exception {
        String text = "评论内容,用户昵称,评价时间\r\n\"说\"\"假货\"\"，\n两行\",小雨,2026/6/18 20:01\r\n\r\n=1+1,<b>,昨天\r\n";
        boolean marked = !charset.equals("GBK") && !charset.equals("UTF-8");
        Charset known = charset.equals("BOM") ? StandardCharsets.UTF_8 : Charset.forName(charset);
        Path file = file("a.csv", ((marked ? "\uFEFF" : "") + text).getBytes(known));
        List<Row> rows = rows(file);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).number()).isEqualTo(2);
        assertThat(rows.get(0).cell("评论内容")).isEqualTo("说\"假货\"，\n两行");
        assertThat(rows.get(1).number())
                .as("after a cell of two lines and a blank one")
                .isEqualTo(5);
        assertThat(rows.get(1).cell("评论内容")).isEqualTo("=1+1");
        assertThat(columns(file).headings())
                .isEqualTo(Map.of("text", "评论内容", "author.name", "用户昵称", "publishedAt", "评价时间"));
    }

    @Test
    void separatorsAreFound() throws Exception {
        assertThat(rows(file("a.csv", "sep=;\r\ntext;user\r\na,b;c\r\n".getBytes(StandardCharsets.UTF_8)))
                        .get(0))
                .isEqualTo(new Row(3, Map.of("text", "a,b", "user", "c")));
        assertThat(rows(file("b.txt", "text\tuser\na,b\tc".getBytes(StandardCharsets.UTF_8)))
                        .get(0)
                        .cells())
                .isEqualTo(Map.of("text", "a,b", "user", "c"));
        assertThat(rows(file("c.csv", "x,x,\n1,2,3,4".getBytes(StandardCharsets.UTF_8)))
                        .get(0)
                        .cells())
                .as("names that come twice, columns without one")
                .isEqualTo(Map.of("x", "1", "x (2)", "2"));
    }

    @Test
    void aQuoteThatNeverEndsIsTold() throws Exception {
        Path file = file("a.csv", ("text\n\"" + "长".repeat(9 << 20)).getBytes(StandardCharsets.UTF_8));
        try (Table table = Table.open(file)) {
            assertThatThrownBy(table::next).isInstanceOf(SourceException.class).hasMessageContaining("table.csv");
            assertThat(table.broken()).isTrue();
            assertThat(table.next()).isNull();
        }
    }

    @Test
    void jsonLinesAreColumnsByTheirPaths() throws Exception {
        Path file = file("a.jsonl", """
                \uFEFF{"text":"假货","user":{"id":7,"name":"小雨"},"tags":["a"],"no":null}

                oops
                {"text":"好","time":1781784000}
                [1]
                """.getBytes(StandardCharsets.UTF_8));
        try (Table table = Table.open(file)) {
            assertThat(table.headings()).containsExactly("tags", "text", "time", "user.id", "user.name");
            assertThat(table.next())
                    .isEqualTo(new Row(1, Map.of("text", "假货", "user.id", "7", "user.name", "小雨", "tags", "[\"a\"]")));
            assertThatThrownBy(table::next).hasMessageContaining("table.json");
            assertThat(table.next().number()).isEqualTo(4);
            assertThatThrownBy(table::next).hasMessageContaining("table.object");
            assertThat(table.next()).isNull();
        }
    }

    @Test
    void readsAWorkbookAsItIsShown() throws Exception {
        Path file = folder.resolve("a.xlsx");
        Workbook.of(
                        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>评论时间</t></is></c>"
                                + "<c r=\"D2\" t=\"str\"><v>订单编号</v></c></row><row/>"
                                + "<row r=\"9\"><c r=\"A9\" t=\"s\"><v>1</v></c><c r=\"B9\" s=\"1\"><v>46191.834027777775</v></c>"
                                + "<c r=\"C9\"><v>7</v></c><c r=\"D9\"><v>1.23456789012E11</v></c></row>"
                                + "<row r=\"10\"><c r=\"A10\" t=\"e\"><v>#N/A</v></c><c t=\"b\"><v>1</v></c><c r=\"ZZZ1\"><v>1</v></c></row>")
                .write(file);
        List<Row> rows = rows(file);
        assertThat(rows.get(0))
                .isEqualTo(new Row(9, Map.of("评论内容", "用了红肿", "评论时间", "2026-06-18 20:01:00", "订单编号", "123456789012")));
        assertThat(rows.get(1)).isEqualTo(new Row(10, Map.of("评论时间", "true")));
        Post post = new RowReader(columns(file), "import", "f", ZONE, null).read(rows.get(0), NOW);
        assertThat(post.publishedAt()).isEqualTo(Instant.parse("2026-06-18T12:01:00Z"));
        assertThat(post.subject().order()).isEqualTo("123456789012");
    }

    @Test
    void daysAreCountedAsExcelCountsThem() {
        XlsxBook from1900 = new XlsxBook("x", List.of(), java.util.Set.of(1), false);
        assertThat(from1900.value("n", "1", "1")).isEqualTo("1900-01-01 00:00:00");
        assertThat(from1900.value("n", "1", "61")).isEqualTo("1900-03-01 00:00:00");
        assertThat(from1900.value("n", "0", "0.1")).isEqualTo("0.1");
        assertThat(from1900.value("n", "1", "1e300")).isEqualTo("1e300");
        assertThat(new XlsxBook("x", List.of(), java.util.Set.of(1), true).value("n", "1", "0"))
                .isEqualTo("1904-01-01 00:00:00");
    }

    @Test
    void aBombIsNotUnpacked() throws Exception {
        Path file = folder.resolve("bomb.xlsx");
        Workbook.of("<row r=\"1\"><c t=\"str\"><v>text</v></c></row><row r=\"2\"><c t=\"str\"><v>"
                        + " ".repeat(64 << 20) + "</v></c></row>")
                .write(file);
        assertThatThrownBy(() -> rows(file)).hasMessageContaining("table.bomb");
        Path shared = folder.resolve("shared.xlsx");
        Workbook.of("")
                .part("xl/sharedStrings.xml", "<sst>" + "<si><t>aaaaaaaa</t></si>".repeat(2 << 20) + "</sst>")
                .write(shared);
        assertThatThrownBy(() -> rows(shared)).hasMessageContaining("table.bomb");
    }

    @Test
    void entitiesOfStrangersAreNotFollowed() throws Exception {
        Path file = folder.resolve("xxe.xlsx");
        Workbook.of("")
                .part(
                        "xl/worksheets/sheet2.xml",
                        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c t=\"str\"><v>text&x;</v></c>"
                                + "</row></sheetData></worksheet>")
                .write(file);
        try (Table table = Table.open(file)) {
            assertThat(table.headings()).containsExactly("text");
        } catch (SourceException refused) {
            assertThat(refused).hasMessageContaining("table.xlsx");
        }
    }

    @Test
    void whatIsNoTableIsRefused() throws Exception {
        assertThatThrownBy(() -> Table.open(file("e.csv", new byte[0]))).hasMessageContaining("table.empty");
        assertThatThrownBy(() -> Table.open(file("b.csv", "\n\n".getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("table.empty");
        assertThatThrownBy(() -> Table.open(file("o.xls", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0})))
                .hasMessageContaining("table.xls");
        assertThatThrownBy(() -> Table.open(file("h.xlsx", new byte[] {'P', 'K', 3, 4, 1, 2})))
                .hasMessageContaining("table.zip");
        Path zip = folder.resolve("z.xlsx");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream packing = new ZipOutputStream(out)) {
            packing.putNextEntry(new ZipEntry("readme.txt"));
        }
        assertThatThrownBy(() -> Table.open(zip)).hasMessageContaining("table.xlsx");
    }

    @Test
    void columnsAreGuessedOnceAndSaidWins() throws Exception {
        List<String> headings = List.of("序号", "订单编号", "商品标题", "评价 内容", "评论内容(必填)", "买家昵称", "评价时间", "评分", "备注");
        Columns guessed = Columns.of(headings, Map.of());
        assertThat(guessed.headings())
                .isEqualTo(Map.of(
                        "text", "评论内容(必填)",
                        "subject.order", "订单编号",
                        "subject.product", "商品标题",
                        "author.name", "买家昵称",
                        "publishedAt", "评价时间",
                        "rating", "评分"));
        Columns said = Columns.of(headings, Map.of("text", "备注", "rating", "", "attributes.no", "序号"));
        assertThat(said.headings()).containsEntry("text", "备注").containsEntry("attributes.no", "序号");
        assertThat(said.headings()).doesNotContainKey("rating");
        assertThatThrownBy(() -> Columns.of(headings, Map.of("txt", "备注"))).hasMessageContaining("table.field");
        assertThatThrownBy(() -> Columns.of(headings, Map.of("text", "没有"))).hasMessageContaining("table.column");
        assertThatThrownBy(() -> Columns.of(List.of("a"), Map.of())).hasMessageContaining("table.text");
    }

    @Test
    void rowsWithoutATextOrATimeAreRefusedAndIdsStay() throws Exception {
        Columns columns = Columns.of(List.of("text", "time"), Map.of());
        RowReader reader = new RowReader(columns, "import", "file", ZONE, null);
        Row good = new Row(7, Map.of("text", "好", "time", "2026-06-18"));
        assertThat(reader.read(good, NOW).id())
                .isEqualTo(reader.read(good, NOW.plusSeconds(9)).id());
        assertThat(reader.read(new Row(8, good.cells()), NOW).id())
                .isNotEqualTo(reader.read(good, NOW).id());
        assertThatThrownBy(() -> reader.read(new Row(1, Map.of("time", "2026-06-18")), NOW))
                .hasMessageContaining("table.no-text");
        assertThatThrownBy(() -> reader.read(new Row(1, Map.of("text", "好")), NOW))
                .hasMessageContaining("table.time-missing");
        assertThatThrownBy(() -> reader.read(new Row(1, Map.of("text", "好", "time", "很久以前")), NOW))
                .hasMessageContaining("table.time");
        Instant at = Instant.parse("2026-06-18T00:00:00Z");
        assertThat(new RowReader(columns, "import", "file", ZONE, at)
                        .read(new Row(1, Map.of("text", "好")), NOW)
                        .publishedAt())
                .isEqualTo(at);
    }
}
