package io.fenghuo.source.table;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which order a table writes days whose year stands last, such as 06/05/2026: no single row can tell. */
public enum Dates {
    /** As everywhere else: the year first, or a form that tells by itself. */
    ANY,
    /** 18/06/2026 20:01. */
    DAY_FIRST,
    /** 06/18/2026 8:01 PM. */
    MONTH_FIRST;

    private static final Pattern YEAR_LAST =
            Pattern.compile("\\s*(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})(?:[\\s,T]+(\\d{1,2})(:\\d{2}(?::\\d{2})?)?"
                    + "(?:\\.\\d{1,9})?\\s*(?:([AaPp])\\.?[Mm]\\.?)?)?\\s*");

    /** The time with its year first; as it is when its year does not stand last. */
    String yearFirst(String text) {
        Matcher found = text.length() > 60 ? null : YEAR_LAST.matcher(text);
        if (this == ANY || found == null || !found.matches()) {
            return text;
        }
        String day = found.group(this == DAY_FIRST ? 1 : 2);
        String month = found.group(this == DAY_FIRST ? 2 : 1);
        String date = found.group(3) + "-" + month + "-" + day;
        return found.group(4) == null ? date : date + " " + time(found);
    }

    private static String time(Matcher found) {
        int hour = Integer.parseInt(found.group(4));
        String half = found.group(6) == null ? "" : found.group(6).toLowerCase(Locale.ROOT);
        int whole = half.isEmpty() || hour > 12 ? hour : hour % 12 + (half.equals("p") ? 12 : 0);
        return whole + (found.group(5) == null ? ":00" : found.group(5));
    }
}
