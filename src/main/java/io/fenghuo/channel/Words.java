package io.fenghuo.channel;

import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences people read, in one language. Threadsafe. */
public final class Words {
    private static final String BUNDLE = "io.fenghuo.channel.messages";
    private static final Pattern SHORT_TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Words CHINESE = new Words(Locale.CHINESE);
    private static final Words ENGLISH = new Words(Locale.ENGLISH);

    private final ResourceBundle bundle;
    private final Locale locale;

    private Words(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                BUNDLE,
                locale,
                Words.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The words of {@code lang}: {@code en} and its kin are English, anything else Chinese. */
    public static Words of(String lang) {
        return lang.toLowerCase(Locale.ROOT).startsWith("en") ? ENGLISH : CHINESE;
    }

    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /** The sentence of {@code key}; arguments are put in as they are. A missing key is a mistake of ours and shows as itself. */
    public String get(String key, Object... args) {
        if (!bundle.containsKey(key)) {
            return key;
        }
        Object[] plain = new Object[args.length];
        for (int i = 0; i < args.length; i++) {
            plain[i] = String.valueOf(args[i]);
        }
        return new MessageFormat(bundle.getString(key), locale).format(plain);
    }

    /** The sentence of a reason. A code without a sentence is told as {@code 原因：code(args)}. */
    public String reason(Reason reason) {
        List<String> args = new ArrayList<>();
        for (String arg : reason.args()) {
            args.add(argument(arg));
        }
        String key = "reason." + reason.code();
        if (bundle.containsKey(key) && args.size() >= arguments(key)) {
            return get(key, args.toArray());
        }
        String said = args.isEmpty() ? reason.code() : reason.code() + "(" + String.join(", ", args) + ")";
        return get("reason.unknown", said);
    }

    private int arguments(String key) {
        return new MessageFormat(bundle.getString(key), locale).getFormatsByArgumentIndex().length;
    }

    /** What a channel entry lacks. */
    public String problem(Reason problem) {
        return get("problem." + problem.code(), problem.args().toArray());
    }

    private String argument(String arg) {
        if (arg.equals("L1") || arg.equals("L2") || arg.equals("L3")) {
            return get("level." + arg);
        }
        for (String group : List.of("clock.", "role.", "state.")) {
            String key = group + arg;
            if (bundle.containsKey(key) && !arg.equals("line") && !arg.equals("running") && !arg.equals("owner")) {
                return get(key);
            }
        }
        Matcher time = SHORT_TIME.matcher(arg);
        if (time.matches()) {
            return span(duration(Long.parseLong(time.group(1)), time.group(2)));
        }
        return arg;
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    public String level(Severity level, boolean suspected) {
        String word = get("level." + level);
        return suspected ? get("suspected", word) : word;
    }

    /** A clock's name, its id when it has none. */
    public String clock(String id) {
        return has("clock." + id) ? get("clock." + id) : id;
    }

    /** A length of time as people say it: minutes up to two hours, then hours, then days. */
    public String span(Duration time) {
        long minutes = Math.abs(time.toMinutes());
        if (minutes == 0) {
            return get("time.instant");
        }
        if (minutes <= 120) {
            return minutes == 120 ? get("time.hour", 2) : get("time.minutes", minutes);
        }
        long hours = minutes / 60;
        if (hours < 48) {
            return minutes % 60 == 0 ? get("time.hour", hours) : get("time.hours", hours, minutes % 60);
        }
        return get("time.days", hours / 24, hours % 24);
    }

    /** A moment as people of {@code zone} say it: the time today, else with the day. */
    public String moment(Instant at, Instant now, ZoneId zone) {
        ZonedDateTime there = at.atZone(zone);
        LocalTime time = there.toLocalTime();
        String clock = String.format(Locale.ROOT, "%02d:%02d", time.getHour(), time.getMinute());
        if (there.toLocalDate().equals(now.atZone(zone).toLocalDate())) {
            return clock;
        }
        return get("time.day", there.getMonthValue(), there.getDayOfMonth(), clock);
    }

    /** Why this addressee is among those told. */
    public String you(Target target, Severity level) {
        return switch (target.kind()) {
            case ROLE -> get("you.role", has("role." + target.id()) ? get("role." + target.id()) : target.id());
            case ROTA -> get("you.rota", target.id());
            case PERSON -> get("you.person");
            case CHANNEL -> get("you.channel");
            case GROUPS -> get("you.groups", get("level." + level));
        };
    }
}
