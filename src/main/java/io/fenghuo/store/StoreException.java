package io.fenghuo.store;

import io.fenghuo.model.Passing;
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

    /** The data directory or the database belongs to a running instance; the message names it. */
    public static final class Locked extends StoreException {
        private static final long serialVersionUID = 1L;
        private final String holder;

        public Locked(String message, String holder) {
            super(message);
            this.holder = holder;
        }

        /** The other instance: its process, and its machine and folder where they are known. */
        public String holder() {
            return holder;
        }
    }
}
