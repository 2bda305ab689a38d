package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Secret;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.web.Console;
import io.fenghuo.wire.SignedLink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One link is made worthless, the others hold. */
class RevocationsTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:15:00Z");
    private static final Console.Actor ZHANG = new Console.Actor("zhang", "console");
    private final SignedLink signed = SignedLink.of(List.of(Secret.of("a key of sixteen characters")));

    @Test
    void aRevokedLinkIsNobodys() throws Exception {
        try (Store store = Stores.memory()) {
            Revocations here = new Revocations(store, signed, InstantSource.fixed(NOW));
            String link = "https://fh.example" + signed.path("i-1", "li", NOW) + "#help";
            String other = signed.token("i-1", "zhang", NOW.plus(Duration.ofDays(1)));
            String token = link.substring(link.indexOf("t=") + 2, link.indexOf('#'));
            assertThat(here.believed().verify(token, "i-1", NOW).valid()).isTrue();

            assertThat(revoke(here, "https://fh.example/i/i-1?t=forged")).isEmpty();
            assertThat(revoke(here, link)).contains("li");
            assertThat(revoke(here, link)).contains("li");

            assertThat(here.believed().verify(token, "i-1", NOW).verdict()).isEqualTo(SignedLink.Verdict.FORGED);
            assertThat(here.believed().verify(other, "i-1", NOW).valid()).isTrue();
            Revocations restarted = new Revocations(store, signed, InstantSource.fixed(NOW));
            assertThat(restarted.believed().verify(token, "i-1", NOW).valid()).isFalse();
            assertThat(store.read(tx -> tx.journal().setting("links.revoked")).orElse(""))
                    .doesNotContain(token)
                    .hasLineCount(1);
        }
    }

    private static java.util.Optional<String> revoke(Revocations here, String link) throws Exception {
        return here.revoke(link, ZHANG)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }
}
