package io.fenghuo.platform.kuaishou;

import io.fenghuo.platform.Cut;
import io.fenghuo.platform.Fake;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cut off at a request, nothing is lost or doubled after the restart. */
class KwaixiaodianRestartTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothingIsLostOrDoubled(int at) {
        FakeKwaixiaodian fake = new FakeKwaixiaodian();
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
                                "kwaixiaodian",
                                "https://api.example",
                                Map.of(
                                        "app-key",
                                        FakeKwaixiaodian.APP,
                                        "sign-secret",
                                        FakeKwaixiaodian.SIGN_SECRET,
                                        "access-token",
                                        "tk",
                                        "sub-comments",
                                        20));
                    }

                    @Override
                    public void write(int n, Instant at) {
                        if (n % 5 == 0) {
                            fake.sub(n - 1, n, at, "评论" + n, false);
                        } else {
                            fake.review(n, at, "评论" + n, 1);
                        }
                    }
                },
                at);
    }
}
