package io.fenghuo.web.view;

import io.fenghuo.model.Counted;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import java.text.MessageFormat;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Words and times for one reader. Immutable, threadsafe. */
public final class Words {
    /** The bundles of the pages, in the order in which a key is looked for. */
    private static final List<String> ROOMS = List.of(
            "messages",
            "desks",
            "cases",
            "drills",
            "help",
            "told",
            "outbox",
            "previews",
            "pauses",
            "hearing",
            "coverage",
            "imports");

    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    /** From so many days on a counter shows days alone: the hours no longer matter and the line would grow too long for its place. */
    private static final int MANY_DAYS = 100;
    /** Characters of a sentence, with the words of strangers in it. */
    private static final int SENTENCE = 400;

    private final Locale locale;
    private final List<ResourceBundle> rooms;
    private final ZoneId zone;
    private final Telling telling;

    private Words(Locale locale, ZoneId zone, Telling telling) {
        this.locale = locale;
        this.zone = zone;
        this.telling = telling;
        this.rooms = ROOMS.stream().map(name -> bundle(name, locale)).toList();
    }

    private static ResourceBundle bundle(String name, Locale locale) {
        return ResourceBundle.getBundle("io.fenghuo.web." + name, locale, Words.class.getClassLoader(), EXACT);
    }

    private String pattern(String key) {
        return rooms.stream()
                .filter(room -> room.containsKey(key))
                .findFirst()
                .orElseThrow(() -> new MissingResourceException("no words", "io.fenghuo.web", key))
                .getString(key);
    }

    /** Words in the reader's language; anything but English is Chinese. */
    public static Words of(Locale locale, ZoneId zone, Telling telling) {
        return new Words(locale.getLanguage().equals("en") ? Locale.ENGLISH : Locale.CHINESE, zone, telling);
    }

    /** The same where no reasons are told. */
    public static Words of(Locale locale, ZoneId zone) {
        return of(locale, zone, Telling.NONE);
    }

    public String lang() {
        return locale.equals(Locale.ENGLISH) ? "en" : "zh-CN";
    }

    public Locale locale() {
        return locale;
    }

    public ZoneId zone() {
        return zone;
    }

    /** The sentence of {@code key} with its arguments filled in; the key itself when there is none. */
    public String t(String key, @Nullable Object... args) {
        if (!has(key)) {
            return key;
        }
        String pattern = pattern(key);
        return args.length == 0 ? pattern : Counted.say(new MessageFormat(pattern, Locale.ROOT), args);
    }

    public boolean has(String key) {
        return rooms.stream().anyMatch(room -> room.containsKey(key));
    }

    /** The word for a value that may be any the house or a plug-in knows: {@code prefix.value}, else the value itself. */
    public String term(String prefix, String value) {
        String key = prefix + "." + value;
        return has(key) ? pattern(key) : Harmless.line(value, 60);
    }

    /** The word for a value of the model. */
    public String of(String prefix, Enum<?> value) {
        return term(prefix, value.name().toLowerCase(Locale.ROOT));
    }

    public String level(Severity level) {
        return of("level", level);
    }

    /** The sentence of a reason; for a code without one, the code and its arguments. */
    public String reason(Reason reason) {
        return reason(reason, UnaryOperator.identity());
    }

    /** The sentence of a reason; {@code name} gives a person's name. */
    public String reason(Reason reason, UnaryOperator<String> name) {
        String said = telling.sentence(reason, locale, name);
        return Harmless.line(
                said == null ? (reason.code() + " " + String.join(" ", reason.args())).strip() : said, SENTENCE);
    }

    /** Whether a reason has a sentence. */
    boolean tells(Reason reason) {
        return telling.sentence(reason, locale, UnaryOperator.identity()) != null;
    }

    /** Why an action was refused; a code without a sentence is words that are ready. {@code name} gives a person's name. */
    public String refusal(Reason reason, UnaryOperator<String> name) {
        String key = "refusal." + reason.code();
        if (!has(key)) {
            return Harmless.line((reason.code() + " " + String.join(" ", reason.args())).strip(), 300);
        }
        Object[] args = switch (reason.code()) {
            case "missing" ->
                new Object[] {
                    String.join(
                            t("list.comma"),
                            reason.args().stream().map(arg -> term("form", arg)).toList())
                };
            case "other_owner" -> reason.args().stream().map(name).toArray();
            case "not_now" -> new Object[] {arg("action", reason, 0), arg("state", reason, 1)};
            case "ended" -> new Object[] {arg("state", reason, 0)};
            case "wrong" ->
                new Object[] {
                    reason.args().isEmpty() ? "" : term("form", reason.args().get(0)),
                    reason.args().size() < 2 ? "" : Harmless.line(reason.args().get(1), 60)
                };
            case "future", "too_early", "too_long", "wait_too_long" ->
                reason.args().stream().map(this::momentOr).toArray();
            default -> reason.args().stream().map(arg -> Harmless.line(arg, 60)).toArray();
        };
        return new MessageFormat(pattern(key), Locale.ROOT).format(args);
    }

    private Object momentOr(String arg) {
        try {
            return exact(Instant.parse(arg));
        } catch (DateTimeException other) {
            return Harmless.line(arg, 60);
        }
    }

    private String arg(String prefix, Reason reason, int place) {
        return place < reason.args().size()
                ? term(prefix, reason.args().get(place).toLowerCase(Locale.ROOT))
                : "";
    }

    /** A moment as people of the zone say it: the time alone today, with the day otherwise. */
    public String when(@Nullable Instant at, Instant now) {
        if (at == null) {
            return "—";
        }
        boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return format(today ? "HH:mm:ss" : "MM-dd HH:mm", at);
    }

    /** A deadline: to the minute, with the day unless it is today. */
    public String deadline(Instant at, Instant now) {
        boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return format(today ? "HH:mm" : "MM-dd HH:mm", at);
    }

    /** The moment in full, for tooltips. */
    public String exact(@Nullable Instant at) {
        return at == null ? "" : format("yyyy-MM-dd HH:mm:ss XXX", at);
    }

    private String format(String pattern, Instant at) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone).format(at);
    }

    /** A duration as a counter shows it, such as 4:07, 1:20:00, 2 天 03:00 or, when the hours no longer matter, 120 天; the sign is the caller's. */
    public String counter(Duration duration) {
        long seconds = Math.abs(duration.toSeconds());
        long days = seconds / 86_400;
        long hours = seconds % 86_400 / 3600;
        long minutes = seconds % 3600 / 60;
        long rest = seconds % 60;
        if (days >= MANY_DAYS) {
            return t("counter.manydays", String.valueOf(days));
        }
        if (days > 0) {
            return t("counter.days", String.valueOf(days), String.format(Locale.ROOT, "%02d:%02d", hours, minutes));
        }
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, minutes, rest)
                : String.format(Locale.ROOT, "%d:%02d", minutes, rest);
    }
}
