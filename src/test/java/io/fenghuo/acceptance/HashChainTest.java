package io.fenghuo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The story on disk: whoever changes or takes out a line is found out. */
class HashChainTest extends TimelineCase {
    private Path database() {
        return folder().resolve("chain.db");
    }

    @Override
    Store store() {
        return Stores.sqlite(database());
    }

    @ParameterizedTest
    @DisplayName("§1 story · hash-chained: a changed or missing entry shows")
    @ValueSource(
            strings = {
                "UPDATE timeline SET actor = 'li' WHERE actor = 'zhang'",
                "UPDATE timeline SET at = at + 1 WHERE event = 'incident.opened'",
                "UPDATE timeline SET facts = replace(facts, 'L2', 'L3') WHERE event = 'incident.opened'",
                "DELETE FROM timeline WHERE event = 'hit'",
                "DELETE FROM timeline WHERE seq = (SELECT max(seq) FROM timeline)"
            })
    void whatWasChangedShows(String change) throws SQLException {
        at("10:00").post("收到就破损");
        at("10:05").take("zhang");
        String id = incident().id();
        assertThat(play().<Long>read(tx -> tx.incidents().verify(id))).isEqualTo(-1L);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database())) {
            connection.createStatement().executeUpdate("DROP TRIGGER timeline_is_append_only");
            assertThat(connection.createStatement().executeUpdate(change)).isPositive();
        }
        assertThat(play().<Long>read(tx -> tx.incidents().verify(id))).isNotNegative();
    }

    @Test
    @DisplayName("§1 story · over the database the day goes as over memory")
    void theSameOverTheDatabase() {
        at("10:00").post("用了红肿");
        between("10:00", "10:04")
                .expectOnly(
                        opened("zhang", "li", "wang").ringing(),
                        opened("group"),
                        page("zhang").by("app", "mail", "caller"));
    }
}
