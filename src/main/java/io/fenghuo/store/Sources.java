package io.fenghuo.store;

import io.fenghuo.model.SourceStatus;
import java.util.List;
import java.util.Optional;

/** Cursors and health of sources. */
public interface Sources {

    Optional<String> cursor(String source);

    void saveCursor(String source, String cursor);

    void saveStatus(SourceStatus status);

    List<SourceStatus> all();

    /** Forgets the cursor and the health of a source that is gone. */
    void forget(String source);
}
