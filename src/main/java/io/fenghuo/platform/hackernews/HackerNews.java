package io.fenghuo.platform.hackernews;

import io.fenghuo.platform.Entry;
import io.fenghuo.source.Manners;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.Trouble;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code hackernews}: every story and comment. Option: {@code words}, of which a post has to hold one to be kept. */
public final class HackerNews implements SourceType {

    @Override
    public String word() {
        return "hackernews";
    }

    @Override
    public Way way() {
        return Way.POLL;
    }

    @Override
    public @Nullable Keys keys() {
        return Keys.of(Keys.POLLED, List.of("words"), List.of());
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(Entry.problems(spec, List.of(), Entry.schemes(spec)));
        troubles.addAll(Manners.problems(spec));
        return troubles;
    }

    @Override
    public Source poll(SourceSpec spec, ZoneId zone) {
        return new ItemsSource(spec, zone);
    }
}
