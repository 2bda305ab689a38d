package io.fenghuo.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Secret;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Grant;
import io.fenghuo.source.Headers;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whatever a token server or a site's robots.txt says: a token that a header can hold, a pause, or a fault told in words. */
class TokensFuzzTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-06-18T12:00:00Z"));
    private static final SourceWords WORDS = new SourceWords(Locale.ENGLISH);
    private static final List<Grant> GRANTS =
            List.of(grant(Grant.Dialect.USUAL), grant(new Grant.Dialect("key", null, "/data")));

    private static Grant grant(Grant.Dialect dialect) {
        return new Grant("https://auth.example/token", "app", Secret.of("s"), Secret.of("r"), null, false, dialect);
    }

    @FuzzTest(maxDuration = "65s")
    void answers(byte[] bytes) {
        for (Grant grant : GRANTS) {
            for (int status : new int[] {200, 400, 503}) {
                Fetched answer = new Fetched(status, Headers.NONE, bytes, grant.tokenUrl());
                Tokens tokens = new Tokens((request, inside) -> Future.succeededFuture(answer), CLOCK, new Sound());
                Future<Secret> token = tokens.of(grant, Conduct.USUAL, false);
                if (token.succeeded()) {
                    assertThat(status).isEqualTo(200);
                    sound(token.result());
                    assertThat(tokens.of(grant, Conduct.USUAL, false).result()).isEqualTo(token.result());
                } else {
                    told(token.cause());
                }
            }
        }
    }

    @FuzzTest(maxDuration = "65s")
    void robots(byte[] bytes) {
        RobotsBook book = new RobotsBook(
                (request, inside) -> Future.succeededFuture(new Fetched(200, Headers.NONE, bytes, request.url())),
                CLOCK);
        String path = new String(bytes, ISO_8859_1).replaceAll("[^A-Za-z0-9/?=&._~-]", "");
        for (String url : List.of("https://shop.example/", "https://shop.example/" + path)) {
            Future<Duration> pause = book.ask(URI.create(url), Conduct.USUAL, false);
            if (pause.succeeded()) {
                assertThat(pause.result()).isBetween(Duration.ZERO, RobotsBook.LONGEST_DELAY);
            } else {
                told(pause.cause());
            }
        }
    }

    private static void told(Throwable cause) {
        assertThat(cause).isInstanceOfSatisfying(FetchException.class, fault -> {
            String said = WORDS.say(fault.trouble());
            assertThat(said).isNotBlank().hasSizeLessThan(1_200);
            assertThat(said.chars().noneMatch(Character::isISOControl)).isTrue();
            assertThat(fault).hasMessageNotContaining("Bearer");
        });
    }

    private static void sound(Secret token) {
        assertThat(token.reveal()).matches("[ -~]{1,16000}");
    }

    /** A vault that looks at what it is to keep. */
    private static final class Sound implements TokenVault {
        @Override
        public Future<Optional<Secret>> recall(Grant grant) {
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public Future<Void> keep(Grant grant, Secret token, @Nullable Instant until) {
            sound(token);
            assertThat(until == null || until.isAfter(CLOCK.instant())).isTrue();
            return Future.succeededFuture();
        }

        @Override
        public void lend(Grant grant, Lent lent) {
            sound(lent.token());
            assertThat(lent.until()).isAfter(CLOCK.instant());
        }
    }
}
