package io.fenghuo.platform.weibo;

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
class WeiboRestartTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothingIsLostOrDoubled(int at) {
        FakeWeibo fake = new FakeWeibo();
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
                                "weibo",
                                "https://api.example",
                                Map.of("access-token", "2.00", "statuses", List.of("42"), "read", List.of("to-me")));
                    }

                    @Override
                    public void write(int n, Instant at) {
                        fake.under.computeIfAbsent("42", none -> new java.util.ArrayList<>());
                        (n % 2 == 0 ? fake.toMe : fake.under.get("42")).add(FakeWeibo.comment(n, at, "评论" + n, 42));
                    }
                },
                at);
    }
}
