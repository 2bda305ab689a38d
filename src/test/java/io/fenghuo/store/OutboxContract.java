package io.fenghuo.store;

import static io.fenghuo.store.Fixtures.T0;
import static io.fenghuo.store.Fixtures.after;
import static io.fenghuo.store.Fixtures.delivered;
import static io.fenghuo.store.Fixtures.delivery;
import static io.fenghuo.store.Fixtures.notBefore;
import static io.fenghuo.store.Fixtures.notice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store owes notices and deliveries. */
abstract class OutboxContract extends StoreCase {

    @Test
    void aNoticeAndItsDeliveriesAreReadBackAsTheyWere() {
        Notice notice = notice("n-1", "i-1", Notice.Manner.RING);
        Delivery delivery = delivery("d-1", "n-1", "mail", "zhang");
        run(tx -> tx.outbox().add(notice, List.of(delivery)));
        assertThat(read(tx -> tx.outbox().notice("n-1")).it()).contains(notice);
        assertThat(read(tx -> tx.outbox().find("d-1")).it()).contains(delivery);
        assertThat(read(tx -> tx.outbox().find("d-2")).it()).isEmpty();
        assertThat(read(tx -> tx.outbox().ofIncident("i-1")).it()).containsExactly(delivery);
        assertThatThrownBy(() -> run(tx -> tx.outbox().add(delivery("d-3", "n-9", "mail", null))))
                .hasMessageContaining("n-9");
        assertThatThrownBy(() -> run(tx -> tx.outbox().update(delivery("d-9", "n-1", "mail", null))))
                .hasMessageContaining("d-9");
    }

    @Test
    void sendingsOfLongAgoAreForgottenOnceTheirDeliveryWaitsForNothing() {
        run(tx -> {
            tx.outbox().add(notice("n-1", "i-1", Notice.Manner.CARD), List.of(delivery("d-1", "n-1", "mail", "zhang")));
            tx.outbox().add(delivery("d-2", "n-1", "slack", "zhang"));
            tx.outbox().begin("d-1", "mail", after(1));
            tx.outbox().begin("d-1", "mail", after(2));
            tx.outbox().begin("d-2", "slack", after(1));
            tx.outbox().update(delivered(delivery("d-1", "n-1", "mail", "zhang"), after(2)));
        });
        assertThat(write(tx -> tx.outbox().forgetAttempts(after(2))).it()).isZero();
        assertThat(write(tx -> tx.outbox().forgetAttempts(after(3))).it()).isEqualTo(2);
        assertThat(write(tx -> tx.outbox().forgetAttempts(after(3))).it()).isZero();
        assertThat(read(tx -> tx.outbox().attempts("d-1")).it()).isEmpty();
        assertThat(read(tx -> tx.outbox().attempts("d-2")).it())
                .as("still waits")
                .hasSize(1);
    }

    @Test
    void whatWasTriggeredIsCountedAndALostDeliveryShows() {
        run(tx -> {
            tx.outbox().add(notice("n-1", "i-1", Notice.Manner.CARD), List.of(delivery("d-1", "n-1", "mail", "zhang")));
            tx.outbox().add(delivery("d-2", "n-1", "slack", "zhang"));
            tx.outbox().add(notice("n-2", "i-1", Notice.Manner.CARD), List.of());
            tx.outbox().update(delivered(delivery("d-1", "n-1", "mail", "zhang"), after(1)));
        });
        Instant since = T0.minusSeconds(86_400);
        Outbox.Tally tally =
                read(tx -> tx.outbox().tally(since, T0.minusSeconds(1))).it();
        assertThat(tally).isEqualTo(new Outbox.Tally(2, 1, 0, 0, 1, 0, List.of()));
        assertThat(tally.balanced()).isTrue();
        assertThat(read(tx -> tx.outbox().tally(since, after(60))).it().stuck()).isEqualTo(1);
        run(tx -> tx.outbox().dead("slack", "gone"));
        assertThat(read(tx -> tx.outbox().tally(since, after(60))).it().stuck()).isZero();
        assertThat(read(tx -> tx.outbox().tally(after(9_999_999), T0)).it().triggered())
                .isZero();
    }

    @Test
    void dueDeliveriesComeInOrderAndNoDestinationCrowdsOutAnother() {
        run(tx -> {
            tx.outbox().add(notice("n-1", "i-1", Notice.Manner.CARD), List.of());
            for (int i = 0; i < 5; i++) {
                tx.outbox().add(delivery("busy-" + i, "n-1", "mail", "zhang"));
            }
            tx.outbox().add(delivery("other-person", "n-1", "mail", "li"));
            tx.outbox().add(delivery("group-1", "n-1", "night", null));
            tx.outbox().add(delivery("group-2", "n-1", "night", null));
            tx.outbox().add(delivery("group-3", "n-1", "night", null));
            tx.outbox().add(notBefore(delivery("later", "n-1", "slack", null), after(9)));
        });
        assertThat(due(T0, 2)).containsExactly("busy-0", "busy-1", "other-person", "group-1", "group-2");
        assertThat(due(T0.minusMillis(1), 2)).isEmpty();
        assertThat(due(after(9), 1)).containsExactly("busy-0", "other-person", "group-1", "later");
        assertThat(read(tx -> tx.outbox().nextDue()).it()).contains(T0);

        run(tx -> tx.outbox().list(Delivery.Status.PENDING, 99).stream()
                .filter(pending -> !pending.id().equals("later"))
                .forEach(pending -> tx.outbox().update(delivered(pending, after(1)))));
        assertThat(read(tx -> tx.outbox().nextDue()).it()).contains(after(9));
        run(tx -> tx.outbox().update(notBefore(delivery("later", "n-1", "slack", null), after(20))));
        assertThat(read(tx -> tx.outbox().nextDue()).it()).contains(after(20));
        assertThat(due(after(19), 9)).isEmpty();
    }

    private List<String> due(Instant now, int limit) {
        return read(tx -> tx.outbox().due(now, limit).stream().map(Delivery::id).toList())
                .it();
    }

    @Test
    void unsentDigestLinesCanBeOvertaken() {
        run(tx -> {
            tx.outbox()
                    .add(
                            notice("digest", "i-1", Notice.Manner.DIGEST),
                            List.of(
                                    delivery("d-1", "digest", "mail", "zhang"),
                                    delivery("d-2", "digest", "mail", "li")));
            tx.outbox()
                    .add(notice("card", "i-1", Notice.Manner.CARD), List.of(delivery("d-3", "card", "mail", "zhang")));
            tx.outbox().update(delivered(delivery("d-2", "digest", "mail", "li"), T0));
        });
        assertThat(write(tx -> tx.outbox().dropDigest("i-2")).it()).isZero();
        assertThat(write(tx -> tx.outbox().dropDigest("i-1")).it()).isEqualTo(1);
        assertThat(read(tx -> tx.outbox().list(Delivery.Status.DROPPED, 9)).it())
                .extracting(Delivery::id)
                .containsExactly("d-1");
        assertThat(due(T0, 9)).containsExactly("d-3");
    }

    @Test
    void theBytesOfTheFirstAttemptNeverChange() {
        byte[] first = "第一次".getBytes(StandardCharsets.UTF_8);
        run(tx -> {
            tx.outbox().add(notice("n-1", "i-1", Notice.Manner.CARD), List.of(delivery("d-1", "n-1", "mail", "zhang")));
            tx.outbox().fixBytes("d-1", first);
            tx.outbox().fixBytes("d-1", new byte[] {1});
        });
        assertThat(read(tx -> tx.outbox().bytes("d-1").orElseThrow()).it()).isEqualTo(first);
        assertThat(read(tx -> tx.outbox().bytes("d-2")).it()).isEmpty();
    }

    @Test
    void trafficCountsNoticesAPersonWasSent() {
        run(tx -> {
            tx.outbox()
                    .add(
                            notice("n-1", "i-1", Notice.Manner.RING),
                            List.of(
                                    delivery("card", "n-1", "app", "zhang"),
                                    delivery("spare", "n-1", "mail", "zhang")));
            tx.outbox().add(notice("n-2", "i-1", Notice.Manner.CARD), List.of(delivery("two", "n-2", "app", "zhang")));
            tx.outbox()
                    .add(
                            notice("n-3", "i-1", Notice.Manner.DIGEST),
                            List.of(delivery("digest", "n-3", "app", "zhang")));
            tx.outbox().add(notice("n-4", "i-1", Notice.Manner.CARD), List.of(delivery("wait", "n-4", "app", "zhang")));
            tx.outbox().update(delivered(delivery("card", "n-1", "app", "zhang"), after(1)));
            tx.outbox().update(delivered(delivery("spare", "n-1", "mail", "zhang"), after(2)));
            tx.outbox().update(delivered(delivery("two", "n-2", "app", "zhang"), after(5)));
            tx.outbox().update(delivered(delivery("digest", "n-3", "app", "zhang"), after(9)));
            tx.outbox()
                    .add(notice("n-5", "i-1", Notice.Manner.EDIT), List.of(delivery("edit", "n-5", "hook", "zhang")));
            tx.outbox().update(delivered(delivery("edit", "n-5", "hook", "zhang"), after(10)));
        });
        assertThat(read(tx -> tx.outbox().traffic("zhang", T0)).it())
                .as("what waits counts too")
                .isEqualTo(new Outbox.Traffic(3, after(5)));
        assertThat(read(tx -> tx.outbox().traffic("zhang", after(3))).it()).isEqualTo(new Outbox.Traffic(1, after(5)));
        assertThat(read(tx -> tx.outbox().traffic("zhang", after(6))).it()).isEqualTo(new Outbox.Traffic(0, after(5)));
        assertThat(read(tx -> tx.outbox().traffic("li", T0)).it()).isEqualTo(new Outbox.Traffic(0, null));
        assertThat(read(tx -> tx.outbox().deliveredBefore("i-1", "app", "zhang"))
                        .it())
                .isEqualTo(3);
        assertThat(read(tx -> tx.outbox().deliveredBefore("i-1", "app", null)).it())
                .isZero();
    }

    @Test
    void whatIsOutsideTheBudgetDoesNotCountButIsHeard() {
        Notice plain = notice("n", "i-1", Notice.Manner.RING);
        run(tx -> {
            int n = 0;
            for (Severity level : Severity.values()) {
                for (NoticeReason reason : List.of(NoticeReason.PAGE, NoticeReason.ADMIN)) {
                    String id = "n-" + level + reason;
                    Notice one = new Notice(
                            id,
                            "i-1",
                            plain.brand(),
                            level,
                            reason,
                            plain.why(),
                            plain.to(),
                            Notice.Manner.CARD,
                            List.of(),
                            T0,
                            false,
                            null);
                    tx.outbox().add(one, List.of(delivery("d-" + id, id, "app", "zhang")));
                    tx.outbox().update(delivered(delivery("d-" + id, id, "app", "zhang"), after(9 - n++)));
                }
            }
        });
        assertThat(read(tx -> tx.outbox().traffic("zhang", T0)).it()).isEqualTo(new Outbox.Traffic(2, after(9)));
    }

    @Test
    void followUpsInAGroupAreKnown() {
        run(tx -> {
            tx.outbox().add(notice("n-1", "i-1", Notice.Manner.CARD), List.of(delivery("d-1", "n-1", "night", null)));
            tx.outbox().update(delivered(delivery("d-1", "n-1", "night", null), T0));
        });
        assertThat(read(tx -> tx.outbox().deliveredBefore("i-1", "night", null)).it())
                .isEqualTo(1);
        assertThat(read(tx -> tx.outbox().deliveredBefore("i-2", "night", null)).it())
                .isZero();
    }

    @Test
    void channelsPauseDieAndComeBack() {
        assertThat(read(tx -> tx.outbox().state("night")).it()).isEmpty();
        run(tx -> tx.outbox().pause("night", after(1), "45009"));
        run(tx -> tx.outbox().dead("night", "key revoked"));
        assertThat(read(tx -> tx.outbox().state("night")).it())
                .contains(new Outbox.ChannelState("night", after(1), "key revoked"));
        run(tx -> tx.outbox().dead("night", null));
        assertThat(read(tx -> tx.outbox().state("night")).it())
                .contains(new Outbox.ChannelState("night", after(1), null));
    }

    @Test
    void theNewestDeliveriesComeFirst() {
        run(tx -> tx.outbox()
                .add(
                        notice("n-1", null, Notice.Manner.CARD),
                        List.of(
                                delivery("d-1", "n-1", "a", null),
                                delivery("d-2", "n-1", "b", null),
                                delivery("d-3", "n-1", "c", null))));
        assertThat(read(tx -> tx.outbox().list(null, 2)).it())
                .extracting(Delivery::id)
                .containsExactly("d-3", "d-2");
        assertThat(read(tx -> tx.outbox().list(Delivery.Status.FAILED, 2)).it()).isEmpty();
    }

    @Test
    void cardsAreKeptByDestinationInOrder() {
        run(tx -> {
            tx.outbox()
                    .add(
                            notice("n-1", "i-1", Notice.Manner.CARD),
                            List.of(delivery("d-1", "n-1", "bot", null), delivery("d-2", "n-1", "bot", "zhang")));
            tx.outbox().add(notice("n-2", "i-1", Notice.Manner.CARD), List.of(delivery("d-3", "n-2", "bot", null)));
            tx.outbox().add(notice("n-3", "i-1", Notice.Manner.EDIT), List.of(delivery("d-4", "n-3", "bot", null)));
            tx.outbox().saveCard("d-3", "c:3");
            tx.outbox().saveCard("d-1", "c:0");
            tx.outbox().saveCard("d-1", "c:1");
            tx.outbox().saveCard("d-2", "p:1");
            tx.outbox().saveCard("d-4", "c:9");
        });
        assertThat(read(tx -> tx.outbox().cards("i-1", "bot", null)).it()).containsExactly("c:1", "c:3");
        assertThat(read(tx -> tx.outbox().cards("i-1", "bot", "zhang")).it()).containsExactly("p:1");
        assertThat(read(tx -> tx.outbox().cards("i-1", "other", null)).it()).isEmpty();
        assertThat(read(tx -> tx.outbox().card("d-4")).it()).contains("c:9");
        run(tx -> tx.outbox().forgetCards("i-1", "bot", null));
        assertThat(read(tx -> tx.outbox().cards("i-1", "bot", null)).it()).isEmpty();
        assertThat(read(tx -> tx.outbox().card("d-4")).it())
                .as("which one a change is of")
                .contains("c:9");
        assertThat(read(tx -> tx.outbox().cards("i-1", "bot", "zhang")).it()).containsExactly("p:1");
    }

    @Test
    void everySendingIsKeptWithWhatBecameOfIt() {
        run(tx -> tx.outbox()
                .add(notice("n-1", "i-1", Notice.Manner.CARD), List.of(delivery("d-1", "n-1", "night", null))));
        assertThat(write(tx -> tx.outbox().begin("d-1", "night", after(1))).it())
                .isEqualTo(1);
        assertThat(write(tx -> tx.outbox().begin("d-1", "night", after(2))).it())
                .isEqualTo(2);
        run(tx -> tx.outbox().end("d-1", 2, "RETRY busy"));
        assertThat(read(tx -> tx.outbox().attempts("d-1")).it())
                .containsExactly(new Outbox.Attempt(1, after(1), null), new Outbox.Attempt(2, after(2), "RETRY busy"));
        assertThat(read(tx -> tx.outbox().begun("night", after(2))).it()).containsExactly(after(2));
        assertThat(read(tx -> tx.outbox().begun("other", after(0))).it()).isEmpty();
    }

    @Test
    void bytesOfWhatCertainlyDidNotArriveCanBeLetGo() {
        run(tx -> tx.outbox()
                .add(notice("n-1", "i-1", Notice.Manner.CARD), List.of(delivery("d-1", "n-1", "night", null))));
        run(tx -> tx.outbox().fixBytes("d-1", new byte[] {1}));
        run(tx -> tx.outbox().unfix("d-1"));
        assertThat(read(tx -> tx.outbox().bytes("d-1")).it()).isEmpty();
        run(tx -> tx.outbox().fixBytes("d-1", new byte[] {2}));
        assertThat(read(tx -> tx.outbox().bytes("d-1").orElseThrow()).it()).containsExactly(2);
    }

    @Test
    void deliveriesAreFoundByChannelAndIncident() {
        run(tx -> tx.outbox()
                .add(
                        notice("n-1", "i-1", Notice.Manner.CARD),
                        List.of(delivery("d-1", "n-1", "a", null), delivery("d-2", "n-1", "b", null))));
        assertThat(read(tx -> tx.outbox().newest(new Outbox.Filter(null, "b", null), 9))
                        .it())
                .extracting(Delivery::id)
                .containsExactly("d-2");
        assertThat(read(tx -> tx.outbox().newest(new Outbox.Filter(Delivery.Status.PENDING, "a", "i-1"), 9))
                        .it())
                .extracting(Delivery::id)
                .containsExactly("d-1");
        assertThat(read(tx -> tx.outbox().newest(new Outbox.Filter(null, null, "i-2"), 9))
                        .it())
                .isEmpty();
    }

    @Test
    void noCrowdHidesAnL1() {
        Notice plain = notice("n-2", "i-2", Notice.Manner.RING);
        Notice grave = new Notice(
                plain.id(),
                plain.incident(),
                plain.brand(),
                Severity.L1,
                plain.reason(),
                plain.why(),
                plain.to(),
                plain.manner(),
                plain.by(),
                plain.at(),
                false,
                null);
        run(tx -> {
            tx.outbox()
                    .add(
                            notice("n-1", "i-1", Notice.Manner.DIGEST),
                            List.of(
                                    delivery("d-1", "n-1", "a", null),
                                    delivery("d-2", "n-1", "a", null),
                                    delivery("d-3", "n-1", "a", null)));
            tx.outbox().add(grave, List.of(delivery("d-4", "n-2", "a", null)));
        });
        assertThat(read(tx -> tx.outbox().due(after(60), 2)).it())
                .extracting(Delivery::id)
                .containsExactly("d-1", "d-4");
    }
}
