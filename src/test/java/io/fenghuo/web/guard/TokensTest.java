package io.fenghuo.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Secret;
import org.junit.jupiter.api.Test;

class TokensTest {
    private final Tokens tokens = new Tokens(Secret.of("one key"));

    @Test
    void aTokenHoldsForItsCookieAndPurposeOnly() {
        String cookie = tokens.cookie();
        String token = tokens.token("form", cookie);
        assertThat(tokens.holds("form", cookie, token)).isTrue();
        assertThat(tokens.holds("take", cookie, token)).isFalse();
        assertThat(tokens.holds("form", tokens.cookie(), token)).isFalse();
        assertThat(tokens.holds("form", cookie, token.substring(1))).isFalse();
        assertThat(tokens.holds("form", cookie, null)).isFalse();
        assertThat(tokens.holds("form", null, token)).isFalse();
        assertThat(tokens.holds("form", "short", tokens.token("form", "short"))).isFalse();
    }

    @Test
    void anotherKeyMakesAnotherToken() {
        String cookie = tokens.cookie();
        assertThat(new Tokens(Secret.of("another key")).holds("form", cookie, tokens.token("form", cookie)))
                .isFalse();
    }

    @Test
    void everyCookieIsNew() {
        assertThat(tokens.cookie()).isNotEqualTo(tokens.cookie()).hasSize(22);
    }
}
