package io.fenghuo.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a list, the rows that are written and removed make those of the new one. */
class OrderedTest {
    @Test
    void theRowsFollowTheList() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            Ordered<String> stored = Ordered.none();
            TreeMap<Long, String> rows = new TreeMap<>();
            List<String> list = new ArrayList<>();
            for (int step = 0; step < 40; step++) {
                change(list, random, step);
                Ordered.Change<String> change = stored.to(list);
                change.gone().forEach(rows::remove);
                for (int i : change.written()) {
                    rows.put(change.now().numbers()[i], list.get(i));
                }
                stored = change.now();
                assertThat(new ArrayList<>(rows.values())).isEqualTo(list);
                assertThat(stored.items()).isEqualTo(list);
            }
        }
    }

    @Test
    void whatIsAppendedOrChangedIsAllThatIsWritten() {
        List<String> list = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            list.add("c" + i);
        }
        Ordered<String> stored = Ordered.<String>none().to(list).now();
        list.add("new");
        Ordered.Change<String> appended = stored.to(list);
        assertThat(appended.written()).containsExactly(1_000);
        list.set(500, "changed");
        assertThat(appended.now().to(list).written()).containsExactly(500);
        Ordered<String> now = appended.now().to(list).now();
        list.remove(3);
        list.add("back");
        Ordered.Change<String> moved = now.to(list);
        assertThat(moved.written()).containsExactly(1_000);
        assertThat(moved.gone()).hasSize(1);
    }

    private static void change(List<String> list, Random random, int step) {
        switch (list.isEmpty() ? 0 : random.nextInt(6)) {
            case 0 -> list.add("a" + step);
            case 1 -> list.set(random.nextInt(list.size()), "s" + step);
            case 2 -> list.remove(random.nextInt(list.size()));
            case 3 -> list.add(random.nextInt(list.size() + 1), "i" + step);
            case 4 -> list.add(list.remove(random.nextInt(list.size())));
            default -> list.replaceAll(one -> random.nextBoolean() ? one + "+" : one);
        }
    }
}
