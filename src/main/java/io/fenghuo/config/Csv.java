package io.fenghuo.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values as spreadsheets write them (RFC 4180): fields may be quoted, a quote inside is doubled. Semicolons or tabs part fields
 * where the first line holds more of them than commas. A byte order mark and either line end do no harm; nothing is an error.
 */
final class Csv {
    /** Bytes of the largest table that is read. */
    static final long LARGEST = 32L << 20;

    private Csv() {}

    /** One line that is not blank. */
    record Row(int line, List<String> fields) {
        Row {
            fields = List.copyOf(fields);
        }

        /** A field without the blanks around it; empty when there is none. */
        String field(int column) {
            return column < 0 || column >= fields.size() ? "" : fields.get(column);
        }
    }

    static List<Row> rows(String text) {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        char comma = separator(body);
        List<Row> rows = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        int begin = 1;
        for (int i = 0; i <= body.length(); i++) {
            char c = i < body.length() ? body.charAt(i) : '\n';
            if (quoted && i < body.length()) {
                boolean twice = c == '"' && i + 1 < body.length() && body.charAt(i + 1) == '"';
                if (c != '"' || twice) {
                    field.append(c);
                }
                quoted = c != '"' || twice;
                i += twice ? 1 : 0;
            } else if (c == '"' && field.toString().isBlank()) {
                quoted = true;
            } else if (c == comma) {
                fields.add(take(field));
            } else if (c == '\n' || c == '\r') {
                fields.add(take(field));
                if (fields.stream().anyMatch(each -> !each.isEmpty())) {
                    rows.add(new Row(begin, fields));
                }
                fields.clear();
                begin = line + 1;
            } else {
                field.append(c);
            }
            boolean newLine = c == '\n' || (c == '\r' && (i + 1 >= body.length() || body.charAt(i + 1) != '\n'));
            line += newLine ? 1 : 0;
            begin = fields.isEmpty() && field.isEmpty() && !quoted ? line : begin;
        }
        return rows;
    }

    private static String take(StringBuilder field) {
        String text = field.toString().strip();
        field.setLength(0);
        return text;
    }

    private static char separator(String body) {
        int end = body.indexOf('\n');
        String first = end < 0 ? body : body.substring(0, end);
        char best = ',';
        long most = first.chars().filter(c -> c == ',').count();
        for (char c : new char[] {';', '\t'}) {
            long count = first.chars().filter(each -> each == c).count();
            if (count > most) {
                best = c;
                most = count;
            }
        }
        return best;
    }
}
