package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Author;
import io.fenghuo.model.Post;
import io.fenghuo.model.PostBuilder;
import io.fenghuo.model.Reach;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Subject;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which posts a rule looks at. */
class ScopeTest {
    private static final Instant AT = Instant.parse("2026-06-18T04:00:00Z");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static PostBuilder post() {
        return Post.builder("shop", "1", "假货", AT);
    }

    /** "" when it fires, else the code of the reason that {@code explain} gives. */
    private static String refused(Scope scope, Post post) {
        Matcher matcher = Lists.matcher(Rule.builder("r", Severity.L3, "c", Condition.word("假货"))
                .scope(scope)
                .build());
        boolean fires = !matcher.match(post).isEmpty();
        Explanation told = matcher.explain(post.text(), post);
        assertThat(told.hits().isEmpty()).isEqualTo(!fires);
        return fires ? "" : told.nearMisses().get(0).why().code();
    }

    @Test
    void brand() {
        Scope scope = new Scope(Set.of("云朵家"), null, 0, Set.of(), null, null, null);
        Subject ours = new Subject("云朵家", null, null, null, null, null);
        Subject theirs = new Subject("别家", null, null, null, null, null);
        assertThat(refused(scope, post().subject(ours).build())).isEmpty();
        assertThat(refused(scope, post().subject(theirs).build())).isEqualTo("match.brand");
        assertThat(refused(scope, post().build())).isEqualTo("match.brand");
    }

    @Test
    void rating() {
        Scope scope = new Scope(Set.of(), 3, 0, Set.of(), null, null, null);
        assertThat(refused(scope, post().rating(3).build())).isEmpty();
        assertThat(refused(scope, post().rating(4).build())).isEqualTo("match.rating");
        assertThat(refused(scope, post().build())).isEqualTo("match.rating");
    }

    @Test
    void reachIsTheGreatestOfViewsAnswersAndFollowers() {
        Scope scope = new Scope(Set.of(), null, 1_000, Set.of(), null, null, null);
        assertThat(refused(
                        scope, post().reach(new Reach(null, null, null, 1_000L)).build()))
                .isEmpty();
        assertThat(refused(scope, post().reach(new Reach(400L, 300L, 300L, 5L)).build()))
                .isEmpty();
        assertThat(refused(
                        scope,
                        post().author(new Author("u", null, 1_000L, null)).build()))
                .isEmpty();
        assertThat(refused(
                        scope, post().reach(new Reach(400L, 300L, 299L, 999L)).build()))
                .isEqualTo("match.reach");
    }

    @Test
    void languageByNameElseByScript() {
        Scope chinese = new Scope(Set.of(), null, 0, Set.of("zh"), null, null, null);
        assertThat(refused(chinese, post().build())).isEmpty();
        assertThat(refused(chinese, post().lang("zh-Hant").build())).isEmpty();
        assertThat(refused(chinese, post().lang("ja").build())).isEqualTo("match.lang");
        assertThat(refused(chinese, post().text("これは假货です").build())).isEqualTo("match.lang");
        assertThat(Scope.language(post().text("fake!").build())).isEqualTo("en");
        assertThat(Scope.language(post().text("가짜 fake").build())).isEqualTo("ko");
        assertThat(Scope.language(post().text("123").build())).isEqualTo("-");
    }

    @Test
    void aCampaignBeginsAndEnds() {
        Scope scope = new Scope(Set.of(), null, 0, Set.of(), AT, AT.plusSeconds(60), null);
        assertThat(refused(scope, post().build())).isEmpty();
        assertThat(refused(scope, post().publishedAt(AT.minusMillis(1)).build()))
                .isEqualTo("match.from");
        assertThat(refused(scope, post().publishedAt(AT.plusSeconds(60)).build()))
                .isEqualTo("match.until");
    }

    @Test
    void quietHoursAlsoOverMidnight() {
        Scope.Hours night = new Scope.Hours(LocalTime.of(22, 0), LocalTime.of(8, 0), SHANGHAI);
        Scope scope = new Scope(Set.of(), null, 0, Set.of(), null, null, night);
        assertThat(refused(scope, post().build())).isEmpty();
        assertThat(refused(
                        scope,
                        post().publishedAt(Instant.parse("2026-06-18T14:00:00Z"))
                                .build()))
                .isEqualTo("match.quiet");
        assertThat(refused(
                        scope,
                        post().publishedAt(Instant.parse("2026-06-18T23:59:00Z"))
                                .build()))
                .isEqualTo("match.quiet");
        assertThat(refused(
                        scope,
                        post().publishedAt(Instant.parse("2026-06-19T00:00:00Z"))
                                .build()))
                .isEmpty();
    }
}
