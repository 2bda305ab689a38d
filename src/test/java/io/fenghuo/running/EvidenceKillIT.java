package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.evidence.Digests;
import io.fenghuo.evidence.Volumes;
import io.fenghuo.store.Evidence;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever was acknowledged is sealed evidence afterwards, whole and once, however often the process was killed with SIGKILL in between. */
class EvidenceKillIT {
    private static final int KILLS = 12;

    @TempDir
    Path home;

    @Test
    void noEvidenceIsLostOverManyKills() throws Exception {
        List<String> acknowledged = new CopyOnWriteArrayList<>();
        try (Service service = new Service(home, Map.of("FENGHUO_LANG", "en"))) {
            service.write("watchlists/sources.yaml", "sources:\n  - { id: crm, type: push, thread: live }\n");
            service.write(
                    "watchlists/brand.yaml",
                    "brand: 云朵家\nrules:\n  - { id: skin, family: safety, level: L1, category: 人身安全, any: [红肿] }\n");
            service.write(
                    "alerts/contacts.yaml",
                    "people:\n  - { id: zhang, name: 张三, mail: zhang@example.com }\nroles: { duty: [zhang], admin: [zhang] }\n");
            service.start();
            AtomicBoolean done = new AtomicBoolean();
            Thread crawler = new Thread(() -> bring(service, acknowledged, done), "crawler");
            crawler.start();
            Random random = new Random(20_261_122);
            for (int kill = 0; kill < KILLS; kill++) {
                Thread.sleep(50 + random.nextInt(700));
                service.kill();
                service.start();
            }
            Awaitility.await().until(() -> acknowledged.size() > KILLS);
            done.set(true);
            crawler.join(60_000);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(180))
                    .ignoreExceptions()
                    .until(this::isAllWritten);
            service.stop();
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
        check(acknowledged);
    }

    private boolean isAllWritten() {
        try (Store store = Stores.sqliteReadOnly(home.resolve("data/fenghuo.db"))) {
            return store.<Boolean>read(tx -> tx.evidence().wanted(1).isEmpty()
                    && tx.evidence().unwritten(1).isEmpty());
        }
    }

    private void check(List<String> acknowledged) throws IOException {
        Volumes volumes = new Volumes(home.resolve("data/evidence"));
        List<String> kept = new ArrayList<>();
        List<String> raw = new ArrayList<>();
        try (Store store = Stores.sqliteReadOnly(home.resolve("data/fenghuo.db"))) {
            List<String> incidents =
                    store.<List<String>>read(tx -> tx.incidents().list(new Incidents.Query(false, true, 100)).stream()
                            .map(one -> one.id())
                            .toList());
            for (String incident : incidents) {
                assertThat(store.<Long>read(tx -> tx.incidents().verify(incident)))
                        .isEqualTo(-1);
                long position = 0;
                List<String> here = new ArrayList<>();
                for (Evidence.Sealed record :
                        store.<List<Evidence.Sealed>>read(tx -> tx.evidence().records(incident))) {
                    assertThat(record.position()).isEqualTo(position);
                    position += record.length();
                    byte[] there = volumes.read(record.file(), record.position(), (int) record.length());
                    assertThat(Digests.sha256(there)).isEqualTo(record.digest());
                    if (record.kind().equals("post")) {
                        here.add(record.post());
                    } else if (record.kind().equals("raw")) {
                        raw.add(record.post());
                    }
                }
                assertThat(here).doesNotHaveDuplicates();
                kept.addAll(here);
            }
        }
        assertThat(kept).containsAll(acknowledged);
        assertThat(raw).containsAll(acknowledged);
    }

    /** Brings posts one after another, each again and again until it is acknowledged. */
    private static void bring(Service service, List<String> acknowledged, AtomicBoolean done) {
        for (int number = 0; !done.get(); number++) {
            String body = "{\"id\":\"c-" + number + "\",\"author\":{\"id\":\"u-" + number % 7 + "\"},\"text\":\"用了之后红肿 "
                    + number + "\"}";
            boolean taken = false;
            while (!taken) {
                try {
                    taken = service.post("/api/posts?source=crm", body).statusCode() == 202;
                } catch (IOException down) {
                    pause();
                }
            }
            acknowledged.add("c-" + number);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
