package io.fenghuo.incident;

import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What is told, before it is known to whom and how loudly.
 *
 * @param clock the clock it speaks of, or null
 * @param late it should have been told earlier
 */
record Word(NoticeReason reason, Reason why, @Nullable String clock, boolean late) {

    static Word of(NoticeReason reason, String code, Object... args) {
        return new Word(reason, Reason.of(code, args), null, false);
    }

    Word about(@Nullable String clock) {
        return new Word(reason, why, clock, late);
    }

    Word late(boolean is) {
        return new Word(reason, why, clock, is);
    }
}
