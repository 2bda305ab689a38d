package io.fenghuo.source.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook as Excel packs it, from the XML of its parts. */
final class Workbook {
    private final Map<String, String> parts = new LinkedHashMap<>();

    /** One whose only visible sheet holds these rows; style 1 shows dates. */
    static Workbook of(String rows) {
        String rel = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
        return new Workbook()
                .part(
                        "xl/workbook.xml",
                        "<workbook " + rel + "><sheets><sheet name=\"隐藏\" state=\"hidden\" r:id=\"rId1\"/>"
                                + "<sheet name=\"评论\" r:id=\"rId2\"/></sheets></workbook>")
                .part(
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>"
                                + "<Relationship Id=\"rId2\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>")
                .part(
                        "xl/styles.xml",
                        "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
                                + "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
                                + "<xf numFmtId=\"176\"/></cellXfs></styleSheet>")
                .part(
                        "xl/sharedStrings.xml",
                        "<sst><si><t>评论内容</t></si><si><r><t>用了</t></r><r><t>红肿</t></r><rPh><t>はれ</t></rPh></si></sst>")
                .part("xl/worksheets/sheet2.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
    }

    Workbook part(String name, String xml) {
        parts.put(name, xml);
        return this;
    }

    void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }
}
