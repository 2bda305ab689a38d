package io.fenghuo.source.table;

import io.fenghuo.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of a sheet refer to.
 *
 * @param sheet name of the part that holds the first visible sheet
 * @param strings the texts that cells share
 * @param dates the styles by which a number is shown as a date or time
 * @param since1904 whether days count from 1904, as on old Macs
 */
record XlsxBook(String sheet, List<String> strings, Set<Integer> dates, boolean since1904) {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    /** Characters of shared texts that are held in memory. */
    static final long MAX_SHARED = 64L << 20;

    private static final int LAST_DAY = 2_958_465;
    private static final double SECONDS = 86_400;

    static XlsxBook read(ZipFile zip, long most) throws IOException, SourceException, XMLStreamException {
        Map<String, String> targets = new HashMap<>();
        each(zip, "xl/_rels/workbook.xml.rels", xml -> {
            if (xml.getLocalName().equals("Relationship")) {
                targets.put(
                        String.valueOf(xml.getAttributeValue(null, "Id")),
                        String.valueOf(xml.getAttributeValue(null, "Target")));
            }
        });
        List<String> sheets = new ArrayList<>();
        boolean[] since1904 = {false};
        each(zip, "xl/workbook.xml", xml -> {
            if (xml.getLocalName().equals("sheet") && visible(xml.getAttributeValue(null, "state"))) {
                String target = targets.get(String.valueOf(xml.getAttributeValue(
                        "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "id")));
                sheets.add(target == null ? "worksheets/sheet1.xml" : target);
            } else if (xml.getLocalName().equals("workbookPr")) {
                String said = xml.getAttributeValue(null, "date1904");
                since1904[0] = "1".equals(said) || "true".equals(said);
            }
        });
        if (sheets.isEmpty()) {
            throw new SourceException("table.xlsx", "sheet");
        }
        String first = sheets.get(0);
        return new XlsxBook(
                first.startsWith("/") ? first.substring(1) : "xl/" + first,
                shared(zip, most),
                dates(zip),
                since1904[0]);
    }

    private static boolean visible(@Nullable String state) {
        return state == null || state.equals("visible");
    }

    private static List<String> shared(ZipFile zip, long most) throws IOException, SourceException, XMLStreamException {
        List<String> strings = new ArrayList<>();
        if (zip.getEntry("xl/sharedStrings.xml") == null) {
            return strings;
        }
        long[] length = {0};
        each(zip, "xl/sharedStrings.xml", xml -> {
            if (xml.getLocalName().equals("si")) {
                StringBuilder text = new StringBuilder();
                XlsxXml.rich(xml, "si", text);
                length[0] += text.length() + 16;
                if (length[0] > most) {
                    throw new SourceException("table.bomb");
                }
                strings.add(text.toString());
            }
        });
        return strings;
    }

    private static Set<Integer> dates(ZipFile zip) throws IOException, SourceException, XMLStreamException {
        Set<Integer> dates = new HashSet<>();
        if (zip.getEntry("xl/styles.xml") == null) {
            return dates;
        }
        Set<String> own = new HashSet<>();
        boolean[] inside = {false};
        int[] style = {0};
        each(zip, "xl/styles.xml", xml -> {
            switch (xml.getLocalName()) {
                case "numFmt" -> {
                    if (showsDate(String.valueOf(xml.getAttributeValue(null, "formatCode")))) {
                        own.add(String.valueOf(xml.getAttributeValue(null, "numFmtId")));
                    }
                }
                case "cellXfs" -> inside[0] = true;
                case "cellStyles", "dxfs" -> inside[0] = false;
                case "xf" -> {
                    String format = String.valueOf(xml.getAttributeValue(null, "numFmtId"));
                    if (inside[0] && (own.contains(format) || builtIn(format))) {
                        dates.add(style[0]);
                    }
                    style[0] += inside[0] ? 1 : 0;
                }
                default -> {}
            }
        });
        return dates;
    }

    /** The built-in formats that show dates and times, those of Chinese Excel among them (ECMA-376 part 1, §18.8.30). */
    private static boolean builtIn(String format) {
        if (!format.matches("\\d{1,3}")) {
            return false;
        }
        int id = Integer.parseInt(format);
        return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    }

    private static boolean showsDate(String code) {
        String bare =
                code.replaceAll("\"[^\"]*\"|\\\\.|\\[[^\\]]*]|_.|\\*.", "").toLowerCase(Locale.ROOT);
        return bare.matches(".*[ymdhs].*") && !bare.contains("general");
    }

    /** What a cell shows, by its type, style and value. */
    String value(String type, @Nullable String style, String raw) {
        return switch (type) {
            case "s" -> shared(raw);
            case "b" -> raw.strip().equals("1") ? "true" : "false";
            case "e" -> "";
            case "n" -> number(raw.strip(), style);
            default -> raw;
        };
    }

    private String shared(String raw) {
        String index = raw.strip();
        int at = index.matches("\\d{1,9}") ? Integer.parseInt(index) : -1;
        return at >= 0 && at < strings.size() ? strings.get(at) : "";
    }

    private String number(String raw, @Nullable String style) {
        if (raw.isEmpty() || raw.length() > 40 || !raw.matches("-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d{1,3})?")) {
            return raw;
        }
        boolean date = style != null && style.matches("\\d{1,6}") && dates.contains(Integer.parseInt(style));
        double days = Double.parseDouble(raw);
        if (date && days >= 0 && days < LAST_DAY) {
            return date(days);
        }
        BigDecimal exact = new BigDecimal(raw);
        return exact.precision() - exact.scale() > 40 || exact.scale() > 40 ? raw : plain(exact);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Day 60 of the calendar from 1900 is a 29 February that never was (§18.17.4.1): days before it count from one day later. */
    private String date(double days) {
        try {
            LocalDate base = since1904
                    ? LocalDate.of(1904, 1, 1)
                    : days < 60 ? LocalDate.of(1899, 12, 31) : LocalDate.of(1899, 12, 30);
            LocalDateTime at = base.atStartOfDay().plusSeconds(Math.round(days * SECONDS));
            return WHEN.format(at);
        } catch (DateTimeException impossible) {
            return String.valueOf(days);
        }
    }

    /** Sees the start of one element. */
    private interface Seeing {
        void at(XMLStreamReader xml) throws XMLStreamException, SourceException;
    }

    private static void each(ZipFile zip, String part, Seeing seeing)
            throws IOException, SourceException, XMLStreamException {
        try (InputStream in = XlsxXml.part(zip, part)) {
            XMLStreamReader xml = XlsxXml.reader(in);
            for (int event = XlsxXml.next(xml); event != XMLStreamConstants.END_DOCUMENT; event = XlsxXml.next(xml)) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    seeing.at(xml);
                }
            }
        }
    }
}
