package io.fenghuo.source;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of source that {@code type:} in sources.yaml can name. Plug-ins provide theirs through {@link java.util.ServiceLoader} under this
 * interface's name. Threadsafe.
 */
public interface SourceType {

    /** The word behind {@code type:}. */
    String word();

    /** How posts come from it. */
    Way way();

    /** Everything that keeps {@code spec} from working, for {@code check} and start-up; empty = it can run. */
    List<Trouble> problems(SourceSpec spec);

    /**
     * A reader for a spec without {@link #problems}.
     *
     * @param zone of times that name none, unless the spec's option {@code zone} says otherwise
     * @throws UnsupportedOperationException unless {@link #way} is {@link Way#POLL}
     */
    default Source poll(SourceSpec spec, ZoneId zone) {
        throw new UnsupportedOperationException(word() + " is not polled");
    }

    /**
     * A reader for a spec without {@link #problems}.
     *
     * @throws UnsupportedOperationException unless {@link #way} is {@link Way#LISTEN}
     */
    default StreamSource listen(SourceSpec spec, ZoneId zone) {
        throw new UnsupportedOperationException(word() + " is not listened to");
    }

    /**
     * What meets deliveries to {@code /hooks/ID} for a spec without {@link #problems}; null = the type takes none.
     *
     * @param zone of times that name none, unless the spec's option {@code zone} says otherwise
     */
    default @Nullable Hook hook(SourceSpec spec, ZoneId zone) {
        return null;
    }

    /** The keys of an entry beside the common ones; null = whatever they are, and none is secret. */
    default @Nullable Keys keys() {
        return null;
    }

    /**
     * Keys of an entry.
     *
     * @param known all of them; another one is a fault, and a {@code proxy} among them is checked and hidden as an HTTP proxy
     * @param secret those whose values are given as {@link io.fenghuo.model.Secret}, so that nothing can print them
     */
    record Keys(List<String> known, List<String> secret) {
        /** What whoever is asked again and again shares. */
        public static final List<String> POLLED = List.of(
                "fastest", "slowest", "quota", "proxy", "site", "cookies", "silence", "canary", "pages", "history");
        /** What whoever is listened to shares. */
        public static final List<String> HEARD = List.of("silence", "canary");
        /** The same of those to whom we connect. */
        public static final List<String> STREAMED = List.of("silence", "canary", "proxy");

        public Keys {
            known = List.copyOf(known);
            secret = List.copyOf(secret);
        }

        /** {@code shared} and {@code own} ones. */
        public static Keys of(List<String> shared, List<String> own, List<String> secret) {
            return new Keys(Stream.concat(shared.stream(), own.stream()).toList(), secret);
        }
    }

    /** How posts come in. */
    enum Way {
        /** Asked every so often. */
        POLL,
        /** A connection kept open. */
        LISTEN,
        /** A file that is followed. */
        FILE,
        /** Drawn from a place with a protocol of its own, such as a mailbox or a topic. */
        DRAW,
        /** Others bring them to {@code POST /api/posts}. */
        PUSH,
        /** A developer's verticle brings them over the event bus. */
        VERTICLE
    }
}
