package io.fenghuo.store;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Drill;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Notices and deliveries in memory; the bytes of what has been settled are let go. */
final class MemoryOutbox implements Outbox {
    /** Nothing is sent later than this after it was decided, as in the tables. */
    private static final Duration LONGEST_ON_THE_WAY = Duration.ofDays(2);

    private final Undo undo;
    private final Map<String, Notice> notices = new HashMap<>();
    /** How many deliveries each notice was given. */
    private final Map<String, Integer> planned = new HashMap<>();

    private final Map<String, Row> rows = new HashMap<>();
    private final TreeMap<Place, Row> waiting = new TreeMap<>();
    private final Map<String, Set<String>> ofIncident = new HashMap<>();
    /** What each person was sent or is about to be sent, digests aside, by the time it counts from. */
    private final Map<String, TreeMap<Place, Delivery>> sent = new HashMap<>();
    /** That of it which counts against their budget. */
    private final Map<String, TreeMap<Place, Delivery>> budgeted = new HashMap<>();
    /** The notices that reached a destination. */
    private final Map<Arrival, Set<String>> arrived = new HashMap<>();

    private final Map<String, byte[]> bytes = new HashMap<>();
    private final Map<String, String> cards = new HashMap<>();
    private final Map<String, ChannelState> channels = new HashMap<>();
    private final MemoryAttempts attempts;
    private long last;

    private record Row(Delivery delivery, boolean digest, long seq) {
        boolean pending() {
            return delivery.state() == Delivery.Status.PENDING;
        }

        boolean went() {
            return delivery.state() == Delivery.Status.DELIVERED || delivery.state() == Delivery.Status.UNCONFIRMED;
        }

        Instant sent() {
            return delivery.deliveredAt() == null ? delivery.createdAt() : delivery.deliveredAt();
        }

        Place due() {
            return new Place(delivery.notBefore().toEpochMilli(), seq);
        }

        boolean counts() {
            return delivery.person() != null && !digest && (pending() || went());
        }

        Place counted() {
            return new Place(sent().toEpochMilli(), seq);
        }
    }

    private record Place(long at, long seq) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byTime = Long.compare(at, other.at);
            return byTime == 0 ? Long.compare(seq, other.seq) : byTime;
        }
    }

    private record Arrival(
            String incident, String channel, @Nullable String person) {}

    private record Destination(String channel, @Nullable String person) {}

    MemoryOutbox(Undo undo) {
        this.undo = undo;
        this.attempts = new MemoryAttempts(undo);
    }

    @Override
    public void add(Notice notice, List<Delivery> deliveries) {
        if (notices.containsKey(notice.id())) {
            throw new StoreException("notice " + notice.id() + " is stored already");
        }
        undo.put(notices, notice.id(), notice);
        deliveries.forEach(delivery -> insert(delivery, notice));
    }

    @Override
    public void add(Delivery delivery) {
        Notice notice = notices.get(delivery.notice());
        if (notice == null) {
            throw new StoreException("no notice " + delivery.notice() + " is stored");
        }
        insert(delivery, notice);
    }

    private void insert(Delivery delivery, Notice notice) {
        if (rows.containsKey(delivery.id())) {
            throw new StoreException("delivery " + delivery.id() + " is stored already");
        }
        Row row = new Row(delivery, OutboxRows.quiet(notice.manner()), ++last);
        undo.put(planned, notice.id(), planned.getOrDefault(notice.id(), 0) + 1);
        put(row);
        if (delivery.incident() != null) {
            undo.add(ofIncident.computeIfAbsent(delivery.incident(), id -> new LinkedHashSet<>()), delivery.id());
        }
    }

    private void put(Row row) {
        undo.put(rows, row.delivery.id(), row);
        if (row.pending()) {
            undo.put(waiting, row.due(), row);
        }
        Delivery delivery = row.delivery;
        String person = String.valueOf(delivery.person());
        if (row.counts() && !isDrill(delivery)) {
            undo.put(sent.computeIfAbsent(person, id -> new TreeMap<>()), row.counted(), delivery);
            if (isBudgeted(delivery)) {
                undo.put(budgeted.computeIfAbsent(person, id -> new TreeMap<>()), row.counted(), delivery);
            }
        }
        if (row.went() && delivery.incident() != null) {
            Arrival arrival = new Arrival(delivery.incident(), delivery.channel(), delivery.person());
            undo.add(arrived.computeIfAbsent(arrival, a -> new HashSet<>()), delivery.notice());
        }
    }

    private void takeOut(Row row) {
        if (row.pending()) {
            undo.remove(waiting, row.due());
        }
        if (row.counts()) {
            String person = String.valueOf(row.delivery.person());
            undo.remove(sent.getOrDefault(person, new TreeMap<>()), row.counted());
            undo.remove(budgeted.getOrDefault(person, new TreeMap<>()), row.counted());
        }
    }

    @Override
    public List<Delivery> due(Instant now, int limit) {
        Map<Destination, Integer> places = new HashMap<>();
        Comparator<Row> decided =
                Comparator.comparing((Row row) -> row.delivery.createdAt()).thenComparingLong(Row::seq);
        return waiting.headMap(new Place(now.toEpochMilli(), Long.MAX_VALUE), true).values().stream()
                .sorted(Comparator.comparing((Row row) -> !gravest(row)).thenComparing(decided))
                .filter(row ->
                        places.merge(new Destination(row.delivery.channel(), row.delivery.person()), 1, Integer::sum)
                                <= limit)
                .sorted(decided)
                .map(Row::delivery)
                .toList();
    }

    private boolean gravest(Row row) {
        Notice notice = notices.get(row.delivery.notice());
        return notice != null && notice.level() == Severity.L1 && notice.manner() != Notice.Manner.DIGEST;
    }

    @Override
    public Optional<Instant> nextDue() {
        return waiting.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(waiting.firstKey().at));
    }

    @Override
    public int dropDigest(String incident) {
        List<Row> dropped =
                of(incident).filter(row -> row.digest && row.pending()).toList();
        dropped.forEach(row -> update(stated(row.delivery, Delivery.Status.DROPPED)));
        return dropped.size();
    }

    private static Delivery stated(Delivery one, Delivery.Status state) {
        return new Delivery(
                one.id(),
                one.notice(),
                one.incident(),
                one.channel(),
                one.person(),
                state,
                one.attempts(),
                one.notBefore(),
                one.deliveredAt(),
                one.fallbackOf(),
                one.outcome(),
                one.createdAt());
    }

    @Override
    public void update(Delivery delivery) {
        Row former = rows.get(delivery.id());
        if (former == null) {
            throw new StoreException("no delivery " + delivery.id() + " is stored");
        }
        takeOut(former);
        put(new Row(delivery, former.digest, former.seq));
        if (delivery.state() != Delivery.Status.PENDING) {
            undo.remove(bytes, delivery.id());
        }
    }

    @Override
    public void fixBytes(String delivery, byte[] fixed) {
        if (!bytes.containsKey(delivery)) {
            undo.put(bytes, delivery, fixed);
        }
    }

    @Override
    public Optional<byte[]> bytes(String delivery) {
        return Optional.ofNullable(bytes.get(delivery));
    }

    @Override
    public void saveCard(String delivery, String card) {
        undo.put(cards, delivery, card);
    }

    @Override
    public Optional<String> card(String delivery) {
        return Optional.ofNullable(cards.get(delivery));
    }

    @Override
    public List<String> cards(String incident, String channel, @Nullable String person) {
        return named(incident, channel, person)
                .map(row -> String.valueOf(cards.get(row.delivery().id())))
                .toList();
    }

    @Override
    public void forgetCards(String incident, String channel, @Nullable String person) {
        named(incident, channel, person)
                .toList()
                .forEach(row -> undo.remove(cards, row.delivery().id()));
    }

    private Stream<Row> named(String incident, String channel, @Nullable String person) {
        return ofIncident.getOrDefault(incident, Set.of()).stream()
                .map(rows::get)
                .filter(row -> row != null
                        && !row.digest()
                        && cards.containsKey(row.delivery().id())
                        && row.delivery().channel().equals(channel)
                        && Objects.equals(row.delivery().person(), person))
                .sorted(Comparator.comparingLong(Row::seq));
    }

    @Override
    public Optional<Notice> notice(String id) {
        return Optional.ofNullable(notices.get(id));
    }

    @Override
    public Optional<Delivery> find(String id) {
        return Optional.ofNullable(rows.get(id)).map(Row::delivery);
    }

    private Stream<Row> of(String incident) {
        return ofIncident.getOrDefault(incident, Set.of()).stream()
                .map(rows::get)
                .filter(Objects::nonNull);
    }

    @Override
    public List<Delivery> ofIncident(String incident) {
        return of(incident)
                .sorted(Comparator.comparingLong(Row::seq))
                .map(Row::delivery)
                .toList();
    }

    @Override
    public List<Delivery> newest(Filter filter, int limit) {
        return rows.values().stream()
                .filter(row -> filter.state() == null || row.delivery.state() == filter.state())
                .filter(row ->
                        filter.channel() == null || row.delivery.channel().equals(filter.channel()))
                .filter(row -> filter.incident() == null || filter.incident().equals(row.delivery.incident()))
                .sorted(Comparator.comparingLong(Row::seq).reversed())
                .limit(limit)
                .map(Row::delivery)
                .toList();
    }

    @Override
    public List<Delivery> retrying(Instant now) {
        Place end = new Place(now.toEpochMilli(), Long.MAX_VALUE);
        return waiting.tailMap(end, false).values().stream()
                .filter(row -> row.delivery.attempts() > 0)
                .sorted(Comparator.comparingLong(Row::seq))
                .map(Row::delivery)
                .toList();
    }

    @Override
    public List<Delivery> instead(String channel) {
        return waiting.values().stream()
                .filter(row -> row.delivery.fallbackOf() != null
                        && row.delivery.channel().equals(channel))
                .sorted(Comparator.comparingLong(Row::seq))
                .map(Row::delivery)
                .toList();
    }

    @Override
    public void unfix(String delivery) {
        undo.remove(bytes, delivery);
    }

    @Override
    public int begin(String delivery, String channel, Instant at) {
        return attempts.begin(delivery, channel, at);
    }

    @Override
    public void end(String delivery, int number, String outcome) {
        attempts.end(delivery, number, outcome);
    }

    @Override
    public List<Attempt> attempts(String delivery) {
        return attempts.of(delivery);
    }

    @Override
    public int forgetAttempts(Instant before) {
        return attempts.forget(
                before,
                id -> find(id).filter(one -> one.state() == Delivery.Status.PENDING)
                        .isEmpty());
    }

    @Override
    public List<Instant> begun(String channel, Instant since) {
        return attempts.begun(channel, since);
    }

    @Override
    public int deliveredBefore(String incident, String channel, @Nullable String person) {
        return arrived.getOrDefault(new Arrival(incident, channel, person), Set.of())
                .size();
    }

    @Override
    public Traffic traffic(String person, Instant since) {
        Instant oldest = since.minus(LONGEST_ON_THE_WAY);
        long counted = budgeted
                .getOrDefault(person, new TreeMap<>())
                .tailMap(new Place(since.toEpochMilli(), 0), true)
                .values()
                .stream()
                .filter(delivery -> !delivery.createdAt().isBefore(oldest))
                .map(Delivery::notice)
                .distinct()
                .count();
        Instant latest = sent.getOrDefault(person, new TreeMap<>()).descendingMap().entrySet().stream()
                .filter(entry -> !entry.getValue().createdAt().isBefore(oldest))
                .findFirst()
                .map(entry -> Instant.ofEpochMilli(entry.getKey().at))
                .orElse(null);
        return new Traffic((int) counted, latest);
    }

    /** What a rehearsal sends counts against nobody. */
    private boolean isDrill(Delivery delivery) {
        Notice notice = notices.get(delivery.notice());
        return notice != null && notice.brand().startsWith(Drill.BRAND);
    }

    private boolean isBudgeted(Delivery delivery) {
        Notice notice = notices.get(delivery.notice());
        return notice != null && notice.level() != Severity.L1 && notice.reason() != NoticeReason.ADMIN;
    }

    @Override
    public Tally tally(Instant since, Instant stuckBefore) {
        Map<Delivery.Status, Long> states = new EnumMap<>(Delivery.Status.class);
        Map<String, Integer> found = new HashMap<>();
        long stuck = 0;
        for (Row row : rows.values()) {
            Delivery one = row.delivery;
            if (!Objects.requireNonNull(notices.get(one.notice())).at().isBefore(since)) {
                states.merge(one.state(), 1L, Long::sum);
                found.merge(one.notice(), 1, Integer::sum);
            }
            ChannelState channel = channels.get(one.channel());
            boolean waits = channel != null
                    && (channel.deadReason() != null
                            || (channel.pausedUntil() != null
                                    && !channel.pausedUntil().isBefore(stuckBefore)));
            stuck += row.pending() && one.notBefore().isBefore(stuckBefore) && !waits ? 1 : 0;
        }
        List<String> recent = notices.values().stream()
                .filter(notice -> !notice.at().isBefore(since))
                .map(Notice::id)
                .toList();
        return new Tally(
                recent.stream().mapToLong(id -> planned.getOrDefault(id, 0)).sum(),
                states.getOrDefault(Delivery.Status.DELIVERED, 0L)
                        + states.getOrDefault(Delivery.Status.UNCONFIRMED, 0L),
                states.getOrDefault(Delivery.Status.FAILED, 0L),
                states.getOrDefault(Delivery.Status.DROPPED, 0L),
                states.getOrDefault(Delivery.Status.PENDING, 0L),
                stuck,
                recent.stream()
                        .filter(id -> !planned.getOrDefault(id, 0).equals(found.getOrDefault(id, 0)))
                        .sorted()
                        .limit(10)
                        .toList());
    }

    @Override
    public void pause(String channel, Instant until, String why) {
        ChannelState known = channels.get(channel);
        undo.put(channels, channel, new ChannelState(channel, until, known == null ? null : known.deadReason()));
    }

    @Override
    public void dead(String channel, @Nullable String why) {
        ChannelState known = channels.get(channel);
        undo.put(channels, channel, new ChannelState(channel, known == null ? null : known.pausedUntil(), why));
    }

    @Override
    public Optional<ChannelState> state(String channel) {
        return Optional.ofNullable(channels.get(channel));
    }

    /** Everything about an incident goes. */
    void remove(String incident) {
        List<String> theirs = List.copyOf(ofIncident.getOrDefault(incident, new LinkedHashSet<>()));
        for (String id : theirs) {
            Row row = Objects.requireNonNull(rows.get(id));
            takeOut(row);
            undo.remove(rows, id);
            undo.remove(bytes, id);
            attempts.remove(id);
        }
        List<String> about = new ArrayList<>();
        notices.values().stream()
                .filter(notice -> incident.equals(notice.incident()))
                .forEach(notice -> about.add(notice.id()));
        about.forEach(id -> {
            undo.remove(notices, id);
            undo.remove(planned, id);
        });
        undo.remove(ofIncident, incident);
    }
}
