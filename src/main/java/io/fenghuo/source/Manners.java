package io.fenghuo.source;

import io.fenghuo.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a polled source is read beside what it says: how fast at most and at least, how much of a daily quota a read costs, and whether the
 * operator set the site's robots.txt aside.
 *
 * @param fastest the shortest wait when posts come or an incident is open; {@code every} unless said
 * @param slowest the longest wait when nothing comes; {@code every} unless said
 * @param quota what the platform allows in a day; null = no limit is known
 * @param robotsReason why robots.txt is set aside; null = it is obeyed
 * @param pages how many pages one read follows at most
 * @param history how far back a first run goes
 */
public record Manners(
        Duration fastest,
        Duration slowest,
        @Nullable Quota quota,
        @Nullable String robotsReason,
        int pages,
        Duration history) {
    /** How long a long poll is held unless its entry says otherwise. */
    static final Duration HOLD = Duration.ofSeconds(60);

    private static final int PAGES = 10;
    private static final Duration HISTORY = Duration.ofDays(7);

    /** {@code site:} of pages for which the operator may use cookies. */
    static final List<String> SITES = List.of("own", "authorised");

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern COOKIE = Pattern.compile("[\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]*");

    /** What the entry of a source without problems says. */
    public static Manners of(SourceSpec spec) {
        Duration every = spec.every();
        Duration fastest = Objects.requireNonNullElse(Polite.span(Polite.option(spec, "fastest")), every);
        Duration slowest = Objects.requireNonNullElse(Polite.span(Polite.option(spec, "slowest")), every);
        Map<?, ?> robots = spec.options().get("robots") instanceof Map<?, ?> said ? said : Map.of();
        boolean ignored = "true".equals(String.valueOf(robots.get("ignore")));
        return new Manners(
                fastest.compareTo(every) < 0 ? fastest : every,
                slowest.compareTo(every) > 0 ? slowest : every,
                quota(spec),
                ignored ? String.valueOf(robots.get("reason")) : null,
                pages(spec),
                Objects.requireNonNullElse(Polite.span(Polite.option(spec, "history")), HISTORY));
    }

    /** How long a request of this source may be held before it is answered. */
    public static Duration held(SourceSpec spec) {
        return spec.type().equals("longpoll")
                ? Objects.requireNonNullElse(Polite.span(Polite.option(spec, "hold")), HOLD)
                : Duration.ZERO;
    }

    /** Whether the wait follows what happens. */
    public boolean adaptive() {
        return fastest.compareTo(slowest) < 0;
    }

    /**
     * The wait after a read.
     *
     * @param last the wait before it
     * @param fresh whether it brought new posts
     * @param burning whether an incident is open that holds posts of this source
     */
    public Duration next(Duration last, boolean fresh, boolean burning) {
        if (burning) {
            return fastest;
        }
        Duration wait = fresh ? last.dividedBy(2) : last.plus(last.dividedBy(4));
        wait = wait.compareTo(fastest) < 0 ? fastest : wait;
        return wait.compareTo(slowest) > 0 ? slowest : wait;
    }

    /** The value of {@code Cookie} for a site of the operator's own; null = none. */
    static @Nullable Secret cookie(SourceSpec spec) {
        if (!(spec.options().get("cookies") instanceof Map<?, ?> cookies) || cookies.isEmpty()) {
            return null;
        }
        List<String> pairs = new ArrayList<>();
        cookies.forEach((name, value) -> pairs.add(name + "=" + revealed(value)));
        return Secret.of(String.join("; ", pairs));
    }

    static String revealed(@Nullable Object value) {
        return value instanceof Secret secret ? secret.reveal() : String.valueOf(value);
    }

    private static int pages(SourceSpec spec) {
        String said = Polite.option(spec, "pages");
        return said != null && said.matches("[1-9]\\d{0,2}") ? Integer.parseInt(said) : PAGES;
    }

    private static @Nullable Quota quota(SourceSpec spec) {
        if (!(spec.options().get("quota") instanceof Map<?, ?> quota)) {
            return null;
        }
        Long units = number(quota.get("units"));
        Long perDay = number(quota.get("per-day"));
        return units == null || perDay == null || perDay < units ? null : new Quota(units, perDay);
    }

    private static @Nullable Long number(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.matches("[1-9]\\d{0,11}") ? Long.valueOf(text) : null;
    }

    /** Everything that is wrong with these keys of a polled source. */
    public static List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>();
        bound(spec, "fastest", -1, troubles);
        bound(spec, "slowest", 1, troubles);
        if (spec.options().containsKey("quota") && quota(spec) == null) {
            troubles.add(Trouble.of("spec.quota"));
        }
        String pages = Polite.option(spec, "pages");
        if (pages != null && !pages.matches("[1-9]\\d{0,2}")) {
            troubles.add(Trouble.of("spec.pages", pages));
        }
        String history = Polite.option(spec, "history");
        if (history != null && Polite.span(history) == null) {
            troubles.add(Trouble.of("spec.history", history));
        }
        robots(spec, troubles);
        cookies(spec, troubles);
        return troubles;
    }

    private static void bound(SourceSpec spec, String key, int side, List<Trouble> troubles) {
        String said = Polite.option(spec, key);
        Duration span = Polite.span(said);
        if (said != null
                && (span == null || span.compareTo(NextPoll.SHORTEST) < 0 || span.compareTo(spec.every()) * side < 0)) {
            troubles.add(Trouble.of("spec." + key, said));
        }
    }

    private static void robots(SourceSpec spec, List<Trouble> troubles) {
        Object said = spec.options().get("robots");
        if (said == null) {
            return;
        }
        boolean whole = said instanceof Map<?, ?> map
                && "true".equals(String.valueOf(map.get("ignore")))
                && map.get("reason") != null
                && String.valueOf(map.get("reason")).strip().length() >= 4;
        if (!whole) {
            troubles.add(Trouble.of("spec.robots"));
        }
    }

    private static void cookies(SourceSpec spec, List<Trouble> troubles) {
        String site = Polite.option(spec, "site");
        if (site != null && !SITES.contains(site)) {
            troubles.add(Trouble.of("spec.site", site));
        }
        Object said = spec.options().get("cookies");
        boolean header = spec.headers().keySet().stream().anyMatch("Cookie"::equalsIgnoreCase);
        if (header) {
            troubles.add(Trouble.of("spec.cookie-header"));
        }
        if (said != null && site == null) {
            troubles.add(Trouble.of("spec.cookies-site"));
        }
        boolean sound = said == null
                || (said instanceof Map<?, ?> map
                        && map.entrySet().stream().allMatch(one -> isCookie(one.getKey(), one.getValue())));
        if (!sound) {
            troubles.add(Trouble.of("spec.cookies"));
        }
    }

    private static boolean isCookie(Object name, Object value) {
        return TOKEN.matcher(String.valueOf(name)).matches()
                && COOKIE.matcher(revealed(value)).matches();
    }

    static void proxy(SourceSpec spec, List<Trouble> troubles) {
        Object said = spec.options().get("proxy");
        if (said != null && !revealed(said).equals(Conduct.DIRECT) && !isProxy(revealed(said))) {
            troubles.add(Trouble.of("spec.proxy"));
        }
    }

    /** Whether {@code url} names an HTTP proxy. */
    static boolean isProxy(String url) {
        try {
            URI uri = URI.create(url);
            return "http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0;
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }
}
