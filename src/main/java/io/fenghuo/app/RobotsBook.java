package io.fenghuo.app;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Request;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What sites say to robots (RFC 9309): {@code /robots.txt} of each origin, kept for a day. A site without one (4xx) lets everybody in; one
 * that cannot be read (5xx, no answer) lets nobody in, and is asked again after a few minutes. Threadsafe.
 */
final class RobotsBook {
    /** §2.4: at most a day. */
    static final Duration KEPT = Duration.ofHours(24);

    static final Duration KEPT_UNREADABLE = Duration.ofMinutes(5);
    /** The longest {@code Crawl-delay} that is kept to. */
    static final Duration LONGEST_DELAY = Duration.ofSeconds(60);
    /** §2.5: at least 500 KiB have to be read. */
    private static final int LARGEST = 500 << 10;

    private static final int REMEMBERED = 2_000;

    private final BiFunction<Request, Boolean, Future<Fetched>> fetch;
    private final InstantSource clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(Future<Said> said, Instant until) {}

    /**
     * What one site says.
     *
     * @param rules null = it could not be read
     */
    private record Said(@org.jspecify.annotations.Nullable SimpleRobotRules rules, Trouble why) {}

    /** A book that reads with {@code fetch}, which gets whether private addresses are allowed. */
    RobotsBook(BiFunction<Request, Boolean, Future<Fetched>> fetch, InstantSource clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    /** The pause the site asks for between two reads of {@code uri}; failed with {@link FetchException} when it may not be read. */
    Future<Duration> ask(URI uri, Conduct conduct, boolean allowPrivate) {
        return said(uri, conduct, allowPrivate).compose(said -> {
            SimpleRobotRules rules = said.rules();
            if (rules == null) {
                return Future.failedFuture(new FetchException(said.why(), null));
            }
            if (!rules.isAllowed(uri.toString())) {
                return Future.failedFuture(
                        new FetchException(Trouble.of("robots.disallowed", Fetcher.host(uri.toString())), null));
            }
            Duration delay = Duration.ofMillis(Math.max(0, rules.getCrawlDelay()));
            return Future.succeededFuture(delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay);
        });
    }

    private Future<Said> said(URI uri, Conduct conduct, boolean allowPrivate) {
        String origin = uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getRawAuthority();
        String key = origin + " " + allowPrivate;
        Instant now = clock.instant();
        synchronized (entries) {
            Entry known = entries.get(key);
            if (known != null && known.until().isAfter(now)) {
                return known.said();
            }
            if (entries.size() >= REMEMBERED) {
                entries.remove(entries.keySet().iterator().next());
            }
            Future<Said> said = read(origin, conduct, allowPrivate);
            entries.put(key, new Entry(said, now.plus(KEPT)));
            said.onSuccess(heard -> {
                if (heard.rules() == null) {
                    synchronized (entries) {
                        entries.put(key, new Entry(said, clock.instant().plus(KEPT_UNREADABLE)));
                    }
                }
            });
            return said;
        }
    }

    private Future<Said> read(String origin, Conduct conduct, boolean allowPrivate) {
        String url = origin + "/robots.txt";
        Conduct plain = new Conduct(false, conduct.proxy());
        Trouble unreadable = Trouble.of("robots.unreadable", Fetcher.host(url));
        return fetch.apply(new Request(url, Map.of(), plain, null), allowPrivate)
                .map(answer -> new Said(
                        answer.status() >= 500 || answer.status() == 429 ? null : rules(url, answer), unreadable))
                .otherwise(failure -> new Said(null, unreadable));
    }

    private static SimpleRobotRules rules(String url, Fetched answer) {
        if (answer.status() / 100 != 2) {
            return new SimpleRobotRules(SimpleRobotRules.RobotRulesMode.ALLOW_ALL);
        }
        byte[] body = answer.body().length > LARGEST ? Arrays.copyOf(answer.body(), LARGEST) : answer.body();
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser(LONGEST_DELAY.toMillis() * 100, 0);
        SimpleRobotRules rules =
                parser.parseContent(url, body, "text/plain", List.of(Egress.TOKEN.toLowerCase(Locale.ROOT)));
        return rules;
    }
}
