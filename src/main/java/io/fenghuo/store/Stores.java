package io.fenghuo.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens stores. Each is migrated to this program's schema first, and refused when it is newer. */
public final class Stores {
    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 10_000;
    private static final int CONNECT_SECONDS = 10;
    /** A server that does not answer for so long is taken for gone; no single statement of ours takes nearly as long. */
    private static final int SOCKET_SECONDS = 30;
    /** How long somebody who reads waits for a connection before being told that the database is away. */
    private static final long WAIT_MILLIS = 3_000;

    private static final int CACHE_KIB = -16_384;
    private static final int WAL_LIMIT_BYTES = 64 << 20;

    private Stores() {}

    /**
     * Opens by URL: {@code sqlite:PATH}, {@code jdbc:postgresql://…} or {@code postgres://user:password@host/database}.
     *
     * @throws StoreException as {@link #sqlite} and {@link #postgres} do, and when the URL is none of these; it never repeats a password
     */
    public static Store open(String url) {
        return open(url, stranger());
    }

    /** As {@link #open(String)}; a PostgreSQL is claimed for {@code claimant} until the store is closed. */
    public static Store open(String url, Claimant claimant) {
        return open(url, claimant, Upgrading.LOGGED);
    }

    /** As {@link #open(String, Claimant)}; {@code told} hears of an upgrade. */
    public static Store open(String url, Claimant claimant, Upgrading told) {
        Path file = sqliteFile(url);
        return file != null ? sqlite(file, told) : postgres(PostgresUrl.any(url), claimant, told);
    }

    /** Somebody who comes once, such as a command: never taken for an earlier process of its own. */
    private static Claimant stranger() {
        long pid = ProcessHandle.current().pid();
        return new Claimant(UUID.randomUUID().toString(), "process " + pid, () -> {});
    }

    /**
     * Opens or makes a SQLite file and takes its directory until the store is closed. What is acknowledged survives a crash and a power
     * cut: WAL with synchronous=FULL.
     *
     * @throws StoreException.Locked when another instance uses the directory
     * @throws StoreException when the file cannot be opened, is no database, or is of a newer version
     */
    public static Store sqlite(Path file) {
        return sqlite(file, Upgrading.LOGGED);
    }

    /** As {@link #sqlite(Path)}; {@code told} hears of an upgrade. */
    public static Store sqlite(Path file, Upgrading told) {
        Path directory = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("."));
        StoreLock lock = StoreLock.acquire(directory);
        try {
            return sqlite(file, SQLiteConfig.SynchronousMode.FULL, told).lastly(lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Opens an existing SQLite file for reading beside a running instance, without a lock; writing fails.
     *
     * @throws StoreException when there is no such file
     */
    public static Store sqliteReadOnly(Path file) {
        if (!Files.isReadable(file)) {
            throw new StoreException("there is no store at " + file.toAbsolutePath() + " yet");
        }
        return readOnly(dataSource(file, SQLiteConfig.SynchronousMode.FULL), Dialect.SQLITE);
    }

    /**
     * Opens an existing database by URL for reading beside a running instance: it is neither migrated nor locked, and writing fails. Look at
     * {@link #pending} first, for what was never migrated cannot be read.
     *
     * @throws StoreException as {@link #open} does, and when there is no such file
     */
    public static Store openReadOnly(String url) {
        Path file = sqliteFile(url);
        return file != null
                ? sqliteReadOnly(file)
                : readOnly(dataSource(PostgresUrl.any(url), SOCKET_SECONDS), Dialect.POSTGRESQL);
    }

    /**
     * The migrations a database lacks, oldest first, as {@code 3 name}; the next start of the service brings them. Changes nothing.
     *
     * @throws StoreException.Newer when it is of a newer version
     * @throws StoreException when it cannot be reached
     */
    public static List<String> pending(String url) {
        Path file = sqliteFile(url);
        return file != null
                ? Schema.pending(dataSource(file, SQLiteConfig.SynchronousMode.FULL), Dialect.SQLITE)
                : Schema.pending(dataSource(PostgresUrl.any(url), SOCKET_SECONDS), Dialect.POSTGRESQL);
    }

    private static Store readOnly(DataSource source, Dialect dialect) {
        HikariDataSource readers = readers(source, dialect);
        return new JdbcStore(Sql.configure(Jdbi.create(readers)), dialect, null, new Recent()).onClose(readers);
    }

    /** The file that a URL of SQLite names; null for any other URL. */
    private static @Nullable Path sqliteFile(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        boolean sqlite = lower.startsWith("jdbc:sqlite:") || lower.startsWith("sqlite:");
        return sqlite ? Path.of(url.substring(lower.indexOf("sqlite:") + "sqlite:".length())) : null;
    }

    /**
     * Whether a SQLite file holds together ({@code PRAGMA quick_check}); reads beside a running instance.
     *
     * @throws StoreException when it cannot be read at all
     */
    public static boolean quickCheck(Path file) {
        try (java.sql.Connection connection =
                        dataSource(file, SQLiteConfig.SynchronousMode.FULL).getConnection();
                java.sql.Statement statement = connection.createStatement();
                java.sql.ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            return result.next() && "ok".equalsIgnoreCase(result.getString(1));
        } catch (java.sql.SQLException e) {
            throw new StoreException("cannot check " + file.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    /** A store in a temporary directory that goes when it is closed; fast, and nothing of it survives a crash. */
    public static Store temporary() {
        try {
            Path directory = Files.createTempDirectory("fenghuo-store");
            try {
                return sqlite(directory.resolve("fenghuo.db"), SQLiteConfig.SynchronousMode.OFF, Upgrading.LOGGED)
                        .lastly(() -> delete(directory));
            } catch (RuntimeException e) {
                delete(directory);
                throw e;
            }
        } catch (IOException e) {
            throw new StoreException("cannot make a temporary store", e);
        }
    }

    /** A store in this process's memory, for simulations: nothing of it is written anywhere, and it is gone when it is closed. */
    public static Store memory() {
        return new MemoryStore();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.deleteIfExists(directory);
    }

    /**
     * Opens a PostgreSQL database (tested on 18) and takes its lease until the store is closed. One thread writes, others read from a pool.
     * Whoever has the lease brings the schema up to date, and keeps the lease meanwhile however long that takes; where two may do so, because
     * the schema knows no leases yet or one of them was frozen, the second waits for the first.
     *
     * @throws StoreException.Locked when another instance works on it, or took over while the schema was brought up to date
     * @throws StoreException when it cannot be reached, or is of a newer version
     */
    private static Store postgres(PostgresUrl url, Claimant claimant, Upgrading told) {
        DataSource direct = dataSource(url, SOCKET_SECONDS);
        Lease lease = Lease.known(direct) ? Lease.acquire(direct, claimant) : null;
        try {
            Schema.migrate(dataSource(url, 0), Dialect.POSTGRESQL, told, lease == null ? () -> {} : lease::keep);
            Lease held = lease == null ? Lease.acquire(direct, claimant) : lease;
            lease = held;
            held.confirm();
            return assemble(direct, Dialect.POSTGRESQL, held).onClose(held);
        } catch (RuntimeException e) {
            if (lease != null) {
                lease.close();
            }
            throw e;
        }
    }

    private static DataSource dataSource(PostgresUrl url, int socketSeconds) {
        PGSimpleDataSource direct = new PGSimpleDataSource();
        try {
            direct.setURL(url.jdbc());
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "the PostgreSQL URL cannot be read; it looks like jdbc:postgresql://host:5432/fenghuo");
        }
        // Rewritten, a batch would no longer say which of its rows were new.
        direct.setReWriteBatchedInserts(false);
        if (url.user() != null) {
            direct.setUser(url.user());
        }
        if (url.password() != null) {
            direct.setPassword(url.password());
        }
        direct.setApplicationName("fenghuo");
        direct.setConnectTimeout(CONNECT_SECONDS);
        direct.setSocketTimeout(socketSeconds);
        direct.setTcpKeepAlive(true);
        direct.setLogServerErrorDetail(false);
        return direct;
    }

    private static JdbcStore sqlite(Path file, SQLiteConfig.SynchronousMode durability, Upgrading told) {
        DataSource direct = dataSource(file, durability);
        Schema.migrate(direct, Dialect.SQLITE, told, () -> {});
        Checkpoints checkpoints = new Checkpoints(direct);
        try {
            return assemble(direct, Dialect.SQLITE, checkpoints).onClose(checkpoints);
        } catch (RuntimeException e) {
            checkpoints.close();
            throw e;
        }
    }

    private static JdbcStore assemble(DataSource direct, Dialect dialect, Guard guard) {
        HikariDataSource readers = readers(direct, dialect);
        try {
            Recent recent = new Recent();
            Writer writer = new Writer(Sql.configure(Jdbi.create(direct)), dialect, guard, recent);
            return new JdbcStore(Sql.configure(Jdbi.create(readers)), dialect, writer, recent).onClose(readers);
        } catch (StoreException e) {
            readers.close();
            throw e;
        } catch (RuntimeException e) {
            readers.close();
            throw new StoreException("cannot open the database: " + e.getMessage(), e);
        }
    }

    private static DataSource dataSource(Path file, SQLiteConfig.SynchronousMode durability) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(durability);
        config.enableFullSync(true);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(CACHE_KIB);
        config.setJournalSizeLimit(WAL_LIMIT_BYTES);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    private static HikariDataSource readers(DataSource direct, Dialect dialect) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("store-readers");
        pool.setDataSource(direct);
        pool.setMaximumPoolSize(READERS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(WAIT_MILLIS);
        if (dialect == Dialect.SQLITE) {
            pool.setConnectionInitSql("PRAGMA query_only = ON");
        } else {
            pool.setReadOnly(true);
            pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
            pool.setConnectionInitSql(Dialect.KEEPALIVES);
        }
        try {
            return new HikariDataSource(pool);
        } catch (HikariPool.PoolInitializationException e) {
            throw new StoreException.Broken("cannot open the database: " + e.getMessage(), e);
        }
    }
}
