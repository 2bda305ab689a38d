package io.fenghuo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with a new store of its own. */
abstract class StoreCase {
    Store store;

    /** A new, empty store. */
    abstract Store open() throws Exception;

    /** A connection past the store, as somebody with the database's password has. */
    abstract Connection direct() throws SQLException;

    @BeforeEach
    void start() throws Exception {
        store = open();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    <T> Got<T> write(Store.Work<T> work) {
        return new Got<>(store.write(work).toCompletableFuture().join());
    }

    void run(Consumer<Tx> work) {
        write(tx -> {
            work.accept(tx);
            return true;
        });
    }

    <T> Got<T> read(Store.Work<T> work) {
        return new Got<>(store.read(work));
    }

    /** What came out; without this step the compiler cannot choose among the many {@code assertThat}. */
    record Got<T>(T it) {}

    void sql(String... statements) throws SQLException {
        try (Connection connection = direct();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
