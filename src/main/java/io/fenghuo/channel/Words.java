package io.fenghuo.channel;

import io.fenghuo.model.Reason;
import io.fenghuo.model.Sentence;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences people read, in one language. Threadsafe. */
public final class Words {
    private static final String BUNDLE = "io.fenghuo.channel.messages";
    private static final Pattern SHORT_TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern CLOCK_LEFT = Pattern.compile("([a-z_]+):(\\d{1,9}|missed)");
    /** Keys under {@code clock.} that are sentences, not names. */
    private static final Set<String> SHAPES = Set.of("line", "running", "missed", "paused", "left", "over");
    /** Code of a reason → which of its arguments counts minutes. */
    private static final Map<String, Integer> MINUTES = Map.of(
            "warning",
            1,
            "opened.missed",
            1,
            "expired",
            1,
            "page",
            0,
            "crowd",
            1,
            "crowd.wide",
            1,
            "opened.suspected",
            0);

    /** Reasons whose arguments name persons. */
    private static final Set<String> OF_PERSONS = Set.of(
            "taken",
            "released",
            "expired",
            "handed_over",
            "closed",
            "false_alarm",
            "confirmed",
            "raised.by",
            "lowered",
            "limited",
            "statement.wanted",
            "statement.approved",
            "statement.rejected",
            "statement.published",
            "shift.clock",
            "shift.plain",
            "swap.on",
            "swap.off",
            "unreached");

    private static final Words CHINESE = new Words(Locale.CHINESE);
    private static final Words ENGLISH = new Words(Locale.ENGLISH);

    private final ResourceBundle bundle;
    private final Locale locale;
    private final Map<String, Sentence> sentences = new ConcurrentHashMap<>();

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
        String[] plain = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            plain[i] = String.valueOf(args[i]);
        }
        return sentence(key).say(plain);
    }

    private Sentence sentence(String key) {
        return sentences.computeIfAbsent(key, k -> new Sentence(bundle.getString(k), locale));
    }

    /** The same reason with names for the ids of persons in it. */
    public static Reason named(Reason reason, UnaryOperator<String> name) {
        return OF_PERSONS.contains(reason.code())
                ? new Reason(reason.code(), reason.args().stream().map(name).toList())
                : reason;
    }

    /** The sentence of a reason. A code without a sentence is told as {@code 原因：code(args)}. */
    public String reason(Reason reason) {
        return sentence(reason).orElseGet(() -> {
            List<String> args = reason.args().stream().map(this::argument).toList();
            String said = args.isEmpty() ? reason.code() : reason.code() + "(" + String.join(", ", args) + ")";
            return get("reason.unknown", said);
        });
    }

    /** The sentence of a reason; empty for a code without one, or with too few arguments for it. */
    public Optional<String> sentence(Reason reason) {
        String key = "reason." + reason.code();
        if (!bundle.containsKey(key)) {
            return Optional.empty();
        }
        List<String> args = arguments(reason);
        if (reason.code().equals("unreached")) {
            return Optional.of(get(key, String.join(get("sep"), args)));
        }
        if (args.size() < sentence(key).arguments()) {
            return Optional.empty();
        }
        String said = get(key, args.toArray());
        boolean more = reason.code().equals("page") && args.size() > 1;
        return Optional.of(
                more ? get("reason.page.also", said, String.join(get("sep"), args.subList(1, args.size()))) : said);
    }

    private List<String> arguments(Reason reason) {
        List<String> args = new ArrayList<>();
        for (int i = 0; i < reason.args().size(); i++) {
            String arg = reason.args().get(i);
            boolean minutes = Integer.valueOf(i).equals(MINUTES.get(reason.code())) && arg.matches("\\d{1,9}");
            args.add(minutes ? span(Duration.ofMinutes(Long.parseLong(arg))) : argument(arg));
        }
        return args;
    }

    /** What a channel entry lacks. */
    public String problem(Reason problem) {
        return get("problem." + problem.code(), problem.args().toArray());
    }

    private String argument(String arg) {
        if (arg.equals("L1") || arg.equals("L2") || arg.equals("L3")) {
            return get("level." + arg);
        }
        if (has("clock." + arg) && !SHAPES.contains(arg)) {
            return get("clock." + arg);
        }
        if (has("by." + arg) || arg.equals("customer")) {
            return get((has("by." + arg) ? "by." : "role.") + arg);
        }
        Matcher left = CLOCK_LEFT.matcher(arg);
        if (left.matches() && has("clock." + left.group(1))) {
            boolean over = left.group(2).equals("missed");
            return over
                    ? get("clock.over", clock(left.group(1)))
                    : get("clock.left", clock(left.group(1)), span(Duration.ofMinutes(Long.parseLong(left.group(2)))));
        }
        Matcher time = SHORT_TIME.matcher(arg);
        if (time.matches()) {
            return span(duration(Long.parseLong(time.group(1)), time.group(2)));
        }
        return arg.startsWith("role:") && has("role." + arg.substring(5)) ? get("role." + arg.substring(5)) : arg;
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

    /** A length of time as people say it, to the nearest minute: minutes up to two hours, then hours, then days. */
    public String span(Duration time) {
        long minutes = Math.abs(time.toSeconds() + (time.isNegative() ? -30 : 30)) / 60;
        if (time.abs().compareTo(Duration.ofMinutes(1)) < 0) {
            return get("time.instant");
        }
        if (minutes <= 120) {
            return minutes == 120 ? get("time.hour", 2) : get("time.minutes", minutes);
        }
        long hours = minutes / 60;
        if (hours < 48) {
            return minutes % 60 == 0 ? get("time.hour", hours) : get("time.hours", hours, minutes % 60);
        }
        return hours % 24 == 0 ? get("time.only-days", hours / 24) : get("time.days", hours / 24, hours % 24);
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
