package io.fenghuo.evidence;

import java.util.List;
import java.util.Locale;

/**
 * Something in a bundle that is not as it was.
 *
 * @param file in the bundle; "" = the bundle itself. Like all texts here at most {@value #LONGEST} characters, none of them a control
 * @param place in the file: a record or a line; "" = all of it
 * @param code what is wrong
 */
public record Finding(String file, String place, String code, List<String> args) {
    private static final int LONGEST = 300;

    public Finding {
        file = tame(file);
        place = tame(place);
        args = args.stream().map(Finding::tame).toList();
    }

    /** Names in a bundle are a stranger's. */
    private static String tame(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }

    static Finding of(String file, String place, String code, String... args) {
        return new Finding(file, place, code, List.of(args));
    }

    /** In words, on one line. */
    public String text(Locale locale) {
        Wording words = Wording.of(locale);
        String where = file.isEmpty() ? words.say("finding.bundle") : file;
        return where + (place.isEmpty() ? "" : " " + place) + ": " + words.say("finding." + code, args.toArray());
    }
}
