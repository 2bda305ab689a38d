package io.fenghuo.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Secret;
import io.fenghuo.wire.SignedLink.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignedLinkTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private final SignedLink links = new SignedLink(Secret.of("0123456789abcdef0123456789abcdef"));

    @Test
    void aLinkNamesOneIncidentAndOnePerson() {
        String path = links.path("i-1", "zhang", NOW);
        assertThat(path).startsWith("/i/i-1?t=").matches("/i/i-1\\?t=[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}");
        SignedLink.Checked checked = links.verify(path.substring("/i/i-1?t=".length()), "i-1", NOW);
        assertThat(checked.valid()).isTrue();
        assertThat(checked.claim()).isEqualTo(new SignedLink.Claim("i-1", "zhang", NOW.plus(SignedLink.LIFE), "1"));
    }

    @Test
    void expiresAndFitsNoOtherIncident() {
        String token = links.token("i-1", "channel:night", NOW.plusSeconds(60));
        assertThat(links.verify(token, "i-1", NOW.plusSeconds(59)).verdict()).isEqualTo(Verdict.VALID);
        assertThat(links.verify(token, "i-1", NOW.plusSeconds(60)).verdict()).isEqualTo(Verdict.EXPIRED);
        SignedLink.Checked other = links.verify(token, "i-2", NOW);
        assertThat(other.verdict()).isEqualTo(Verdict.OTHER_INCIDENT);
        assertThat(other.claim()).isNotNull();
    }

    @Test
    void theFirstOfSeveralKeysSignsAndAllAreBelieved() {
        Secret old = Secret.of("old-old-old-old-old-old");
        Secret fresh = Secret.of("new-new-new-new-new-new");
        String ofBefore = new SignedLink(old).token("i-1", "li", NOW.plusSeconds(9));
        String ofOld = SignedLink.of(List.of(old)).token("i-1", "li", NOW.plusSeconds(9));
        SignedLink both = SignedLink.of(List.of(fresh, old));
        assertThat(both.verify(ofBefore, "i-1", NOW).valid()).isTrue();
        assertThat(both.verify(ofOld, "i-1", NOW).valid()).isTrue();
        String ofBoth = both.token("i-1", "li", NOW.plusSeconds(9));
        SignedLink alone = SignedLink.of(List.of(fresh));
        assertThat(alone.verify(ofBoth, "i-1", NOW).valid()).isTrue();
        assertThat(alone.verify(ofOld, "i-1", NOW).verdict()).isEqualTo(Verdict.FORGED);
        assertThat(alone.verify(ofBefore, "i-1", NOW).verdict()).isEqualTo(Verdict.FORGED);
    }

    @Test
    void oldKeysAreBelievedUntilTheyGo() {
        Secret old = Secret.of("old-old-old-old-old-old");
        Secret fresh = Secret.of("new-new-new-new-new-new");
        String token = new SignedLink(Map.of("a", old), "a").token("i-1", "li", NOW.plusSeconds(9));
        assertThat(new SignedLink(Map.of("a", old, "b", fresh), "b")
                        .verify(token, "i-1", NOW)
                        .valid())
                .isTrue();
        assertThat(new SignedLink(Map.of("b", fresh), "b")
                        .verify(token, "i-1", NOW)
                        .verdict())
                .isEqualTo(Verdict.FORGED);
    }

    @Test
    void everySingleChangedCharacterIsForged() {
        String token = links.token("i-1", "zhang", NOW.plus(Duration.ofHours(1)));
        Random random = new Random(7);
        for (int i = 0; i < token.length() - 1; i++) {
            char other = (char) ('a' + random.nextInt(26));
            if (other == token.charAt(i)) {
                continue;
            }
            String bent = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(links.verify(bent, "i-1", NOW).valid()).as("at %d", i).isFalse();
        }
        for (String junk : new String[] {"", ".", "a.b", "%%%.%%%", token + "=", "x".repeat(5000)}) {
            assertThat(links.verify(junk, "i-1", NOW).verdict()).isEqualTo(Verdict.FORGED);
        }
        assertThat(links.verify(null, "i-1", NOW).verdict()).isEqualTo(Verdict.FORGED);
    }

    @Test
    void refusesWeakKeysAndIdsThatWouldSplit() {
        assertThatThrownBy(() -> new SignedLink(Secret.of("short"))).isInstanceOf(IllegalArgumentException.class);
        String odd = links.token("i|1%7C", "zh|ang 张%25", NOW.plusSeconds(9));
        assertThat(links.verify(odd, "i|1%7C", NOW).claim())
                .isEqualTo(new SignedLink.Claim("i|1%7C", "zh|ang 张%25", NOW.plusSeconds(9), "1"));
    }
}
