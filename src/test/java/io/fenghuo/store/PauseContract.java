package io.fenghuo.store;

import static io.fenghuo.store.Fixtures.T0;
import static io.fenghuo.store.Fixtures.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Pause;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store must do with pauses of alerts. */
abstract class PauseContract extends AttendanceContract {
    private static Pause pause(String id, int from) {
        return new Pause(id, "", "fraud", after(from), after(from + 60), "618", "qian", "cli", null, null);
    }

    @Test
    void pausesAreOpenUntilTheyEnd() {
        Pause first = pause("z-1", 0);
        Pause second = pause("z-2", 5);
        write(tx -> {
            tx.pauses().save(second);
            tx.pauses().save(first);
            return 0;
        });
        assertThat(read(tx -> tx.pauses().open()).it()).containsExactly(first, second);
        write(tx -> {
            tx.pauses().save(first.ended(after(9), "li"));
            return 0;
        });
        assertThat(read(tx -> tx.pauses().open()).it()).containsExactly(second);
        assertThat(read(tx -> tx.pauses().list(10)).it()).containsExactly(second, first.ended(after(9), "li"));
        assertThat(read(tx -> tx.pauses().find("z-1")).it()).contains(first.ended(after(9), "li"));
        assertThat(read(tx -> tx.pauses().find("z-9")).it()).isEmpty();
    }

    @Test
    void ofOneIncidentAReaderHasOneLineWithACount() {
        write(tx -> {
            tx.pauses().save(pause("z-1", 0));
            return 0;
        });
        assertThat(write(tx -> tx.pauses().hold("z-1", "i-1", "app", "zhang", "d-1"))
                        .it())
                .isEmpty();
        assertThat(write(tx -> tx.pauses().hold("z-1", "i-1", "app", "zhang", "d-2"))
                        .it())
                .contains("d-1");
        assertThat(write(tx -> tx.pauses().hold("z-1", "i-1", "group", null, "d-3"))
                        .it())
                .isEmpty();
        Pauses.Held zhang = new Pauses.Held("z-1", "i-1", "app", "zhang", "d-2", 2);
        Pauses.Held group = new Pauses.Held("z-1", "i-1", "group", null, "d-3", 1);
        assertThat(read(tx -> tx.pauses().held("z-1")).it()).containsExactly(zhang, group);
        assertThat(read(tx -> tx.pauses().of("d-2")).it()).contains(zhang);
        assertThat(read(tx -> tx.pauses().of("d-1")).it()).isEmpty();
        assertThat(read(tx -> tx.pauses().ofIncident("i-1")).it()).containsExactly(zhang, group);
        write(tx -> {
            tx.pauses().save(pause("z-1", 0).ended(T0, "system"));
            return 0;
        });
        assertThat(read(tx -> tx.pauses().ofIncident("i-1")).it()).isEmpty();
        assertThat(read(tx -> tx.pauses().rules("i-1")).it()).isEqualTo(Set.of());
    }

    @Test
    void whatEndedLongAgoIsForgottenWithWhatItHeldBack() {
        write(tx -> {
            tx.pauses().save(pause("z-1", 0).ended(after(9), "li"));
            tx.pauses().save(pause("z-2", 0).ended(after(50), "li"));
            tx.pauses().save(pause("z-3", 0));
            tx.pauses().hold("z-1", "i-1", "app", "zhang", "d-1");
            tx.pauses().hold("z-2", "i-1", "app", "zhang", "d-2");
            return 0;
        });
        assertThat(write(tx -> tx.pauses().forget(after(10))).it()).isEqualTo(1);
        assertThat(write(tx -> tx.pauses().forget(after(10))).it()).isZero();
        assertThat(read(tx -> tx.pauses().find("z-1")).it()).isEmpty();
        assertThat(read(tx -> tx.pauses().of("d-1")).it()).isEmpty();
        assertThat(read(tx -> tx.pauses().of("d-2")).it()).isPresent();
        assertThat(read(tx -> tx.pauses().open()).it()).hasSize(1);
    }
}
