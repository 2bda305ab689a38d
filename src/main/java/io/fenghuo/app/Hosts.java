package io.fenghuo.app;

import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one host has to bear from all sources together: so many requests at a time, a pause between two, and rest when it fails. After {@link
 * #FAILURES} failures in a row, or when it asks for a pause (429, 503 with {@code Retry-After}), nobody asks until the pause is over; then one
 * request tries. Threadsafe.
 */
final class Hosts {
    /** Failures in a row, of all sources of a host, after which it is left alone. */
    static final int FAILURES = 5;
    /** How long at first; it doubles up to {@link #LONGEST}. */
    static final Duration REST = Duration.ofSeconds(15);

    static final Duration LONGEST = Duration.ofMinutes(5);
    /** The longest pause a host is given because it asks for it. */
    static final Duration ORDER = Duration.ofHours(1);

    private static final int REMEMBERED = 10_000;

    private final Vertx vertx;
    private final InstantSource clock;
    private final int atOnce;
    private final Map<String, Host> hosts = new LinkedHashMap<>();

    Hosts(Vertx vertx, InstantSource clock, int atOnce) {
        this.vertx = vertx;
        this.clock = clock;
        this.atOnce = atOnce;
    }

    /**
     * Waits for the turn of one request.
     *
     * @param host with its port
     * @param pause between two requests
     * @return done when it may go; failed with {@link FetchException} while the host rests
     */
    Future<Turn> enter(String host, Duration pause) {
        Host known = host(host);
        return known.enter(pause);
    }

    private Host host(String name) {
        synchronized (hosts) {
            if (hosts.size() > REMEMBERED) {
                Iterator<Host> all = hosts.values().iterator();
                while (all.hasNext()) {
                    if (all.next().idle()) {
                        all.remove();
                    }
                }
            }
            return hosts.computeIfAbsent(name, n -> new Host());
        }
    }

    /** A request under way. */
    static final class Turn {
        private final Host host;
        private boolean left;

        private Turn(Host host) {
            this.host = host;
        }

        /** It was answered. */
        void answered() {
            leave(null, null);
        }

        /**
         * It failed, or the host asks for a pause.
         *
         * @param order how long the host asks to be left alone; null = it did not say
         */
        void failed(FetchException why, @Nullable Duration order) {
            leave(why, order);
        }

        private void leave(@Nullable FetchException why, @Nullable Duration order) {
            synchronized (host) {
                if (left) {
                    return;
                }
                left = true;
                host.left(why, order);
            }
            host.next();
        }
    }

    /** One host. */
    private final class Host {
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int under;
        private Instant free = Instant.EPOCH;
        private Instant restsUntil = Instant.EPOCH;
        private int failures;
        private int rests;
        private boolean armed;
        private @Nullable FetchException last;

        private record Waiting(Promise<Turn> turn, Duration pause) {}

        synchronized boolean idle() {
            return under == 0 && waiting.isEmpty() && !restsUntil.isAfter(clock.instant());
        }

        Future<Turn> enter(Duration pause) {
            Promise<Turn> turn = Promise.promise();
            synchronized (this) {
                waiting.addLast(new Waiting(turn, pause));
            }
            next();
            return turn.future();
        }

        void left(@Nullable FetchException why, @Nullable Duration order) {
            under--;
            Instant now = clock.instant();
            if (why == null) {
                failures = 0;
                rests = 0;
                restsUntil = Instant.EPOCH;
                return;
            }
            failures++;
            last = why;
            if (order != null) {
                Duration asked = order.compareTo(ORDER) > 0 ? ORDER : order;
                restsUntil = now.plus(asked);
            } else if (failures >= FAILURES) {
                Duration rest = REST.multipliedBy(1L << Math.min(rests++, 10));
                restsUntil = now.plus(rest.compareTo(LONGEST) > 0 ? LONGEST : rest);
            }
        }

        /** Lets go who may go. */
        void next() {
            while (true) {
                Waiting first;
                FetchException refused = null;
                synchronized (this) {
                    Instant now = clock.instant();
                    first = waiting.peekFirst();
                    if (first == null) {
                        return;
                    }
                    if (restsUntil.isAfter(now)) {
                        refused = resting(now);
                    } else if (under >= (failures >= FAILURES ? 1 : atOnce)) {
                        return;
                    } else if (free.isAfter(now)) {
                        arm(Duration.between(now, free));
                        return;
                    } else {
                        under++;
                        free = now.plus(first.pause());
                    }
                    waiting.removeFirst();
                }
                if (refused != null) {
                    first.turn().tryFail(refused);
                } else {
                    first.turn().tryComplete(new Turn(this));
                }
            }
        }

        private FetchException resting(Instant now) {
            Trouble why = last == null ? Trouble.of("net.other", "?", "") : last.trouble();
            return new FetchException(why, Duration.between(now, restsUntil), last);
        }

        private void arm(Duration wait) {
            if (!armed) {
                armed = true;
                vertx.setTimer(Math.max(1, wait.toMillis()), id -> {
                    synchronized (this) {
                        armed = false;
                    }
                    next();
                });
            }
        }
    }
}
