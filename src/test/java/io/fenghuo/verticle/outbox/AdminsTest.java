package io.fenghuo.verticle.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.Contacts;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import io.fenghuo.store.Journal;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who hears of a channel that does not work, by which way, and how often. */
class AdminsTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final Reason WHY = Reason.of("channel.dead", "night", "93000", "cure.key");
    private final Store store = Stores.temporary();

    @AfterEach
    void close() {
        store.close();
    }

    private static AddressBook book(String... via) {
        Map<String, ChannelSpec> channels = new LinkedHashMap<>();
        for (String type : List.of("night:wecom-robot", "group:dingtalk", "mail:email", "screen:terminal")) {
            String[] parts = type.split(":", 2);
            channels.put(
                    parts[0],
                    new ChannelSpec(
                            parts[0],
                            parts[1],
                            Set.of(Severity.values()),
                            null,
                            null,
                            List.of("all@example.com"),
                            List.of(),
                            false,
                            false,
                            Map.of()));
        }
        Map<String, Contacts.Person> people = new LinkedHashMap<>();
        people.put("zhang", new Contacts.Person("zhang", "张三", "z@example.com", null, null, Map.of(), List.of(via)));
        people.put("li", new Contacts.Person("li", "李四", "li@example.com", null, null, Map.of(), List.of()));
        return new AddressBook(
                channels,
                new Contacts(
                        people,
                        Map.of(
                                "admin",
                                List.of(Target.person("zhang"), Target.person("li")),
                                "duty",
                                List.of(Target.person("li"))),
                        Map.of()),
                "zh",
                ZoneId.of("Asia/Shanghai"),
                null,
                "http://127.0.0.1:8080");
    }

    private void run(Consumer<Tx> work) throws Exception {
        store.write(tx -> {
                    work.accept(tx);
                    return 0;
                })
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private List<String> told() {
        List<String> rows = new ArrayList<>();
        for (Delivery one : store.read(tx -> tx.outbox().list(null, 100))) {
            rows.add(one.person() + "@" + one.channel());
        }
        return rows;
    }

    @Test
    void personsHearItByTheirOwnWaysThatWork() throws Exception {
        run(tx -> {
            tx.outbox().dead("group", "DEAD 300001");
            new Admins(tx, book("night", "group", "mail"), NOW).tell("night", WHY, "");
        });
        assertThat(told()).as("no group, and no way that is dead itself").containsExactly("li@mail", "zhang@mail");
    }

    @Test
    void withNobodyLeftItIsOnTheTerminal() throws Exception {
        run(tx -> {
            tx.outbox().dead("mail", "DEAD 535");
            new Admins(tx, book("night"), NOW).tell("night", WHY, "");
        });
        assertThat(told()).containsExactly("null@terminal");
    }

    @Test
    void anHourHoldsOneWordAboutAChannel() throws Exception {
        run(tx -> {
            new Admins(tx, book(), NOW).tell("night", WHY, "");
            new Admins(tx, book(), NOW.plusSeconds(60)).tell("night", WHY, "");
            new Admins(tx, book(), NOW.plusSeconds(60)).tell("group", WHY, "");
        });
        assertThat(told()).hasSize(4);
    }

    @Test
    void aDeadChannelIsToldAgainUntilItIsMended() throws Exception {
        run(tx -> {
            tx.outbox().dead("night", "DEAD errcode 93000 invalid webhook url [cure.key]");
            new Admins(tx, book(), NOW).died("night", "DEAD errcode 93000 invalid webhook url [cure.key]");
        });
        List<Integer> hours = new ArrayList<>();
        for (int minute = 1; minute <= 24 * 60; minute++) {
            Instant at = NOW.plus(Duration.ofMinutes(minute));
            int hour = minute / 60;
            run(tx -> {
                if (new Admins(tx, book(), at).remind() > 0) {
                    hours.add(hour);
                }
            });
        }
        assertThat(hours).containsExactly(1, 2, 3, 7, 11, 15, 19, 23);
        assertThat(store.read(tx -> tx.outbox().notice("n-admin-night-" + (NOW.getEpochSecond() / 3600 + 7)))
                        .orElseThrow()
                        .why())
                .isEqualTo(Reason.of("channel.dead", "night", "DEAD errcode 93000 invalid webhook url", "cure.key"));
        run(tx -> {
            tx.outbox().dead("night", null);
            new Admins(tx, book(), NOW.plus(Duration.ofHours(25))).mended("night");
        });
        run(tx -> assertThat(new Admins(tx, book(), NOW.plus(Duration.ofHours(40))).remind())
                .isZero());
        List<Journal.Line> events = store.read(tx -> tx.journal().after(0, 10));
        assertThat(events).extracting(Journal.Line::type).containsExactly("channel.dead", "channel.mended");
    }
}
