package io.fenghuo.verticle.hearing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Batch;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.Specs;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The schedule of a polled source, in simulated time: hours of outage in milliseconds. */
class PollVerticleTest {
    private static final Instant START = Instant.parse("2026-06-18T12:00:00Z");
    private static final RandomGenerator NO_CHANCE = () -> 0L;

    private final Vertx vertx = Vertx.vertx();
    private final HandTime time = new HandTime(START);
    private final KeptSources kept = new KeptSources();
    private final Deque<Future<Fetched>> answers = new ArrayDeque<>();
    private final SourceCalls calls = new SourceCalls();
    private final List<Request> asked = new CopyOnWriteArrayList<>();
    private SourceSpec spec = Specs.of("json", "https://api.example/c", Map.of("text", "/t", "id", "/id"));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void postsCarryTheirRawAndTheFirstRunIsHistory() {
        answer(200, Headers.of("ETag", "\"1\""), "[{\"id\":1,\"t\":\"a\"}]");
        answer(200, Headers.NONE, "[{\"id\":1,\"t\":\"a\"},{\"id\":2,\"t\":\"b\"}]");
        deploy();
        step(0);
        step(60);
        List<Batch> batches = kept.batches();
        assertThat(batches).hasSize(2);
        assertThat(batches.get(0).history()).isTrue();
        assertThat(batches.get(1).history()).isFalse();
        assertThat(batches.get(0).posts().get(0).raw())
                .isEqualTo(batches.get(0).raw().sha256());
        assertThat(asked.get(1).headers().get("If-None-Match").reveal()).isEqualTo("\"1\"");
        SourceStatus status = kept.of("s1");
        assertThat(status.posts()).isEqualTo(2);
        assertThat(status.lastPost()).isEqualTo(START.plusSeconds(60));
        assertThat(status.nextAt()).isEqualTo(START.plusSeconds(120));
        assertThat(status.problem()).isNull();
    }

    @Test
    void nothingNewStoresNothing() {
        answer(200, Headers.of("ETag", "\"1\""), "[{\"id\":1,\"t\":\"a\"}]");
        answer(304, Headers.NONE, "");
        deploy();
        step(0);
        step(60);
        assertThat(kept.batches()).hasSize(1);
        assertThat(kept.of("s1").lastSuccess()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void failuresBackOffAreNamedAndHeal() {
        for (int i = 0; i < 6; i++) {
            answers.add(Future.failedFuture(new FetchException(Trouble.of("net.dns", "api.example"), null)));
        }
        answer(200, Headers.NONE, "[]");
        deploy();
        List<Long> waits = new ArrayList<>();
        step(0);
        for (int i = 0; i < 6; i++) {
            waits.add(time.untilNext().toSeconds());
            assertThat(kept.of("s1").errors()).isEqualTo(i + 1);
            assertThat(kept.of("s1").problem()).startsWith("找不到主机 api.example");
            assertThat(kept.of("s1").connected()).isFalse();
            step(waits.get(i));
        }
        assertThat(waits).containsExactly(60L, 120L, 240L, 480L, 900L, 900L);
        assertThat(kept.of("s1").errors()).isZero();
        assertThat(kept.of("s1").problem()).isNull();
        assertThat(time.untilNext()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void tooManyRequestsIsObeyed() {
        answer(429, Headers.of("Retry-After", "300"), "slow down");
        deploy();
        step(0);
        assertThat(kept.of("s1").problem()).contains("429");
        assertThat(time.untilNext()).isEqualTo(Duration.ofSeconds(300));
    }

    @Test
    void garbageIsShownAndItsEvidenceKeptOnce() {
        answer(200, Headers.NONE, "<html>login</html>");
        answer(200, Headers.NONE, "<html>login</html>");
        deploy();
        step(0);
        step(60);
        assertThat(kept.of("s1").problem()).contains("网页");
        assertThat(kept.of("s1").errors()).isEqualTo(2);
        assertThat(kept.batches()).singleElement().satisfies(batch -> {
            assertThat(batch.posts()).isEmpty();
            assertThat(batch.raw().bytes()).isEqualTo("<html>login</html>".getBytes(UTF_8));
        });
        assertThat(kept.cursor("s1")).isNull();
    }

    @Test
    void aBusyHouseGetsTheSameBatchLater() {
        kept.refuse(2, new Intake.Busy(1_500));
        answer(200, Headers.NONE, "[{\"id\":1,\"t\":\"a\"}]");
        deploy();
        step(0);
        assertThat(time.untilNext()).isEqualTo(Duration.ofMillis(1_500));
        stepOnce();
        stepOnce();
        await().until(() -> kept.posts().size() == 1);
        await().until(() -> kept.of("s1") != null);
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatCouldNotBeStoredIsTriedAgainAndSaid() {
        kept.refuse(1, new IllegalStateException("disk full"));
        answer(200, Headers.NONE, "[{\"id\":1,\"t\":\"a\"}]");
        deploy();
        step(0);
        assertThat(kept.of("s1").problem()).contains("disk full");
        stepOnce();
        await().until(() -> kept.posts().size() == 1);
        await().until(() -> kept.of("s1").problem() == null);
    }

    @Test
    void aRestartGoesOnWhereItStopped() {
        answer(200, Headers.of("ETag", "\"1\""), "[{\"id\":1,\"t\":\"a\"}]");
        String id = deploy();
        step(0);
        await().until(() -> kept.of("s1") != null);
        vertx.undeploy(id).await();
        assertThat(time.waiting()).isZero();
        answer(304, Headers.NONE, "");
        deploy();
        step(0);
        assertThat(asked.get(1).headers().get("If-None-Match").reveal()).isEqualTo("\"1\"");
        assertThat(kept.of("s1").posts()).isEqualTo(1);
    }

    @Test
    void aBusySourceIsReadFasterAndAQuietOneSlower() {
        spec = with(Map.of("fastest", "15s", "slowest", "80s"));
        answer(200, Headers.NONE, "[{\"id\":1,\"t\":\"a\"}]");
        answer(200, Headers.NONE, "[{\"id\":2,\"t\":\"b\"}]");
        answer(200, Headers.NONE, "[{\"id\":3,\"t\":\"c\"}]");
        answer(304, Headers.NONE, "");
        answer(304, Headers.NONE, "");
        deploy();
        step(0);
        step(30);
        step(15);
        step(15);
        assertThat(time.untilNext()).isEqualTo(Duration.ofMillis(18_750));
        kept.burn();
        stepOnce();
        assertThat(time.untilNext()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aQuotaIsSpreadOverTheDayAndRememberedOverARestart() {
        spec = with(Map.of("quota", Map.of("units", 5, "per-day", 20)));
        for (int i = 0; i < 4; i++) {
            answer(304, Headers.NONE, "");
        }
        String id = deploy();
        step(0);
        // 12 hours are left of the day, and three reads.
        assertThat(time.untilNext()).isEqualTo(Duration.ofHours(4));
        stepOnce();
        stepOnce();
        vertx.undeploy(id).await();
        deploy();
        assertThat(time.untilNext()).isEqualTo(Duration.ZERO);
        stepOnce();
        assertThat(kept.of("s1").problem()).contains("配额");
        Duration wait = time.untilNext();
        assertThat(time.now().plus(wait)).isEqualTo(Instant.parse("2026-06-19T00:00:00Z"));
    }

    @Test
    void whatWasNotHeardIsRecordedAndWhetherItWasReadUp() {
        answer(200, Headers.NONE, "[{\"id\":1,\"t\":\"a\"}]");
        for (int i = 0; i < 4; i++) {
            answers.add(Future.failedFuture(new FetchException(Trouble.of("net.dns", "api.example"), null)));
        }
        answer(200, Headers.NONE, "[{\"id\":9,\"t\":\"z\"}]");
        answer(304, Headers.NONE, "");
        String id = deploy();
        for (int i = 0; i < 6; i++) {
            stepOnce();
        }
        assertThat(kept.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(START);
            assertThat(gap.why()).contains("api.example");
            assertThat(gap.covered()).isFalse();
        });
        vertx.undeploy(id).await();
        time.sleep(Duration.ofHours(3));
        deploy();
        stepOnce();
        assertThat(kept.gaps()).hasSize(2);
        assertThat(kept.gaps().get(1).why()).as("the service did not run").isNull();
        assertThat(kept.gaps().get(1).covered()).isTrue();
    }

    @Test
    void theirClockIsComparedWithOurs() {
        answer(200, Headers.of("Date", "Thu, 18 Jun 2026 11:50:00 GMT"), "[{\"id\":1,\"t\":\"a\"}]");
        deploy();
        step(0);
        assertThat(kept.of("s1").skew()).isEqualTo(Duration.ofMinutes(-10));
    }

    @Test
    void aCanaryIsWaitedFor() {
        spec = with(Map.of("canary", Map.of("marker", "烽火自检", "every", "2h")));
        answer(200, Headers.NONE, "[{\"id\":1,\"t\":\"a\"}]");
        answer(200, Headers.NONE, "[{\"id\":2,\"t\":\"烽火自检 1\"}]");
        deploy();
        step(0);
        assertThat(kept.of("s1").canaryAt()).isEqualTo(START.plus(Duration.ofHours(3)));
        step(60);
        assertThat(kept.of("s1").canaryAt()).isEqualTo(START.plusSeconds(60).plus(Duration.ofHours(3)));
    }

    @Test
    void whatLooksWrongOnAnyPageOfAReadIsShown() {
        Source pages = new Source() {
            @Override
            public Request request(String cursor, Instant now) {
                return new Request("https://api.example/c", Map.of());
            }

            @Override
            public Parsed parse(byte[] body, Headers headers, String cursor, Instant now) {
                String page = new String(body, UTF_8);
                Trouble note = page.equals("well") ? null : Trouble.of("page", page);
                return new Parsed(
                        List.of(), null, null, note, asked.size() % 4 == 0 ? Parsed.Onward.NO : Parsed.Onward.ALWAYS);
            }
        };
        for (String page : List.of("one", "well", "two", "one", "well", "well", "well", "well")) {
            answer(200, Headers.NONE, page);
        }
        deploy(pages);
        step(0);
        assertThat(kept.of("s1").problem()).isEqualTo("page: one page: two");
        step(60);
        assertThat(kept.of("s1").problem()).isNull();
    }

    @Test
    void aNudgeIsReadAtOnceAndTheNextReadIsPlannedAnew() {
        answer(200, Headers.NONE, "[{\"id\":1,\"t\":\"a\"}]");
        answer(200, Headers.NONE, "[{\"id\":2,\"t\":\"b\"}]");
        deploy();
        step(0);
        time.sleep(Duration.ofSeconds(20));
        nudge();
        await().until(() -> kept.posts().size() == 2);
        await().until(() -> time.waiting() == 1);
        assertThat(time.now()).isEqualTo(START.plusSeconds(20));
        assertThat(time.untilNext()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aNudgeDoesNotShortenThePatienceAFailureAsksFor() {
        answer(429, Headers.of("Retry-After", "300"), "slow down");
        answer(200, Headers.NONE, "[]");
        deploy();
        step(0);
        nudge();
        heard();
        assertThat(asked).hasSize(1);
        step(300);
        assertThat(asked).hasSize(2);
        assertThat(kept.of("s1").errors()).isZero();
    }

    @Test
    void aNudgeDoesNotSpendMoreThanTheQuota() {
        spec = with(Map.of("quota", Map.of("units", 5, "per-day", 20)));
        for (int i = 0; i < 4; i++) {
            answer(304, Headers.NONE, "");
        }
        deploy();
        step(0);
        for (int reads = 2; reads <= 4; reads++) {
            int count = reads;
            nudge();
            await().until(() -> asked.size() == count && time.waiting() == 1);
        }
        assertThat(kept.of("s1").problem()).contains("配额");
        nudge();
        heard();
        assertThat(asked).hasSize(4);
        assertThat(time.now().plus(time.untilNext())).isEqualTo(Instant.parse("2026-06-19T00:00:00Z"));
    }

    private void nudge() {
        calls.tell("s1", new SourceCalls.Call.Nudge("token"));
    }

    /** Waits until the verticle has heard all it was told. */
    private void heard() {
        calls.tell("s1", new SourceCalls.Call.Faulty(Trouble.of("net.dns", "heard.example")));
        await().until(() -> String.valueOf(kept.of("s1").problem()).contains("heard.example"));
    }

    private static SourceSpec with(Map<String, Object> options) {
        return Specs.of("json", "https://api.example/c", Map.of("text", "/t", "id", "/id"), options);
    }

    private String deploy() {
        return deploy(SourceTypes.builtIn().find("json").orElseThrow().poll(spec, ZoneId.of("Asia/Shanghai")));
    }

    private String deploy(Source source) {
        Fetcher fetcher = (request, allowPrivate) -> {
            synchronized (answers) {
                asked.add(request);
                return answers.remove();
            }
        };
        SourcePorts ports = new SourcePorts(
                fetcher, null, kept, time, kept, new SourceWords(Locale.SIMPLIFIED_CHINESE), NO_CHANCE, calls);
        String id = vertx.deployVerticle(new PollVerticle(spec, source, ports)).await();
        await().until(() -> time.waiting() == 1);
        return id;
    }

    private void answer(int status, Headers headers, String body) {
        answers.add(
                Future.succeededFuture(new Fetched(status, headers, body.getBytes(UTF_8), "https://api.example/c")));
    }

    /** Runs the next task, due in {@code seconds}, and waits until the verticle waits again. */
    private void step(long seconds) {
        assertThat(time.untilNext()).isEqualTo(Duration.ofSeconds(seconds));
        stepOnce();
    }

    private void stepOnce() {
        time.step();
        await().pollInterval(Duration.ofMillis(2)).until(() -> time.waiting() == 1);
    }
}
