package io.fenghuo.verticle.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Template;
import io.fenghuo.channel.Wording;
import io.fenghuo.channel.wording.Specimen;
import io.fenghuo.channel.wording.Wordings;
import io.fenghuo.incident.Contacts;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.wire.SignedLink;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Words of the house that fail cost no alert: the built-in ones go, and an administrator hears of it. */
class WordingsTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:15:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final ChannelSpec GROUP =
            new ChannelSpec("group", "terminal", Set.of(), null, null, List.of(), List.of(), false, false, Map.of());

    private static AddressBook book(String digest) {
        Wording own = new Wording(
                "alerts/templates/digest.mustache",
                null,
                Template.read(digest, 1).template());
        return new AddressBook(
                Map.of("group", GROUP, "terminal", GROUP),
                Contacts.NONE,
                "zh",
                ZONE,
                null,
                "http://127.0.0.1:8080",
                new Wordings(Map.of("digest", own)));
    }

    private static Message digest(Store store, String template, boolean telling) throws Exception {
        Notice notice = new Specimen(Severity.L2, "zh", NOW, ZONE)
                .of(Message.Kind.ADMIN)
                .notice();
        Delivery delivery = new Delivery(
                "d-1", notice.id(), null, "group", null, Delivery.Status.PENDING, 0, NOW, null, null, null, NOW);
        Messages messages = new Messages(new SignedLink(Secret.of("a key of sixteen characters")), telling);
        return store.write(tx -> messages.digest(tx, delivery, List.of(notice), null, book(template), NOW))
                .toCompletableFuture()
                .get();
    }

    private static boolean told(Store store) {
        return store.read(tx -> tx.outbox().due(NOW, 10)).stream()
                .anyMatch(one -> store.read(tx -> tx.outbox().notice(one.notice()))
                        .filter(notice -> notice.why().code().equals("wording"))
                        .isPresent());
    }

    @Test
    void wordsThatServeAreUsed() throws Exception {
        try (Store store = Stores.memory()) {
            assertThat(digest(store, "{{#lines}}\n{{line}}\n{{/lines}}", true)
                            .recipient()
                            .wording())
                    .isNotNull();
            assertThat(told(store)).isFalse();
        }
    }

    @Test
    void wordsThatLoseALineAreNotUsedAndTheAdministratorHears() throws Exception {
        try (Store store = Stores.memory()) {
            assertThat(digest(store, "只有一句话", true).recipient().wording()).isNull();
            assertThat(told(store)).isTrue();
        }
    }

    @Test
    void aPreviewTellsNobody() throws Exception {
        try (Store store = Stores.memory()) {
            assertThat(digest(store, "只有一句话", false).recipient().wording()).isNull();
            assertThat(told(store)).isFalse();
        }
    }
}
