package io.fenghuo.vendor;

import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * bark-server ({@code route_push.go} of github.com/Finb/bark-server): known device keys, levels and volumes, and Apple's 4 KB
 * (developer.apple.com, "Generating a remote notification").
 */
public final class FakeBark extends FakeVendor {
    private static final int APNS = 4096;
    private static final Set<String> LEVELS = Set.of("critical", "active", "timeSensitive", "passive");

    private final String path;
    private final Set<String> devices;
    private final List<String> levels = new CopyOnWriteArrayList<>();

    /** A server at this path, without a slash at its end, that knows these phones by their keys. */
    public FakeBark(InstantSource clock, String path, Set<String> devices) {
        super(clock);
        this.path = path + "/push";
        this.devices = Set.copyOf(devices);
    }

    /** How loud each push was. */
    public List<String> levels() {
        return List.copyOf(levels);
    }

    @Override
    protected Answer answer(Request request) {
        if (!request.path().equals(path)) {
            return Code.no(404, 404, "Cannot POST");
        }
        JsonObject body = request.json();
        String key = body.getString("device_key", "");
        if (key.isEmpty()) {
            return Code.no(400, 400, "device key is empty");
        }
        if (!devices.contains(key)) {
            return Answer.no(
                    400,
                    new JsonObject()
                            .put("code", 400)
                            .put(
                                    "message",
                                    "failed to get device token: failed to get [" + key
                                            + "] device token from database"),
                    "400 failed to get device token");
        }
        if (request.bytes() > APNS) {
            return Code.no(500, 500, "push failed: PayloadTooLarge");
        }
        String level = body.getString("level", "active");
        int volume = body.getInteger("volume", 5);
        if (!LEVELS.contains(level) || volume < 0 || volume > 10) {
            return Code.no(400, 400, "request bind failed");
        }
        levels.add(level);
        return Answer.of(new JsonObject()
                .put("code", 200)
                .put("message", "success")
                .put("timestamp", request.at().getEpochSecond()));
    }
}
