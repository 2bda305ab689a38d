package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action;
import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Author;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Statement;
import io.fenghuo.model.Target;
import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds in every order of events. Seeded: a failure names its seed. */
class PropertyTest {
    private static final int RUNS = 100;
    private static final int STEPS = 60;
    private static final Policy EVERY_CLOCK = everyClock(Timeline.POLICY);

    private static Policy everyClock(Policy usual) {
        Map<String, Allowance> clocks = new HashMap<>(PolicyDefaults.OF_CATEGORIES);
        return new Policy(
                        "",
                        usual.zone(),
                        usual.golden(),
                        usual.window(),
                        usual.crowd(),
                        usual.correlate(),
                        usual.levels(),
                        Map.of("欺诈", clocks),
                        usual.noise())
                .identified();
    }

    /** An incident in the hands of chance, with everything that happened to it. */
    private static final class Chance {
        private final Random random;
        private final Timeline day;

        /** Every second seed runs under a policy in which the category brings every clock there is. */
        Chance(long seed) {
            random = new Random(seed);
            day = new Timeline(seed % 2 == 0 ? Timeline.POLICY : EVERY_CLOCK).withoutSending();
        }

        void step() {
            Instant next = day.now().plusSeconds(random.nextInt(random.nextInt(10) == 0 ? 90_000 : 1_500));
            if (random.nextInt(12) == 0) {
                day.down(next);
            } else {
                day.until(next);
            }
            int what = random.nextInt(12);
            if (what < 4 || day.incidents.isEmpty()) {
                comment();
            } else if (what < 6) {
                aside();
                if (random.nextInt(4) == 0) {
                    unite(some());
                }
            } else {
                act();
            }
        }

        private String some() {
            List<String> ids = new ArrayList<>(day.incidents.keySet());
            return ids.get(random.nextInt(ids.size()));
        }

        /** What happens to an incident beside hits, deadlines and actions; also to one that has ended, and an old deadline once more. */
        private void aside() {
            Post post = Post.builder("shop", "x" + random.nextInt(1_000_000), "明天18点前给您答复", day.now())
                    .author(new Author("u" + random.nextInt(8), null, null, null))
                    .build();
            Deadline old = new Deadline("miss:golden", day.now(), Deadline.Kind.CLOCK_MISSED, "golden", null, 0);
            String one = "u" + random.nextInt(8);
            Statement draft = Statement.draft(
                    "i",
                    1 + random.nextInt(3),
                    "口径",
                    "zhang",
                    day.now(),
                    day.now().plusSeconds(600));
            Statement decided = draft.decided(random.nextBoolean(), "li", day.now(), "改");
            List<Event> events = List.of(
                    new Event.Stated(draft, "zhang", "console"),
                    new Event.Stated(decided, "li", "console"),
                    new Event.Stated(decided.published("zhang", day.now()), "zhang", "console"),
                    new Event.Promised(post.with().text("大概2小时给您回复").build(), one),
                    new Event.PostLeft(post, random.nextBoolean(), "new", new Incident.Counts(3, 2)),
                    new Event.PostChanged(post, random.nextBoolean()),
                    new Event.Wrote(post),
                    new Event.Promised(post, "u" + random.nextInt(8)),
                    new Event.HandedOver(day.now()),
                    new Event.ReplySeen(post, "u" + random.nextInt(8)),
                    new Event.StepDone("p", "s" + random.nextInt(3), random.nextBoolean(), "zhang", "console"),
                    new Event.Due(old),
                    new Event.Reported(List.of(dispatch()), random.nextBoolean() ? Set.of() : unreached()),
                    new Event.ChannelDied("app", "errcode 93000", "cure.key", unreached()));
            day.decide(some(), events.get(random.nextInt(events.size())));
        }

        private Dispatch dispatch() {
            Dispatch.Result[] results = Dispatch.Result.values();
            Dispatch.Result result = results[random.nextInt(results.length)];
            return new Dispatch(result, "zhang@app", NoticeReason.PAGE, 1, "errcode 40058", null, null);
        }

        private Set<Target> unreached() {
            List<Target> all =
                    List.of(Target.role("duty"), Target.role("brand"), Target.role("supervisor"), Target.role("admin"));
            return Set.copyOf(all.subList(0, random.nextInt(all.size() + 1)));
        }

        /** Two customers of an incident turn out to be one. */
        private void unite(String id) {
            List<CustomerCase> cases = day.incident(id).cases();
            if (cases.size() > 1) {
                String from = cases.get(random.nextInt(cases.size())).customer();
                String to = cases.get(random.nextInt(cases.size())).customer();
                if (!from.equals(to)) {
                    day.decide(id, new Event.United(from, to, day.incident(id).counts(), "zhang", "console"));
                }
            }
        }

        private void comment() {
            Timeline.Comment comment = day.post(Severity.values()[Math.min(2, random.nextInt(6))])
                    .by("u" + random.nextInt(8))
                    .in("t" + random.nextInt(3))
                    .of("p")
                    .rule("r" + random.nextInt(5))
                    .ago(java.time.Duration.ofMinutes(random.nextInt(8) == 0 ? 200 : random.nextInt(60)));
            if (random.nextInt(6) == 0) {
                comment = day.post(Severity.L1)
                        .suspected()
                        .by("u" + random.nextInt(8))
                        .in("t" + random.nextInt(3));
            }
            comment.send();
        }

        private void split(String from, Action action) {
            Incident before = day.incident(from);
            if (!day.act(action, from).incident().equals(before)) {
                String id = "i-" + (day.incidents.size() + 1);
                action.customers().forEach(customer -> day.count(id, customer));
                day.play(
                        null,
                        id,
                        new Event.SplitOff(id, before, action.customers(), "split", day.counts(id), "li", "card"));
            }
        }

        /** Some of an incident's customers, not all. */
        private List<String> leaving(String id) {
            List<String> all = day.incident(id).cases().stream()
                    .map(CustomerCase::customer)
                    .toList();
            return all.size() < 2 ? all : all.subList(0, 1 + random.nextInt(all.size() - 1));
        }

        private void act() {
            String id = some();
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            String by = List.of("zhang", "li", "wang").get(random.nextInt(3));
            Map<String, String> fields = new HashMap<>(Map.of(
                    "level", "L" + (1 + random.nextInt(3)),
                    "cause", "质量",
                    "measure", "m",
                    "measureOwner", "li",
                    "measureDue", "2026-07-01",
                    "answered", "a",
                    "to", "li",
                    "into", some(),
                    "until", day.now().plusSeconds(60 + random.nextInt(50_000)).toString()));
            fields.putAll(Map.of("place", "甲厂", "compensation", "无", "lesson", "先查批次"));
            List<String> customers = kind == Kind.SPLIT ? leaving(id) : List.of();
            Action action =
                    new Action(kind, by, "console", day.now(), null, "话 " + random.nextInt(3), customers, fields);
            try {
                if (kind == Kind.SPLIT) {
                    split(id, action);
                } else {
                    day.act(action, id);
                }
            } catch (Refusal expected) {
                assertThat(day.incident(id).version()).isPositive();
            }
        }
    }

    @Test
    void replayingWhatHappenedGivesTheSameIncidents() {
        for (long seed = 0; seed < RUNS; seed++) {
            Chance chance = new Chance(seed);
            for (int i = 0; i < STEPS; i++) {
                chance.step();
            }
            Decider decider = new Decider(new Ids(new Random(99)));
            Map<String, Incident> again = new HashMap<>();
            List<TimelineEntry> entries = new ArrayList<>();
            for (Timeline.Happened one : chance.day.happened) {
                Decision decision = decider.decide(again.get(one.incident()), one.event(), chance.day.policy, one.at());
                again.put(one.incident(), decision.incident());
                entries.addAll(decision.entries());
            }
            assertThat(again).as("seed %d", seed).isEqualTo(chance.day.incidents);
            assertThat(entries).as("seed %d", seed).isEqualTo(chance.day.entries);
        }
    }

    /** Neither time nor anything that happens to its posts tells anybody of what has ended, but of a follow-up. */
    @Test
    void nothingWakesTheEnded() {
        for (long seed = 0; seed < RUNS; seed++) {
            Chance chance = new Chance(seed);
            for (int i = 0; i < STEPS; i++) {
                Map<String, Incident> before = Map.copyOf(chance.day.incidents);
                int known = chance.day.notices.size();
                chance.step();
                for (Notice n : chance.day.notices.subList(known, chance.day.notices.size())) {
                    Incident was = before.get(n.incident());
                    Incident is = chance.day.incident(n.incident());
                    if (was != null && was.state().ended() && is.state().ended()) {
                        assertThat(n.clock()).as("seed %d %s", seed, n).isEqualTo(Clocks.FOLLOW_UP);
                    }
                }
            }
        }
    }

    @Test
    void noClockIsLostInAnyOrder() {
        for (long seed = 0; seed < RUNS; seed++) {
            Chance chance = new Chance(seed);
            for (int i = 0; i < STEPS; i++) {
                chance.step();
                for (Incident incident : chance.day.incidents.values()) {
                    clocksAreOnTheAgenda(incident, seed);
                }
            }
        }
    }

    /** A running clock has its miss on the agenda, a paused one the end of its pause; an open incident nobody has is on a ladder or answered. */
    private static void clocksAreOnTheAgenda(Incident incident, long seed) {
        Set<String> names = new HashSet<>();
        for (Deadline d : incident.agenda()) {
            assertThat(names.add(d.name()))
                    .as("seed %d: %s twice", seed, d.name())
                    .isTrue();
        }
        if (incident.state().ended()) {
            assertThat(incident.agenda()).as("seed %d", seed).allMatch(d -> Clocks.FOLLOW_UP.equals(d.clock()));
            assertThat(incident.clocks())
                    .as("seed %d", seed)
                    .noneMatch(c -> Clockwork.running(c) && !c.clock().equals(Clocks.FOLLOW_UP));
            return;
        }
        for (Clock clock : incident.clocks()) {
            String suffix = clock.customer() == null ? "" : "@" + clock.customer();
            if (clock.state() == Clock.Phase.RUNNING) {
                assertThat(names).as("seed %d %s", seed, clock).contains("miss:" + clock.clock() + suffix);
            } else if (clock.state() == Clock.Phase.PAUSED) {
                assertThat(incident.agenda())
                        .as("seed %d %s", seed, clock)
                        .anyMatch(d -> d.kind() == Deadline.Kind.WAIT_ENDS);
            }
        }
        boolean resting = incident.has(io.fenghuo.model.Flag.SNOOZED) || incident.has(io.fenghuo.model.Flag.SUSPECTED);
        boolean ladder = incident.agenda().stream().anyMatch(d -> d.kind() == Deadline.Kind.LADDER);
        boolean settled = incident.state() == io.fenghuo.model.State.SETTLED;
        if (incident.owner() != null) {
            assertThat(ladder).as("seed %d %s", seed, incident).isFalse();
        } else if (incident.level() != Severity.L3 && !resting && !settled) {
            assertThat(ladder)
                    .as("seed %d nobody is paged of %s", seed, incident)
                    .isTrue();
        }
    }

    @Test
    void nobodyIsPagedBetweenTakingAndRelease() {
        for (long seed = 0; seed < RUNS; seed++) {
            Chance chance = new Chance(seed);
            for (int i = 0; i < STEPS; i++) {
                Map<String, Incident> before = Map.copyOf(chance.day.incidents);
                int known = chance.day.notices.size();
                Instant from = chance.day.now();
                chance.step();
                for (Notice n : chance.day.notices.subList(known, chance.day.notices.size())) {
                    Incident was = before.get(n.incident());
                    Incident is = chance.day.incident(n.incident());
                    boolean held = was != null
                            && was.owner() != null
                            && was.owner().equals(is.owner())
                            && was.ladder().takenAt() != null
                            && was.ladder().takenAt().equals(is.ladder().takenAt());
                    boolean woken = n.why().code().equals(Reasons.AWAKE);
                    if (held && !woken) {
                        assertThat(n.reason())
                                .as("seed %d %s %s", seed, from, n)
                                .isNotEqualTo(NoticeReason.PAGE);
                    }
                    if (was != null && was.state().ended() && is.state().ended() && was.version() == is.version()) {
                        assertThat(n).as("seed %d", seed).isNull();
                    }
                }
            }
        }
    }

    @Test
    void theVersionGrowsByOneWithEveryChangeAndReplayGivesTheSame() {
        for (long seed = 0; seed < RUNS / 4; seed++) {
            Chance one = new Chance(seed);
            Chance two = new Chance(seed);
            for (int i = 0; i < STEPS; i++) {
                one.step();
                two.step();
            }
            assertThat(two.day.incidents).as("seed %d", seed).isEqualTo(one.day.incidents);
            assertThat(two.day.notices).isEqualTo(one.day.notices);
            assertThat(one.day.steps).as("seed %d", seed).allMatch(grown -> grown == 0 || grown == 1);
        }
    }

    @Test
    void aDeadlineFiresOnce() {
        Timeline day = new Timeline();
        Incident incident = day.at("10:00").post(Severity.L1).send();
        Decider decider = new Decider(new Ids(new Random(1)));
        Deadline first = incident.agenda().get(0);
        Incident after = decider.decide(incident, new Event.Due(first), day.policy, first.at())
                .incident();
        Decision again = decider.decide(after, new Event.Due(first), day.policy, first.at());
        assertThat(again.incident()).isSameAs(after);
        assertThat(again.notices()).isEmpty();
        assertThat(decider.decide(incident, new Event.Due(first), day.policy, day.now())
                        .incident())
                .as("the clock went back")
                .isSameAs(incident);
    }
}
