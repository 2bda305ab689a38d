package io.fenghuo.web;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/** Where vendors of messengers call when a button in a message is pressed. Threadsafe; does not block. */
@FunctionalInterface
public interface Callbacks {
    /** Nobody calls. */
    Callbacks NONE = (channel, call) -> Future.succeededFuture(Optional.empty());

    /** Takes a call in; empty when there is no such channel, or one without buttons. */
    Future<Optional<Reply>> call(String channel, Call call);

    /** A request of a vendor's. Nothing in it is believed before its signature holds. */
    record Call(String method, Map<String, String> query, Map<String, String> headers, byte[] body) {}

    /** What it is answered. */
    record Reply(int status, String type, String body) {}
}
