package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Whatever a site answers, packed or not: a body within the limit, or a fault told in words, and always an end. */
class FetcherFuzzTest {
    private static final int LARGEST = 64 << 10;
    private static final Vertx VERTX = Vertx.vertx();
    private static final SourceWords WORDS = new SourceWords(Locale.ENGLISH);

    private static HttpFetcher fetcher;
    private static NetServer server;
    private static volatile Buffer answer = Buffer.buffer();

    @BeforeAll
    static void start() throws Exception {
        server = VERTX.createNetServer()
                .connectHandler(
                        socket -> socket.handler(asked -> socket.write(answer).onComplete(sent -> socket.close())))
                .listen(0, "127.0.0.1")
                .await(60, TimeUnit.SECONDS);
        HttpFetcher.Limits limits = new HttpFetcher.Limits(Duration.ofSeconds(5), LARGEST, 2, 2);
        fetcher = new HttpFetcher(VERTX, new PublicAddresses(), limits, "Fenghuo/test");
    }

    @AfterAll
    static void stop() {
        fetcher.close().await();
        VERTX.close().await();
    }

    @FuzzTest(maxDuration = "65s")
    void packedBodies(byte[] bytes) throws Exception {
        for (String coding : new String[] {"gzip", "deflate", "br", "zstd"}) {
            fetch(Buffer.buffer("HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\nContent-Length: " + bytes.length
                            + "\r\nConnection: close\r\n\r\n")
                    .appendBytes(bytes));
        }
    }

    @FuzzTest(maxDuration = "65s")
    void wholeAnswers(byte[] bytes) throws Exception {
        fetch(Buffer.buffer(bytes));
    }

    private static void fetch(Buffer said) throws Exception {
        answer = said;
        Request request =
                new Request("http://127.0.0.1:" + server.actualPort() + "/", Map.of(), new Conduct(false, null), null);
        try {
            Fetched fetched = fetcher.get(request, true)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(fetched.body()).hasSizeLessThanOrEqualTo(LARGEST);
        } catch (ExecutionException | CompletionException failed) {
            assertThat(failed.getCause()).isInstanceOf(FetchException.class);
            assertThat(WORDS.say(((FetchException) failed.getCause()).trouble()))
                    .isNotBlank()
                    .doesNotContain("\n", "\u001b");
        }
    }
}
