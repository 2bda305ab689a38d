package io.fenghuo.platform.douyin;

import io.fenghuo.platform.Cut;
import io.fenghuo.platform.Fake;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cut off at a request, nothing is lost or doubled after the restart. */
class DouyinRestartTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothingIsLostOrDoubled(int at) {
        FakeDouyin fake = new FakeDouyin();
        Cut.play(
                VERTX,
                new Cut.Place() {
                    @Override
                    public Fake fake() {
                        return fake;
                    }

                    @Override
                    public SourceSpec spec() {
                        return Stand.spec(
                                "douyin-comments",
                                "https://api.example",
                                Map.of(
                                        "open-id",
                                        FakeDouyin.OPEN_ID,
                                        "access-token",
                                        "act.1",
                                        "items",
                                        List.of("v1", "v2")));
                    }

                    @Override
                    public void write(int n, Instant at) {
                        fake.page = 4;
                        fake.comments.computeIfAbsent("v2", none -> new java.util.ArrayList<>());
                        if (n % 5 == 0) {
                            fake.reply("v1", "c" + (n - 4), "c" + n, at, "评论" + n);
                        } else {
                            fake.comment(n % 5 == 1 ? "v1" : "v" + (1 + n % 2), "c" + n, at, "评论" + n);
                        }
                    }
                },
                at);
    }
}
