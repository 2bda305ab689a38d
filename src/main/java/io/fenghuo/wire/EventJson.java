package io.fenghuo.wire;

import java.time.Instant;
import java.time.ZoneId;

/**
 * An event for those who listen or catch up: {@code {"version":1,"seq":12,"type":"incident.opened","at":"…","data":{…}}}. {@code seq} grows
 * without gaps a reader would have to know about; {@code version} is that of this form.
 */
public final class EventJson {
    /** Version of the envelope: {@value}. */
    public static final int VERSION = 1;

    private EventJson() {}

    /** The event in one line; {@code data} is JSON already. */
    public static String write(long seq, String type, Instant at, String data, ZoneId zone) {
        return Out.object(
                zone,
                out -> out.number("version", VERSION)
                        .number("seq", seq)
                        .text("type", type)
                        .time("at", at)
                        .json("data", data));
    }
}
