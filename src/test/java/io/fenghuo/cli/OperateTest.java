package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a home where nothing runs. */
class OperateTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");

    @TempDir
    private Path home;

    @Test
    void anEmptyStoreHasNothingToShow() {
        Shell shell = new Shell(home);
        assertThat(shell.run("incident")).isZero();
        assertThat(shell.out).isEmpty();
        assertThat(shell.err).contains("没有未结束的事件");
        assertThat(shell.run("outbox", "show", "d-1")).isEqualTo(1);
        assertThat(shell.err).contains("没有这条推送");
    }

    @Test
    void theDemoIsDecidedForTheNextStart() {
        Shell shell = new Shell(home);
        shell.environment.put("FENGHUO_LANG", "en");
        assertThat(shell.run("demo", "off")).isZero();
        assertThat(shell.out).contains("sent away", "not playing");
        assertThat(shell.run("demo", "--json")).isZero();
        assertThat(shell.out).contains("\"demo\":\"off\"");
    }

    @Test
    void aRowWhosePlaceALaterOneTookSaysWhich() throws Exception {
        Shell shell = new Shell(home);
        Files.createDirectories(home.resolve("data"));
        try (Store store = Stores.sqlite(home.resolve("data/fenghuo.db"))) {
            store.write(tx -> {
                        Notice first = notice("n-1");
                        Notice later = notice("n-2");
                        tx.outbox().add(first, List.of(row("d-1", first, Delivery.Status.PENDING, null)));
                        tx.outbox().add(later, List.of(row("d-2", later, Delivery.Status.PENDING, "PAUSED p-1")));
                        tx.outbox().update(row("d-1", first, Delivery.Status.DROPPED, "PAUSED p-1 -> d-2"));
                        return 0;
                    })
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        }
        assertThat(shell.run("outbox", "list", "--state", "dropped")).isZero();
        assertThat(shell.out.lines())
                .singleElement()
                .asString()
                .startsWith("d-1  已撤下")
                .endsWith("由 d-2 一并告知");
        shell.environment.put("FENGHUO_LANG", "en");
        assertThat(shell.run("outbox", "list", "--state", "dropped")).isZero();
        assertThat(shell.out.lines())
                .singleElement()
                .asString()
                .contains("taken out")
                .endsWith("d-2 tells it too");
    }

    private static Notice notice(String id) {
        return new Notice(
                id,
                "i-1",
                "云朵家",
                Severity.L2,
                NoticeReason.OPENED,
                Reason.of("opened", "L2"),
                Target.role("duty"),
                Notice.Manner.CARD,
                List.of(),
                NOW,
                false,
                null);
    }

    private static Delivery row(String id, Notice notice, Delivery.Status state, @Nullable String outcome) {
        return new Delivery(id, notice.id(), "i-1", "app", "zhang", state, 0, NOW, null, null, outcome, NOW);
    }

    @Test
    void misuseIsTwo() {
        Shell shell = new Shell(home);
        assertThat(shell.run("incident", "grab", "i-1")).isEqualTo(2);
        assertThat(shell.err).contains("grab", "take");
        assertThat(shell.run("incident", "take")).isEqualTo(2);
        assertThat(shell.run("demo", "on")).isEqualTo(2);
        assertThat(shell.run("outbox", "list", "--state", "odd")).isEqualTo(1);
        assertThat(shell.err).contains("pending");
        assertThat(shell.run("incident", "--help")).isZero();
        assertThat(shell.out).contains("publish_findings");
    }
}
