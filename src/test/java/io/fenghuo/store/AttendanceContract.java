package io.fenghuo.store;

import static io.fenghuo.store.Fixtures.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Attendance;
import io.fenghuo.model.Attendance.Pending;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store must do with service sessions. */
abstract class AttendanceContract extends CasebookContract {
    private static Attendance session(String id, Pending... pending) {
        return new Attendance("desk", id, true, Set.of("w/greeting"), List.of(pending), after(1));
    }

    @Test
    void sessionsAreDueByWhatTheyWaitForFirst() {
        Attendance two = session("s-2", new Pending("w/a", "p-1", after(9)), new Pending("w/b", "p-2", after(3)));
        Attendance one = session("s-1", new Pending("w/a", "p-3", after(5)));
        Attendance none = session("s-3");
        write(tx -> {
            List.of(one, two, none).forEach(tx.attendances()::save);
            return 0;
        });
        assertThat(read(tx -> tx.attendances().nextDue()).it()).contains(after(3));
        assertThat(read(tx -> tx.attendances().due(after(2), 9)).it()).isEmpty();
        assertThat(read(tx -> tx.attendances().due(after(5), 9)).it()).containsExactly(two, one);
        assertThat(read(tx -> tx.attendances().due(after(5), 1)).it()).containsExactly(two);
        write(tx -> {
            tx.attendances().save(session("s-2"));
            tx.attendances().forget(after(1));
            return 0;
        });
        assertThat(read(tx -> tx.attendances().nextDue()).it()).contains(after(5));
        assertThat(read(tx -> tx.attendances().find("desk", "s-2")).it()).contains(session("s-2"));
        write(tx -> {
            tx.attendances().forget(after(2));
            return 0;
        });
        assertThat(read(tx -> tx.attendances().find("desk", "s-2")).it()).isEmpty();
        assertThat(read(tx -> tx.attendances().find("desk", "s-1")).it()).contains(one);
        assertThat(read(tx -> tx.attendances().find("other", "s-1")).it()).isEmpty();
    }
}
