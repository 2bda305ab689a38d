package io.fenghuo.incident;

import io.fenghuo.model.Target;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who can be told, as {@code alerts/contacts.yaml} says.
 *
 * @param people by id
 * @param roles role → persons ({@code person:…}) or a rota ({@code rota:…})
 * @param rotas by id
 * @param byLoad roles of which an incident goes to whoever has the fewest open ones, see {@link Assignment}
 * @param seasons days on which some roles are other people's
 */
public record Contacts(
        Map<String, Person> people,
        Map<String, List<Target>> roles,
        Map<String, Rota> rotas,
        Set<String> byLoad,
        List<Season> seasons) {

    /** Nobody at all. */
    public static final Contacts NONE = new Contacts(Map.of(), Map.of(), Map.of());

    public Contacts {
        people = Map.copyOf(people);
        roles = Map.copyOf(roles);
        rotas = Map.copyOf(rotas);
        byLoad = Set.copyOf(byLoad);
        seasons = List.copyOf(seasons);
    }

    /** Without a role that is assigned by load, and the same people on every day. */
    public Contacts(Map<String, Person> people, Map<String, List<Target>> roles, Map<String, Rota> rotas) {
        this(people, roles, rotas, Set.of(), List.of());
    }

    /** The same people on every day. */
    public Contacts(
            Map<String, Person> people, Map<String, List<Target>> roles, Map<String, Rota> rotas, Set<String> byLoad) {
        this(people, roles, rotas, byLoad, List.of());
    }

    /** The same with other people in some roles on some days. */
    public Contacts withSeasons(List<Season> days) {
        return new Contacts(people, roles, rotas, byLoad, days);
    }

    /** Who has a role at a moment: by the profile of the day, else as usual. */
    List<Target> holders(String role, Instant at) {
        return seasons.stream()
                .filter(season -> season.holds(at) && season.roles().containsKey(role))
                .findFirst()
                .map(season -> season.roles().getOrDefault(role, List.of()))
                .orElse(roles.getOrDefault(role, List.of()));
    }

    /** When a profile that gives this role to others begins or ends next; null when none does. */
    @Nullable
    Instant turns(String role, Instant at) {
        Instant next = null;
        for (Season season : seasons) {
            if (!season.roles().containsKey(role)) {
                continue;
            }
            ZoneId zone = season.policy().zone();
            for (LocalDate day : List.of(season.from(), season.to().plusDays(1))) {
                Instant turn = day.atStartOfDay(zone).toInstant();
                next = turn.isAfter(at) && (next == null || turn.isBefore(next)) ? turn : next;
            }
        }
        return next;
    }

    /** The same with these swaps in force in place of any others; those of rotas and people there are none of are left aside. */
    public Contacts withSwaps(List<Swap> swaps) {
        Map<String, Rota> swapped = new LinkedHashMap<>();
        rotas.forEach((id, rota) -> swapped.put(
                id,
                new Rota(
                        rota.from(),
                        rota.every(),
                        rota.people(),
                        rota.handing(),
                        rota.overrides(),
                        swaps.stream()
                                .filter(swap -> swap.rota().equals(id) && people.containsKey(swap.person()))
                                .map(swap -> new StandIn(swap.from(), swap.to(), swap.person()))
                                .toList())));
        return new Contacts(people, roles, swapped, byLoad, seasons);
    }

    /**
     * One person.
     *
     * @param lang the language of their messages; null = the service's
     * @param via channel ids they are reached by, best first; empty = a wecom-app channel, else e-mail
     * @param availability when they are to be spared, and who stands in
     */
    public record Person(
            String id,
            String name,
            @Nullable String mail,
            @Nullable String mobile,
            @Nullable String lang,
            Map<String, String> ims,
            List<String> via,
            Availability availability) {
        public Person {
            ims = Map.copyOf(ims);
            via = List.copyOf(via);
        }

        /** Somebody who is always there. */
        public Person(
                String id,
                String name,
                @Nullable String mail,
                @Nullable String mobile,
                @Nullable String lang,
                Map<String, String> ims,
                List<String> via) {
            this(id, name, mail, mobile, lang, ims, via, Availability.ALWAYS);
        }
    }

    /**
     * When a person is to be spared.
     *
     * @param quiet hours in which nothing but an L1 is sent to them; null = none
     * @param deputy who is told in their place while they are away; null = nobody
     * @param away when they are not there
     * @param thrift how they wish to hear of an L3
     */
    public record Availability(
            @Nullable Window quiet, @Nullable String deputy, List<Absence> away, Thrift thrift) {
        /** Always there. */
        public static final Availability ALWAYS = new Availability(null, null, List.of());

        public Availability {
            away = List.copyOf(away);
        }

        /** With the usual digests and no limit. */
        public Availability(@Nullable Window quiet, @Nullable String deputy, List<Absence> away) {
            this(quiet, deputy, away, Thrift.USUAL);
        }

        /** Whether the person is away then. */
        public boolean away(Instant at) {
            return away.stream().anyMatch(one -> !at.isBefore(one.from()) && at.isBefore(one.to()));
        }
    }

    /**
     * How often a person wishes to hear of an L3.
     *
     * @param perHour messages within an hour after which the next waits for the digest; 0 = no limit
     */
    public record Thrift(Digest digest, int perHour) {
        /** Every hour by day, and no limit. */
        public static final Thrift USUAL = new Thrift(Digest.HOURLY, 0);
    }

    /** When the lines of L3 are gathered for a person. */
    public enum Digest {
        HOURLY,
        /** Once a day, with the digest of the morning. */
        DAILY,
        /** Not: each goes by itself, by day. */
        OFF
    }

    /** A time away. */
    public record Absence(Instant from, Instant to) {}

    /**
     * Shifts that go round.
     *
     * @param from when the first shift of the first person began
     * @param every the length of a shift; with {@code handing} of no meaning
     * @param people ids, in turn
     * @param handing times of day at which they change; null = each {@code every}
     * @param overrides who stands in, as the file says; of several the last
     * @param swaps the same as people agreed since; before the file's
     */
    public record Rota(
            Instant from,
            Duration every,
            List<String> people,
            @Nullable Handing handing,
            List<StandIn> overrides,
            List<StandIn> swaps) {
        public Rota {
            people = List.copyOf(people);
            overrides = List.copyOf(overrides);
            swaps = List.copyOf(swaps);
        }

        /** Shifts of equal length without exceptions. */
        public Rota(Instant from, Duration every, List<String> people) {
            this(from, every, people, null, List.of(), List.of());
        }
    }

    /**
     * Times of day at which a shift is handed over.
     *
     * @param at in order; a shift lasts until the next
     * @param days the days on which shifts begin; on others nobody is on
     */
    public record Handing(ZoneId zone, List<LocalTime> at, Set<DayOfWeek> days) {
        public Handing {
            at = at.stream().sorted().toList();
            days = Set.copyOf(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days);
        }
    }

    /** Somebody else is on from … to. */
    public record StandIn(Instant from, Instant to, String person) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }
}
