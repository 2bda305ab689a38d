package io.fenghuo.wire;

/** Cells of CSV (RFC 4180). */
public final class CsvCell {
    private CsvCell() {}

    /** One cell, quoted; what a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV Injection). */
    public static String of(String text) {
        String plain = text.replace("\u0000", "");
        String first = plain.stripLeading();
        boolean formula = !first.isEmpty() && "=+-@＝＋－＠".indexOf(first.charAt(0)) >= 0;
        boolean odd = !plain.isEmpty() && "\t\r\n".indexOf(plain.charAt(0)) >= 0;
        return "\"" + (formula || odd ? "'" : "") + plain.replace("\"", "\"\"") + "\"";
    }
}
