package io.fenghuo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the instances on one PostgreSQL does the work: one row, claimed with {@code FOR UPDATE SKIP LOCKED}, with a fencing number that
 * rises at each change of hands. Every write transaction holds the row and looks at the number first, so that an instance that lost the lease
 * while it slept cannot keep anything any more. All moments are the database's own: the clocks of the machines play no part.
 */
final class Lease implements Guard, AutoCloseable {
    /** How long an instance that says nothing is believed alive. */
    static final Duration TERM = Duration.ofSeconds(10);

    /** How often the one that works says so: three times may fail before the term is over. */
    static final Duration RENEW = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    private final DataSource database;
    private final Claimant claimant;
    private final long fence;
    private long renewed = System.nanoTime();
    private boolean lost;
    private boolean deposed;

    private Lease(DataSource database, Claimant claimant, long fence) {
        this.database = database;
        this.claimant = claimant;
        this.fence = fence;
    }

    /**
     * Takes the lease when nobody has it, its holder has been silent for {@link #TERM}, or the holder was an earlier process of this claimant.
     *
     * @throws StoreException.Locked when another instance has it; names it
     * @throws StoreException when the database cannot be asked
     */
    static Lease acquire(DataSource database, Claimant claimant) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Lease lease = new Lease(database, claimant, claim(connection, claimant));
                connection.commit();
                LOG.info("working as {}, fencing number {}", claimant.label(), lease.fence);
                return lease;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException.Broken("cannot ask the database who works on it: " + e.getMessage(), e);
        }
    }

    /** Whether the schema knows leases yet. */
    static boolean known(DataSource database) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT to_regclass('leases') IS NOT NULL");
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw new StoreException.Broken("cannot open the database: " + e.getMessage(), e);
        }
    }

    private static long claim(Connection connection, Claimant claimant) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO leases (name, owner, label, until, fence) VALUES ('service', '', '', 0, 0) ON CONFLICT (name) DO NOTHING")) {
            insert.executeUpdate();
        }
        try (PreparedStatement free =
                connection.prepareStatement("SELECT fence FROM leases WHERE name = 'service' AND (owner = ? OR until < "
                        + NOW + ") FOR UPDATE SKIP LOCKED")) {
            free.setString(1, claimant.owner());
            try (ResultSet row = free.executeQuery()) {
                if (!row.next()) {
                    throw locked(connection);
                }
                return take(connection, claimant, row.getLong(1) + 1);
            }
        }
    }

    private static long take(Connection connection, Claimant claimant, long fence) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(
                "UPDATE leases SET owner = ?, label = ?, fence = ?, until = " + NOW + " + ? WHERE name = 'service'")) {
            take.setString(1, claimant.owner());
            take.setString(2, claimant.label());
            take.setLong(3, fence);
            take.setLong(4, TERM.toMillis());
            take.executeUpdate();
        }
        return fence;
    }

    private static StoreException.Locked locked(Connection connection) throws SQLException {
        String holder = holder(connection);
        boolean upgrading = Turn.taken(connection) != null;
        String message = upgrading
                ? "the database is being brought up to date by " + holder + "; wait until that is done"
                : "the database is in use by " + holder
                        + "; stop that instance, or let it do the work: commands that change something go through it";
        return new StoreException.Locked(message, holder, upgrading);
    }

    private static String holder(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT label FROM leases WHERE name = 'service'");
                ResultSet row = query.executeQuery()) {
            String label = row.next() ? row.getString(1) : "";
            return label.isEmpty() ? "another instance" : label;
        }
    }

    /** Lets the server end what hangs: a holder frozen in the middle of a transaction, or gone without a word, must not keep the row for ever. */
    @Override
    public void prepare(Connection connection) throws SQLException {
        Dialect.run(connection, "SET idle_in_transaction_session_timeout = '20s'; " + Dialect.KEEPALIVES);
    }

    /** Renews from time to time; in between a share of the row keeps others from taking it before the commit. */
    @Override
    public void admit(Connection connection) throws SQLException {
        if (lost) {
            throw deposed();
        }
        boolean old = System.nanoTime() - renewed >= RENEW.toNanos();
        if (!(old ? renew(connection) : holds(connection))) {
            lost = true;
            LOG.error("another instance took over while this one was silent; it keeps nothing any more");
            claimant.onLost().run();
            throw deposed();
        }
    }

    private boolean renew(Connection connection) throws SQLException {
        try (PreparedStatement renew = connection.prepareStatement(
                "UPDATE leases SET until = " + NOW + " + ? WHERE name = 'service' AND owner = ? AND fence = ?")) {
            renew.setLong(1, TERM.toMillis());
            renew.setString(2, claimant.owner());
            renew.setLong(3, fence);
            boolean held = renew.executeUpdate() == 1;
            renewed = System.nanoTime();
            return held;
        }
    }

    private boolean holds(Connection connection) throws SQLException {
        try (PreparedStatement share = connection.prepareStatement(
                "SELECT 1 FROM leases WHERE name = 'service' AND owner = ? AND fence = ? FOR SHARE")) {
            share.setString(1, claimant.owner());
            share.setLong(2, fence);
            try (ResultSet row = share.executeQuery()) {
                return row.next();
            }
        }
    }

    private static StoreException.Broken deposed() {
        return new StoreException.Broken("another instance has taken over the database; this one writes no more", null);
    }

    /** Renews the lease beside something that takes long; not while there are transactions to be admitted. Does not throw. */
    void keep() {
        try (Connection connection = database.getConnection()) {
            if (!renew(connection) && !deposed) {
                deposed = true;
                LOG.warn("another instance took over while this one was bringing the database up to date");
            }
        } catch (SQLException e) {
            LOG.warn("the lease could not be renewed: {}", e.getMessage());
        }
    }

    /**
     * @throws StoreException.Locked when another instance took over meanwhile; names it
     * @throws StoreException.Broken when the database cannot be asked
     */
    void confirm() {
        try (Connection connection = database.getConnection()) {
            if (!renew(connection)) {
                throw locked(connection);
            }
        } catch (SQLException e) {
            throw new StoreException.Broken("cannot ask the database who works on it: " + e.getMessage(), e);
        }
    }

    @Override
    public Duration heartbeat() {
        return RENEW;
    }

    /** Gives the lease back, so that whoever waits need not wait for its term. */
    @Override
    public void close() {
        try (Connection connection = database.getConnection();
                PreparedStatement free = connection.prepareStatement(
                        "UPDATE leases SET owner = '', until = 0 WHERE name = 'service' AND owner = ? AND fence = ?")) {
            free.setString(1, claimant.owner());
            free.setLong(2, fence);
            free.executeUpdate();
        } catch (SQLException e) {
            LOG.warn("the lease could not be given back; others wait {} for it: {}", TERM, e.getMessage());
        }
    }
}
