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
    private static final int CONNECT_SECONDS = 15;
    private static final int CACHE_KIB = -16_384;
    private static final int WAL_LIMIT_BYTES = 64 << 20;

    private Stores() {}

    /**
     * Opens by URL: {@code sqlite:PATH}, {@code jdbc:postgresql://…} or {@code postgres://user:password@host/database}.
     *
     * @throws StoreException as {@link #sqlite} and {@link #postgres} do, and when the URL is none of these; it never repeats a password
     */
    public static Store open(String url) {
        Direct direct = Direct.of(url);
        return direct.file() != null ? sqlite(direct.file()) : assemble(direct.source(), Dialect.POSTGRESQL);
    }

    /**
     * Opens or makes a SQLite file and takes its directory until the store is closed. What is acknowledged survives a crash and a power
     * cut: WAL with synchronous=FULL.
     *
     * @throws StoreException.Locked when another instance uses the directory
     * @throws StoreException when the file cannot be opened, is no database, or is of a newer version
     */
    public static Store sqlite(Path file) {
        Path directory = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("."));
        StoreLock lock = StoreLock.acquire(directory);
        try {
            return sqlite(file, SQLiteConfig.SynchronousMode.FULL).onClose(lock);
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
        Direct direct = Direct.of(url);
        return direct.file() != null ? sqliteReadOnly(direct.file()) : readOnly(direct.source(), Dialect.POSTGRESQL);
    }

    /**
     * The migrations a database lacks, oldest first, as {@code 3 name}; the next start of the service brings them. Changes nothing.
     *
     * @throws StoreException when it cannot be reached or is of a newer version
     */
    public static List<String> pending(String url) {
        Direct direct = Direct.of(url);
        return Schema.pending(direct.source(), direct.file() == null ? Dialect.POSTGRESQL : Dialect.SQLITE);
    }

    private static Store readOnly(DataSource source, Dialect dialect) {
        try {
            HikariDataSource readers = readers(source, dialect);
            return new JdbcStore(Sql.configure(Jdbi.create(readers)), dialect, null).onClose(readers);
        } catch (HikariPool.PoolInitializationException e) {
            throw new StoreException("cannot open the database: " + e.getMessage(), e);
        }
    }

    /**
     * What a URL leads to.
     *
     * @param file of SQLite; null for PostgreSQL
     */
    private record Direct(@Nullable Path file, DataSource source) {
        static Direct of(String url) {
            String lower = url.toLowerCase(Locale.ROOT);
            if (lower.startsWith("jdbc:sqlite:") || lower.startsWith("sqlite:")) {
                Path file = Path.of(url.substring(lower.indexOf("sqlite:") + "sqlite:".length()));
                return new Direct(file, dataSource(file, SQLiteConfig.SynchronousMode.FULL));
            }
            if (lower.startsWith("jdbc:postgresql:")) {
                return new Direct(null, postgresSource(url, null, null));
            }
            if (lower.startsWith("postgres://") || lower.startsWith("postgresql://")) {
                PostgresUrl parsed = PostgresUrl.parse(url);
                return new Direct(null, postgresSource(parsed.jdbc(), parsed.user(), parsed.password()));
            }
            throw new StoreException(
                    "the database URL must begin with sqlite:, jdbc:postgresql: or postgres://; see FENGHUO_DATABASE_URL");
        }
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
                return sqlite(directory.resolve("fenghuo.db"), SQLiteConfig.SynchronousMode.OFF)
                        .onClose(() -> delete(directory));
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
     * Opens a PostgreSQL database (tested on 18). One thread writes for now, others read from a pool.
     *
     * @param jdbcUrl {@code jdbc:postgresql://host:port/database?…}
     * @param user null when the URL or the driver's own ways name one
     * @throws StoreException when it cannot be reached, or is of a newer version
     */
    public static Store postgres(String jdbcUrl, @Nullable String user, @Nullable String password) {
        return assemble(postgresSource(jdbcUrl, user, password), Dialect.POSTGRESQL);
    }

    private static DataSource postgresSource(String jdbcUrl, @Nullable String user, @Nullable String password) {
        PGSimpleDataSource direct = new PGSimpleDataSource();
        try {
            direct.setURL(jdbcUrl);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "the PostgreSQL URL cannot be read; it looks like jdbc:postgresql://host:5432/fenghuo");
        }
        if (user != null) {
            direct.setUser(user);
        }
        if (password != null) {
            direct.setPassword(password);
        }
        direct.setApplicationName("fenghuo");
        direct.setConnectTimeout(CONNECT_SECONDS);
        direct.setTcpKeepAlive(true);
        direct.setLogServerErrorDetail(false);
        return direct;
    }

    private static JdbcStore sqlite(Path file, SQLiteConfig.SynchronousMode durability) {
        return assemble(dataSource(file, durability), Dialect.SQLITE);
    }

    private static JdbcStore assemble(DataSource direct, Dialect dialect) {
        Schema.migrate(direct, dialect);
        HikariDataSource readers = readers(direct, dialect);
        try {
            Writer writer = new Writer(Sql.configure(Jdbi.create(direct)), dialect);
            return new JdbcStore(Sql.configure(Jdbi.create(readers)), dialect, writer).onClose(readers);
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
        if (dialect == Dialect.SQLITE) {
            pool.setConnectionInitSql("PRAGMA query_only = ON");
        } else {
            pool.setReadOnly(true);
            pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        }
        return new HikariDataSource(pool);
    }
}
