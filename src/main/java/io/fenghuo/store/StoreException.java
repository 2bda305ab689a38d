package io.fenghuo.store;

import io.fenghuo.model.Passing;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database failed or refused; the message says what was being done, the cause what it said. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public StoreException(String message) {
        super(message);
    }

    /** Whether the database could not be reached: back is back then. SQLSTATE classes 08 and 57P of PostgreSQL's manual, appendix A. */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                return refused.getSQLState().startsWith("08")
                        || refused.getSQLState().startsWith("57P");
            }
        }
        return false;
    }

    /** Somebody else changed the same thing first: read it again and decide again. */
    public static final class Conflict extends StoreException {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(message);
        }
    }

    /** The database itself fails (disk full, not reachable, closed): nothing is wrong with what was to be kept, so it is worth another try. */
    public static final class Broken extends StoreException implements Passing {
        private static final long serialVersionUID = 1L;

        public Broken(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The database was written by a newer Fenghuo, whose schema this one does not know; the message says what to do. */
    public static final class Newer extends StoreException {
        private static final long serialVersionUID = 1L;

        public Newer(String message) {
            super(message);
        }
    }

    /** The data directory or the database belongs to a running instance; the message names it. */
    public static final class Locked extends StoreException {
        private static final long serialVersionUID = 1L;
        private final String holder;
        private final boolean upgrading;

        public Locked(String message, String holder) {
            this(message, holder, false);
        }

        Locked(String message, String holder, boolean upgrading) {
            super(message);
            this.holder = holder;
            this.upgrading = upgrading;
        }

        /** The other instance: its process, and its machine and folder where they are known. */
        public String holder() {
            return holder;
        }

        /** Whether the other instance is bringing the database to a newer schema and does not work yet. */
        public boolean upgrading() {
            return upgrading;
        }
    }
}
