package io.fenghuo.vendor;

import io.vertx.core.json.JsonObject;

/** Answers that carry a number and words; 0 is yes. */
final class Code {
    private Code() {}

    /** {@code {"errcode":…,"errmsg":…}} with 200, as WeCom and DingTalk answer everything. */
    static Answer err(int code, String words) {
        return of(200, code, new JsonObject().put("errcode", code).put("errmsg", words), words);
    }

    /** {@code {"code":…,"msg":…}} as Feishu answers. */
    static Answer msg(int status, int code, String words) {
        return of(
                status,
                code,
                new JsonObject().put("code", code).put("msg", words).put("data", new JsonObject()),
                words);
    }

    /** {@code {"code":…,"message":…}}: a refusal of pushes. */
    static Answer no(int status, int code, String words) {
        return of(status, code, new JsonObject().put("code", code).put("message", words), words);
    }

    private static Answer of(int status, int code, JsonObject body, String words) {
        return code == 0 ? Answer.of(body) : Answer.no(status, body, code + " " + words);
    }
}
