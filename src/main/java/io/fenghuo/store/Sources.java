package io.fenghuo.store;

import io.fenghuo.model.SourceGap;
import io.fenghuo.model.SourcePulse;
import io.fenghuo.model.SourceStatus;
import java.util.List;
import java.util.Optional;

/** Cursors and health of sources. */
public interface Sources {

    Optional<String> cursor(String source);

    void saveCursor(String source, String cursor);

    void saveStatus(SourceStatus status);

    List<SourceStatus> all();

    /** How one source is doing. */
    Optional<SourceStatus> status(String source);

    /** What was learned of a source. */
    Optional<SourcePulse> pulse(String source);

    void savePulse(SourcePulse pulse);

    /** Keeps a span in which a source was not heard; the newest {@value #GAPS} of each source are kept. */
    void saveGap(SourceGap gap);

    /** How many gaps of a source are kept. */
    int GAPS = 100;

    /** The newest gaps of a source, newest first. */
    List<SourceGap> gaps(String source, int limit);

    /** Forgets the cursor and the health of a source that is gone. */
    void forget(String source);
}
