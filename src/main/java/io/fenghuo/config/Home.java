package io.fenghuo.config;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.Aftercare;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Season;
import io.fenghuo.match.Watchlist;
import io.fenghuo.playbook.Handbook;
import io.fenghuo.source.ProcessorSpec;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The folder with {@code watchlists/} and {@code alerts/}. {@link #load} reads all of it afresh. Threadsafe.
 */
public final class Home {
    static final String SOURCES = "watchlists/sources.yaml";
    static final String POLICY = "alerts/policy.yaml";
    static final String CONTACTS = "alerts/contacts.yaml";
    static final String CAUSES = "alerts/causes.yaml";
    static final String CHANNELS = "alerts/channels.yaml";
    static final String REPLIES = "alerts/replies.yaml";
    static final String MEDIATORS = "alerts/mediators.yaml";
    static final String SCHEDULE = "watchlists/schedule.csv";
    static final String PRODUCTS = "watchlists/products.csv";
    static final String ORDERS = "watchlists/orders.csv";

    private final Path folder;
    private final Variables variables;
    private final ZoneId zone;
    private final Rooms rooms;

    /**
     * What other rooms bring to the reading.
     *
     * @param sources what the room of sources has against an entry that is otherwise whole
     * @param channels what the room of channels has against one
     * @param sourceTypes types plug-ins add
     * @param channelTypes types plug-ins add
     * @param sourceKeys the keys of those types of sources that say which they have
     */
    public record Rooms(
            Judge<SourceSpec> sources,
            Judge<ChannelSpec> channels,
            List<String> sourceTypes,
            List<String> channelTypes,
            Map<String, SourceType.Keys> sourceKeys) {
        /** Types whose keys are not known. */
        public Rooms(
                Judge<SourceSpec> sources,
                Judge<ChannelSpec> channels,
                List<String> sourceTypes,
                List<String> channelTypes) {
            this(sources, channels, sourceTypes, channelTypes, Map.of());
        }

        /** The built-in types, and no judges. */
        public static final Rooms PLAIN =
                new Rooms((source, language) -> List.of(), (channel, language) -> List.of(), List.of(), List.of());
    }

    /**
     * A home.
     *
     * @param environment what {@code ${NAME}} in sources and alerts stands for
     * @param zone of times that name none
     */
    public Home(Path folder, Map<String, String> environment, ZoneId zone, Rooms rooms) {
        this.folder = folder;
        this.variables = Variables.of(environment);
        this.zone = zone;
        this.rooms = rooms;
    }

    public Path folder() {
        return folder;
    }

    /** Reads every file; {@code now} tells whether a rota has begun. */
    public Loaded load(Instant now) {
        Problems problems = new Problems();
        return load(HomeFiles.read(folder, problems), problems, now);
    }

    /** Reads every file as if {@code name}, such as {@code watchlists/own.yaml}, said {@code text}. */
    public Loaded load(Instant now, String name, String text) {
        Problems problems = new Problems();
        return load(HomeFiles.read(folder, problems).with(name, text), problems, now);
    }

    private Loaded load(HomeFiles files, Problems problems, Instant now) {
        YamlMap watched = root(files, SOURCES, problems);
        List<Placed<SourceSpec>> sources = new SourcesReader(rooms.sourceTypes(), rooms.sourceKeys()).read(watched);
        List<ProcessorSpec> processors = SourcesReader.processors(watched);
        List<Placed<ChannelSpec>> channels =
                new ChannelsReader(rooms.channelTypes()).read(root(files, CHANNELS, problems));
        judge(sources, SourceSpec::id, rooms.sources(), problems);
        judge(channels, ChannelSpec::id, rooms.channels(), problems);
        YamlMap alerts = alerts(files, problems);
        Contacts contacts = new ContactsReader(zone, now).read(alerts);
        Names names = Names.of(contacts, values(channels));
        ContactsReader.via(alerts, names.channels());
        clashes(channels, names, problems);
        if (!names.filled().contains("duty") && !problems.hasErrors()) {
            problems.warning(Place.startOf(CONTACTS), "nobody-on-duty");
        }
        Holidays holidays = Holidays.shipped()
                .with(files.holidays().stream()
                        .map(name -> root(files, name, problems))
                        .toList());
        Aftercare aftercare = new AftercareReader().read(alerts);
        Policy policy = aftercare.clocks(new PolicyReader(Policy.defaults(), zone, names, holidays).read(alerts));
        List<Season> seasons = new SeasonsReader(policy, names).read(alerts);
        if (!problems.hasErrors()) {
            CalendarReader.complete(alerts, policy.calendar(), now);
        }
        List<Watchlist> watchlists =
                new WatchlistReader(names, problems, zone, name -> null).readAll(files.watchlists());
        HandbookReader aid = new HandbookReader(names, watchlists, policy, LocalDate.ofInstant(now, zone), problems);
        Handbook handbook =
                aid.read(root(files, REPLIES, problems), root(files, MEDIATORS, problems), files.playbooks());
        aid.named(handbook, files.watchlists());
        Configuration configuration = new Configuration(
                files.version(),
                watchlists,
                values(sources),
                values(channels),
                policy,
                contacts.withSeasons(seasons),
                processors,
                EvidenceReader.read(alerts),
                handbook,
                aftercare,
                HeartbeatReader.read(alerts),
                new TemplatesReader(rooms.channelTypes(), now, zone, problems).read(files.templates()),
                new CatalogueReader(zone, problems).read(files::text));
        return new Loaded(problems.hasErrors() ? null : configuration, problems.list(), watchlists);
    }

    private YamlMap root(HomeFiles files, String name, Problems problems) {
        return YamlFile.read(name, files.text(name), variables, problems).root();
    }

    /** Policy, causes and contacts as one mapping: each file may hold the others' keys, parted by {@code ---} or not. */
    private YamlMap alerts(HomeFiles files, Problems problems) {
        List<YamlMap> roots =
                List.of(root(files, POLICY, problems), root(files, CAUSES, problems), root(files, CONTACTS, problems));
        List<String> keys = new ArrayList<>(PolicyReader.KEYS);
        keys.addAll(AftercareReader.KEYS);
        keys.addAll(ContactsReader.KEYS);
        return YamlMap.merged(Place.startOf(POLICY), problems, roots).keys(keys);
    }

    private static <T> List<T> values(List<Placed<T>> placed) {
        return placed.stream().map(Placed::value).toList();
    }

    private static void clashes(List<Placed<ChannelSpec>> channels, Names names, Problems problems) {
        for (Placed<ChannelSpec> channel : channels) {
            if (names.people().contains(channel.value().id())) {
                problems.error(channel.place(), "id-of-person", channel.value().id());
            }
        }
    }

    /** Asks the owner's room about every entry that has no error yet. */
    private static <T> void judge(List<Placed<T>> entries, Function<T, String> id, Judge<T> judge, Problems problems) {
        for (Placed<T> entry : entries) {
            if (!entry.sound()) {
                continue;
            }
            List<String> chinese = judge.faults(entry.value(), Locale.CHINESE);
            List<String> english = judge.faults(entry.value(), Locale.ENGLISH);
            for (int at = 0; at < Math.min(chinese.size(), english.size()); at++) {
                problems.error(entry.place(), "entry", id.apply(entry.value()), chinese.get(at), english.get(at));
            }
        }
    }

    /** Whether the folder looks like a home at all. */
    public boolean exists() {
        return Files.isDirectory(folder.resolve("watchlists")) || Files.isDirectory(folder.resolve("alerts"));
    }
}
