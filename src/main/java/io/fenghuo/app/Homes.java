package io.fenghuo.app;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.config.Home;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.Topic;
import io.fenghuo.source.Trouble;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Opens homes with everything the rooms bring to their reading. */
public final class Homes {
    private Homes() {}

    /**
     * The home in a folder.
     *
     * @param variables what <code>${NAME}</code> stands for
     * @param zone of times that name none
     * @param plugins whose types of sources and channels its files may name
     */
    public static Home open(Path folder, Map<String, String> variables, ZoneId zone, Plugins plugins) {
        SourceTypes sources = plugins.sources();
        Channels channels = plugins.channels();
        Home.Rooms rooms = new Home.Rooms(
                (spec, language) -> faults(sources, spec, language, variables),
                (spec, language) -> faults(channels, spec, language),
                sources.names(),
                channels.all().stream().map(Channel::type).toList(),
                sources.keys());
        return new Home(folder, variables, zone, rooms);
    }

    private static List<String> faults(
            SourceTypes sources, SourceSpec spec, Locale language, Map<String, String> variables) {
        List<String> faults = new ArrayList<>(sources.faults(spec, language));
        boolean house = variables.containsKey("FENGHUO_KAFKA") || variables.containsKey("FENGHUO_KAFKA_FILE");
        if (spec.type().equals("kafka") && !house && Topic.of(spec).servers().isEmpty()) {
            faults.add(new SourceWords(language).say(Trouble.of("kafka.servers")));
        }
        return faults;
    }

    private static List<String> faults(Channels channels, ChannelSpec spec, Locale language) {
        Words words = Words.of(language.getLanguage());
        return channels.type(spec.type())
                .map(type -> type.problems(spec).stream().map(words::problem).toList())
                .orElse(List.of());
    }
}
