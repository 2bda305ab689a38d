package io.fenghuo.platform.mastodon;

import io.fenghuo.platform.Entry;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.SpecCheck;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code mastodon}: what is posted under a hashtag, or publicly, on one server ({@code url}). Options: {@code token} (of an account there, with
 * {@code read:statuses}), {@code hashtag}, or {@code timeline}: public or local.
 */
public final class Mastodon implements SourceType {

    @Override
    public String word() {
        return "mastodon";
    }

    @Override
    public Way way() {
        return Way.LISTEN;
    }

    @Override
    public @Nullable Keys keys() {
        return Keys.of(Keys.STREAMED, List.of("token", "hashtag", "timeline"), List.of("token"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(Entry.problems(spec, List.of("token"), Entry.schemes(spec)));
        if (spec.url() == null) {
            troubles.addAll(SpecCheck.url(spec, Entry.schemes(spec)));
        }
        troubles.addAll(Entry.oneOf(spec, "hashtag", "timeline"));
        troubles.addAll(Entry.choice(spec, "timeline", List.of("public", "local")));
        return troubles;
    }

    @Override
    public StreamSource listen(SourceSpec spec, ZoneId zone) {
        return MastodonStream.of(spec, zone);
    }
}
