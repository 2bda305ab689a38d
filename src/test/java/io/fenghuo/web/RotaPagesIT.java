package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Reason;
import io.fenghuo.web.guard.Cidr;
import io.fenghuo.web.guard.Presses;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 排班与交接班 over real HTTP: the console's form, the personal link, and the API. */
class RotaPagesIT {
    private static final Instant FROM = Instant.parse("2026-06-20T01:00:00Z");
    private static final Instant TO = Instant.parse("2026-06-20T13:00:00Z");
    private final List<RotaDesk.Wish> wishes = new CopyOnWriteArrayList<>();
    private volatile Reason refusal;
    private Served served;

    @BeforeEach
    void serve() throws Exception {
        served = new Served(Cidr.LOOPBACK, null, 1 << 20);
        served.console.people.add(new Console.Person("shiftli", "李四"));
        served.console.rota = new RotaDesk() {
            @Override
            public Future<Board> board() {
                return Future.succeededFuture(new Board(
                        List.of(new Shift("main", FROM, TO, "shiftli")),
                        new Note(FROM, FROM, TO, List.of(), List.of()),
                        List.of(new Swapped("main", FROM, TO, "shiftli", "console", "console", FROM))));
            }

            @Override
            public Future<Reason> swap(Wish wish) {
                if (refusal == null) {
                    wishes.add(wish);
                }
                return Future.succeededFuture(refusal);
            }
        };
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private static String form(String... pairs) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            form.append(i == 0 ? "" : "&").append(pairs[i]).append('=');
            form.append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private static String found(String pattern, HttpResponse<String> page) {
        Matcher found = Pattern.compile(pattern).matcher(page.body());
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    @Test
    void theConsoleShowsTheNoteAndSwaps() throws Exception {
        HttpResponse<String> page = served.get("/handover");
        assertThat(page.body()).contains("交接单", "李四", "换班记录");
        String cookie = Served.cookie(page);
        String csrf = found("name=\"csrf\" value=\"([^\"]+)\"", page);
        HttpResponse<String> done = served.form(
                "/handover", form("csrf", csrf, "shift", "main|" + FROM + "|" + TO, "person", "shiftli"), cookie);
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(wishes).singleElement().satisfies(wish -> {
            assertThat(wish.own()).isFalse();
            assertThat(wish.from()).isEqualTo(FROM);
        });
        refusal = Reason.of("swap.time");
        assertThat(served.form(
                                "/handover",
                                form("csrf", csrf, "shift", "main|" + FROM + "|" + TO, "person", "shiftli"),
                                cookie)
                        .body())
                .contains("时间不对");
        assertThat(served.form("/handover", form("csrf", csrf, "shift", "x", "person", "shiftli"), cookie)
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void thePersonalLinkSwapsInItsHoldersNameOnly() throws Exception {
        Console.Pass pass = served.console.issue(Console.Errand.ROTA, "shiftli", Duration.ofDays(1));
        String path = "/link/rota?t=" + URLEncoder.encode(pass.token(), StandardCharsets.UTF_8);
        assertThat(served.get("/link/rota?t=forged").statusCode()).isEqualTo(410);
        HttpResponse<String> page = served.get(path);
        assertThat(page.body()).contains("换班").doesNotContain("交接单");
        String cookie = Served.cookie(page);
        String body = form(
                "nonce",
                found("name=\"nonce\" value=\"([^\"]+)\"", page),
                "press",
                found("data-press=\"([^\"]+)\"", page),
                "shift",
                "main|" + FROM + "|" + TO,
                "person",
                "shiftli");
        served.pass(Presses.SOONEST);
        assertThat(served.form(path, body, cookie).statusCode()).isEqualTo(303);
        assertThat(wishes).singleElement().satisfies(wish -> {
            assertThat(wish.own()).isTrue();
            assertThat(wish.by()).isEqualTo("shiftli");
            assertThat(wish.via()).isEqualTo("link");
        });
    }

    @Test
    void programsReadAndSwap() throws Exception {
        assertThat(served.get("/api/rota").body()).contains("\"rota\":\"main\"", "\"handover\"");
        String body = "{\"rota\":\"main\",\"from\":\"" + FROM + "\",\"to\":\"" + TO
                + "\",\"person\":\"shiftli\",\"by\":\"wang\"}";
        assertThat(served.json("/api/rota/swaps", body).statusCode()).isEqualTo(201);
        assertThat(wishes.get(0).by()).isEqualTo("wang");
        refusal = Reason.of("swap.own");
        assertThat(served.json("/api/rota/swaps", body).statusCode()).isEqualTo(409);
        assertThat(served.json("/api/rota/swaps", "{}").statusCode()).isEqualTo(400);
    }
}
