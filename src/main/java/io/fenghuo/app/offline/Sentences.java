package io.fenghuo.app.offline;

import io.fenghuo.channel.Words;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Reason;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** Reasons as sentences, each from the bundle of the room that gave it. Threadsafe. */
public final class Sentences {
    private final Locale locale;
    private final List<ResourceBundle> bundles;
    private final Words words;

    /** Sentences in {@code locale}. */
    public Sentences(Locale locale) {
        this.locale = locale;
        this.bundles = List.of(
                OfflineWords.bundle("io.fenghuo.match.messages", locale),
                OfflineWords.bundle("io.fenghuo.grade.messages", locale));
        this.words = Words.of(locale.getLanguage());
    }

    Words words() {
        return words;
    }

    /** The sentence of a reason. */
    public String reason(Reason reason) {
        String key = "reason." + reason.code();
        for (ResourceBundle bundle : bundles) {
            if (bundle.containsKey(key)) {
                Object[] args = reason.args().stream().map(this::level).toArray();
                return new MessageFormat(bundle.getString(key), locale).format(args);
            }
        }
        return words.reason(reason);
    }

    /** What had to be undone to see a keyword, in words. */
    public String via(List<String> codes) {
        OfflineWords own = new OfflineWords(locale);
        return String.join(
                own.say("comma"),
                codes.stream()
                        .map(code -> own.has("via." + code) ? own.say("via." + code) : code)
                        .toList());
    }

    /** What a message gives as its reason: the kind of notice and what happened. */
    String why(Notice notice) {
        String said = words.get("headline", words.get("notice." + notice.reason()), words.reason(notice.why()));
        return notice.manner() == Notice.Manner.DIGEST ? words.get("headline", words.get("notice.DIGEST"), said) : said;
    }

    private String level(String arg) {
        return arg.matches("L[123]") ? words.get("level." + arg) : arg;
    }
}
