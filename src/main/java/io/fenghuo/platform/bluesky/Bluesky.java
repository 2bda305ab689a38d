package io.fenghuo.platform.bluesky;

import io.fenghuo.platform.Entry;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code bluesky}: public posts that hold one of {@code words}, in one of {@code langs}. */
public final class Bluesky implements SourceType {

    @Override
    public String word() {
        return "bluesky";
    }

    @Override
    public Way way() {
        return Way.LISTEN;
    }

    @Override
    public @Nullable Keys keys() {
        return Keys.of(Keys.STREAMED, List.of("words", "langs"), List.of());
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        return Entry.problems(
                spec, List.of("words"), spec.allowPrivate() ? new String[] {"wss", "ws"} : new String[] {"wss"});
    }

    @Override
    public StreamSource listen(SourceSpec spec, ZoneId zone) {
        return new Jetstream(spec, zone);
    }
}
