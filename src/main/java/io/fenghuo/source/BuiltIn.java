package io.fenghuo.source;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types that come with the house. */
enum BuiltIn implements SourceType {
    RSS(Way.POLL, SpecCheck::rss, RssSource::new, null),
    HTML(Way.POLL, SpecCheck::html, HtmlSource::new, null),
    JSON(Way.POLL, SpecCheck::json, JsonSource::new, null),
    WEBSOCKET(Way.LISTEN, SpecCheck::websocket, null, stream(StreamSource.Framing.WEBSOCKET)),
    SSE(Way.LISTEN, SpecCheck::sse, null, stream(StreamSource.Framing.EVENTS)),
    NDJSON(Way.LISTEN, SpecCheck::ndjson, null, stream(StreamSource.Framing.LINES)),
    LONGPOLL(Way.POLL, SpecCheck::longpoll, LongPoll::new, null),
    FILE(Way.FILE, SpecCheck::file, null, null),
    IMAP(Way.DRAW, Mailbox::problems, null, null),
    KAFKA(Way.DRAW, Topic::problems, null, null),
    PUSH(Way.PUSH, SpecCheck::push, null, null),
    VERTICLE(Way.VERTICLE, SpecCheck::verticle, null, null);

    private final Way way;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
    private final Function<SourceSpec, List<Trouble>> check;

    @SuppressWarnings("ImmutableEnumChecker") // likewise
    private final @Nullable BiFunction<SourceSpec, ZoneId, Source> polled;

    @SuppressWarnings("ImmutableEnumChecker") // likewise
    private final @Nullable BiFunction<SourceSpec, ZoneId, StreamSource> heard;

    BuiltIn(
            Way way,
            Function<SourceSpec, List<Trouble>> check,
            @Nullable BiFunction<SourceSpec, ZoneId, Source> polled,
            @Nullable BiFunction<SourceSpec, ZoneId, StreamSource> heard) {
        this.way = way;
        this.check = check;
        this.polled = polled;
        this.heard = heard;
    }

    private static BiFunction<SourceSpec, ZoneId, StreamSource> stream(StreamSource.Framing framing) {
        return (spec, zone) -> new JsonStream(spec, zone, framing);
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Way way() {
        return way;
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(SpecCheck.common(spec));
        troubles.addAll(check.apply(spec));
        return troubles;
    }

    @Override
    public Source poll(SourceSpec spec, ZoneId zone) {
        return polled == null ? SourceType.super.poll(spec, zone) : polled.apply(spec, Polite.zone(spec, zone));
    }

    @Override
    public StreamSource listen(SourceSpec spec, ZoneId zone) {
        return heard == null ? SourceType.super.listen(spec, zone) : heard.apply(spec, Polite.zone(spec, zone));
    }
}
