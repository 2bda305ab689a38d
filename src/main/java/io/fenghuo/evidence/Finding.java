package io.fenghuo.evidence;

import java.util.List;
import java.util.Locale;

/**
 * Something in a bundle that is not as it was.
 *
 * @param file in the bundle; "" = the bundle itself
 * @param place in the file: a record or a line; "" = all of it
 * @param code what is wrong
 */
public record Finding(String file, String place, String code, List<String> args) {
    public Finding {
        args = List.copyOf(args);
    }

    static Finding of(String file, String place, String code, String... args) {
        return new Finding(file, place, code, List.of(args));
    }

    /** In words, on one line. */
    public String text(Locale locale) {
        Wording words = Wording.of(locale);
        String where = file.isEmpty() ? words.say("finding.bundle") : file;
        return where + (place.isEmpty() ? "" : " " + place) + ": "
                + words.say("finding." + code, args.toArray()).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
