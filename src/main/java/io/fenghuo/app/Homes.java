package io.fenghuo.app;

import io.fenghuo.config.Home;
import io.fenghuo.incident.Policy;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
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
        Home.Rooms rooms = new Home.Rooms(
                Policy.defaults(),
                (file, names, problems) -> {},
                (source, language) -> List.of(),
                (channel, language) -> List.of(),
                List.of(),
                List.of());
        return new Home(folder, variables, zone, rooms);
    }
}
