package io.fenghuo.vendor;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;

/** ServerChan (sct.ftqq.com, 消息发送; the free plan's five messages a day): the key in the path, a title of 32 characters, 32 KB of text. */
public final class FakeServerChan extends FakeVendor {
    private static final int TITLE = 32;
    private static final int TEXT = 32 * 1024;

    private final String path;
    private final Rate day = new Rate(5, Duration.ofDays(1));

    /** A person's address of this path. */
    public FakeServerChan(InstantSource clock, String path) {
        super(clock);
        this.path = path;
    }

    @Override
    protected Answer answer(Request request) {
        if (!request.path().equals(path)) {
            return Code.no(400, 40001, "[AUTH]用户不存在或者权限不足");
        }
        JsonObject body = request.json();
        String title = body.getString("title", "");
        boolean sound = !title.isEmpty()
                && title.codePointCount(0, title.length()) <= TITLE
                && Request.bytes(body.getString("desp", "")) <= TEXT;
        if (!sound) {
            return Code.no(400, 40002, "title 或 desp 不合要求");
        }
        return day.takes(request.at())
                ? Answer.of(new JsonObject()
                        .put("code", 0)
                        .put("message", "")
                        .put("data", new JsonObject().put("pushid", "1").put("errno", 0)))
                : Code.no(200, 40001, "[AUTH]超过当天的发送次数限制[5],请次日再试");
    }
}
