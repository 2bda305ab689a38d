package io.fenghuo.verticle.hearing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.source.Headers;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.Specs;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.fenghuo.verticle.HandTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A source is cut off at its first, second … request, at a site whose posts go on coming; after the restart none is missing and none counted
 * twice. Each way of paging, against a site that keeps to it.
 */
class CursorRestartTest {
    private static final Instant START = Instant.parse("2026-06-18T12:00:00Z");
    private static final int PAGE = 2;
    private static final Vertx VERTX = Vertx.vertx();

    private final HandTime time = new HandTime(START);
    private final KeptSources kept = new KeptSources();
    private final List<Instant> posts = new ArrayList<>();
    private final AtomicBoolean hung = new AtomicBoolean();
    private int requests;
    private int hangsAt;

    enum Way {
        HEAD(Map.of()),
        NUMBER(Map.of("page", Map.of("number", "page", "first", 1))),
        CURSOR(Map.of("page", Map.of("cursor", "/mark", "as", "cursor", "more", "/more"))),
        RESUME(Map.of("page", Map.of("cursor", "/mark", "as", "cursor", "more", "/more", "resume", true))),
        SINCE(Map.of("page", Map.of("since", "since_id"))),
        LINK(Map.of("page", Map.of("link", "next"))),
        NEXT(Map.of("page", Map.of("next", "/next"))),
        LONGPOLL(Map.of("page", Map.of("cursor", "/mark", "as", "cursor"), "hold", "5s")),
        WINDOW(Map.of("window", Map.of("from", "from", "to", "to", "overlap", "5m", "format", "millis")));

        private final Map<String, Object> options;

        Way(Map<String, Object> options) {
            this.options = options;
        }

        String type() {
            return this == LONGPOLL ? "longpoll" : "json";
        }
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void noPostIsLostOrDoubled(Way way) {
        for (int at = 1; at <= 9; at++) {
            posts.clear();
            hung.set(false);
            String id = "s" + way + at;
            requests = 0;
            hangsAt = at;
            add(5);
            String deployed = deploy(way, id);
            for (int round = 0; round < 12 && !hung.get(); round++) {
                step();
                add(3);
            }
            assertThat(hung).as(id).isTrue();
            VERTX.undeploy(deployed).await();
            hangsAt = -1;
            hung.set(false);
            add(2);
            deployed = deploy(way, id);
            for (int round = 0; round < 3; round++) {
                step();
                add(round == 2 ? 0 : 1);
            }
            // Each answer of a held request is a read of its own.
            for (int left = way == Way.LONGPOLL ? posts.size() : 1; left > 0; left--) {
                step();
            }
            VERTX.undeploy(deployed).await();
            assertThat(kept.texts(id))
                    .as(id)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, posts.size())
                            .mapToObj(n -> "评论" + n)
                            .toList());
        }
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            posts.add(time.now());
        }
    }

    private void step() {
        time.step();
        await().pollInterval(Duration.ofMillis(1)).until(() -> hung.get() || time.waiting() == 1);
    }

    private String deploy(Way way, String id) {
        SourceSpec plain = Specs.of(
                way.type(),
                "https://api.example/c",
                Map.of("items", "/list", "text", "/t", "id", "/id", "publishedAt", "/at"),
                way.options);
        SourceSpec spec = new SourceSpec(
                id,
                plain.type(),
                plain.url(),
                plain.every(),
                null,
                null,
                null,
                null,
                plain.map(),
                Map.of(),
                plain.options(),
                true,
                null);
        assertThat(SourceTypes.builtIn().problems(spec)).isEmpty();
        Fetcher fetcher = (request, allowPrivate) -> {
            if (++requests == hangsAt) {
                hung.set(true);
                return Promise.<Fetched>promise().future();
            }
            return Future.succeededFuture(answer(way, request));
        };
        SourcePorts ports = new SourcePorts(fetcher, null, kept, time, kept, new SourceWords(Locale.ENGLISH), () -> 0L);
        String deployed = VERTX.deployVerticle(new PollVerticle(
                        spec,
                        SourceTypes.builtIn().find(way.type()).orElseThrow().poll(spec, ZoneId.of("UTC")),
                        ports))
                .await();
        await().pollInterval(Duration.ofMillis(1)).until(() -> time.waiting() == 1);
        return deployed;
    }

    /** The site: newest first, but oldest first where one resumes. */
    private Fetched answer(Way way, Request request) {
        Map<String, String> query = query(request.url());
        List<Integer> newest =
                new ArrayList<>(IntStream.rangeClosed(1, posts.size()).boxed().toList());
        Collections.reverse(newest);
        int from;
        return switch (way) {
            case HEAD -> page(newest, "", Headers.NONE);
            case NUMBER -> {
                from = (Integer.parseInt(query.get("page")) - 1) * PAGE;
                yield page(part(newest, from), "", Headers.NONE);
            }
            case CURSOR -> {
                // The mark is the id below which the next page lies.
                int below = Integer.parseInt(query.getOrDefault("cursor", "1000000"));
                List<Integer> rest = newest.stream().filter(n -> n < below).toList();
                List<Integer> shown = part(rest, 0);
                yield page(
                        shown,
                        ",\"mark\":\"" + (shown.isEmpty() ? below : shown.get(shown.size() - 1)) + "\",\"more\":"
                                + (rest.size() > PAGE),
                        Headers.NONE);
            }
            case RESUME, LONGPOLL -> {
                int after = Integer.parseInt(query.getOrDefault("cursor", "0"));
                int last = Math.min(posts.size(), after + PAGE);
                yield page(
                        IntStream.rangeClosed(after + 1, last).boxed().toList(),
                        ",\"mark\":\"" + last + "\",\"more\":" + (last < posts.size() ? 1 : 0),
                        Headers.NONE);
            }
            case SINCE -> {
                int after = Integer.parseInt(query.getOrDefault("since_id", "0"));
                yield page(
                        IntStream.rangeClosed(after + 1, Math.min(posts.size(), after + PAGE))
                                .boxed()
                                .toList(),
                        "",
                        Headers.NONE);
            }
            case LINK, NEXT -> linked(way, query, newest);
            case WINDOW -> {
                long since = Long.parseLong(query.get("from"));
                long to = Long.parseLong(query.get("to"));
                yield page(
                        newest.stream()
                                .filter(n -> posts.get(n - 1).toEpochMilli() >= since
                                        && posts.get(n - 1).toEpochMilli() <= to)
                                .toList(),
                        "",
                        Headers.NONE);
            }
        };
    }

    /** A page that says where the next one is, in its header or in its body. */
    private Fetched linked(Way way, Map<String, String> query, List<Integer> newest) {
        int from = Integer.parseInt(query.getOrDefault("offset", "0"));
        boolean last = from + PAGE >= newest.size();
        String next = "/c?offset=" + (from + PAGE);
        if (way == Way.LINK) {
            String header = "</c?offset=0>; rel=\"first\", <" + next + ">; rel=\"next\"";
            return page(part(newest, from), "", last ? Headers.NONE : Headers.of("Link", header));
        }
        String more = last ? ",\"next\":null" : ",\"next\":\"https://api.example" + next + "\"";
        return page(part(newest, from), more, Headers.NONE);
    }

    private static List<Integer> part(List<Integer> all, int from) {
        return all.stream().skip(from).limit(PAGE).toList();
    }

    private Fetched page(List<Integer> shown, String more, Headers headers) {
        String list = shown.stream()
                .map(n -> "{\"id\":" + n + ",\"t\":\"评论" + n + "\",\"at\":"
                        + posts.get(n - 1).toEpochMilli() + "}")
                .collect(Collectors.joining(","));
        return new Fetched(
                200, headers, ("{\"list\":[" + list + "]" + more + "}").getBytes(UTF_8), "https://api.example/c");
    }

    private static Map<String, String> query(String url) {
        Map<String, String> query = new HashMap<>();
        String raw = URI.create(url).getQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return query;
    }
}
