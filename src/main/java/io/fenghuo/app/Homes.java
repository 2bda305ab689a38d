package io.fenghuo.app;

import io.fenghuo.config.Home;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/** Opens homes with everything the rooms bring to their reading. */
public final class Homes {
    private Homes() {}

    /**
     * The home in a folder.
     *
     * @param variables what <code>${NAME}</code> stands for
     * @param zone of times that name none
     */
    public static Home open(Path folder, Map<String, String> variables, ZoneId zone) {
        return new Home(folder, variables, zone, Home.Rooms.PLAIN);
    }
}
