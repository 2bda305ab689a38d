package io.fenghuo.source.table;

import io.fenghuo.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The first visible sheet of an Excel workbook (ECMA-376 part 1, §18), row by row. Read with what every Java has: the readers on offer bring
 * three megabytes and unpack without a limit. Numbers that are shown as dates become {@code 2026-06-18 20:01:00}; formulas give their last
 * result.
 */
final class XlsxTable implements Table {
    private final ZipFile zip;
    private final XlsxBook book;
    private final InputStream in;
    private final XMLStreamReader xml;
    private final Headed headed;
    private long number;
    private boolean broken;

    XlsxTable(Path file, long shared) throws IOException, SourceException {
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException mangled) {
            throw new SourceException("table.zip");
        }
        try {
            book = XlsxBook.read(zip, shared);
            in = XlsxXml.part(zip, book.sheet());
            xml = XlsxXml.reader(in);
            List<String> cells = row();
            while (cells != null && Headed.blank(cells)) {
                cells = row();
            }
            if (cells == null) {
                throw new SourceException("table.empty");
            }
            headed = new Headed(cells);
        } catch (XMLStreamException wrong) {
            zip.close();
            throw XlsxXml.fault(wrong);
        } catch (IOException | SourceException | RuntimeException failed) {
            zip.close();
            throw failed;
        }
    }

    @Override
    public List<String> headings() {
        return headed.names();
    }

    @Override
    public @Nullable Row next() throws IOException, SourceException {
        if (broken) {
            return null;
        }
        try {
            List<String> cells = row();
            while (cells != null && Headed.blank(cells)) {
                cells = row();
            }
            return cells == null ? null : headed.row(number, cells);
        } catch (XMLStreamException wrong) {
            broken = true;
            throw XlsxXml.fault(wrong);
        } catch (IOException | SourceException failed) {
            broken = true;
            throw failed;
        }
    }

    @Override
    public boolean broken() {
        return broken;
    }

    private @Nullable List<String> row() throws IOException, SourceException, XMLStreamException {
        while (XlsxXml.next(xml) != XMLStreamConstants.END_DOCUMENT) {
            if (xml.isStartElement() && xml.getLocalName().equals("row")) {
                String said = xml.getAttributeValue(null, "r");
                number = said != null && said.matches("\\d{1,7}") ? Long.parseLong(said) : number + 1;
                return cells();
            }
        }
        return null;
    }

    private List<String> cells() throws IOException, SourceException, XMLStreamException {
        List<String> cells = new ArrayList<>();
        while (!(XlsxXml.next(xml) == XMLStreamConstants.END_ELEMENT
                && xml.getLocalName().equals("row"))) {
            if (xml.getEventType() == XMLStreamConstants.END_DOCUMENT) {
                throw new SourceException("table.xlsx", "row");
            }
            if (xml.isStartElement() && xml.getLocalName().equals("c")) {
                int column = column(xml.getAttributeValue(null, "r"), cells.size());
                String value = cell();
                if (column < MAX_COLUMNS) {
                    cells.addAll(Collections.nCopies(Math.max(0, column + 1 - cells.size()), ""));
                    cells.set(column, value);
                }
            }
        }
        return cells;
    }

    /** The column of a reference such as AB12, from 0; {@code next} when it names none. */
    private static int column(@Nullable String reference, int next) {
        if (reference == null || !reference.matches("[A-Za-z]{1,3}\\d{0,7}")) {
            return next;
        }
        int column = 0;
        for (int at = 0; at < reference.length() && Character.isLetter(reference.charAt(at)); at++) {
            column = column * 26 + Character.toUpperCase(reference.charAt(at)) - 'A' + 1;
        }
        return column - 1;
    }

    private String cell() throws IOException, SourceException, XMLStreamException {
        String type = xml.getAttributeValue(null, "t");
        String style = xml.getAttributeValue(null, "s");
        StringBuilder value = new StringBuilder();
        StringBuilder inline = new StringBuilder();
        while (!(XlsxXml.next(xml) == XMLStreamConstants.END_ELEMENT
                && xml.getLocalName().equals("c"))) {
            if (xml.getEventType() == XMLStreamConstants.END_DOCUMENT) {
                throw new SourceException("table.xlsx", "c");
            }
            if (xml.isStartElement()) {
                switch (xml.getLocalName()) {
                    case "v" -> XlsxXml.text(xml, value);
                    case "is" -> XlsxXml.rich(xml, "is", inline);
                    default -> {}
                }
            }
        }
        return inline.length() > 0 ? inline.toString() : book.value(type == null ? "n" : type, style, value.toString());
    }

    @Override
    public void close() throws IOException {
        in.close();
        zip.close();
    }
}
