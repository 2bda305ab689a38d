package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.web.guard.Cidr;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Forged calls behind a proxy's address do not shut out the vendor's own. */
class CallbackRoutesIT {
    private static Callbacks.Reply reply(byte[] body) {
        String said = new String(body, StandardCharsets.UTF_8);
        int status = said.equals("true") ? 200 : said.equals("odd") ? 400 : 401;
        return new Callbacks.Reply(status, "text/plain", said);
    }

    @Test
    void onlyRefusedCallsWait() throws Exception {
        try (Served served = new Served(Cidr.LOOPBACK, URI.create("https://alarm.example"), WebSettings.MAX_BODY)) {
            served.hold();
            served.console.callbacks = (channel, call) -> Future.succeededFuture(Optional.of(reply(call.body())));
            for (int i = 0; i < 20; i++) {
                assertThat(status(served, "slack", "forged")).isEqualTo(401);
            }
            assertThat(served.send("POST", "/callback/slack", "forged")
                            .headers()
                            .firstValue("Retry-After"))
                    .isPresent();
            assertThat(status(served, "slack", "forged")).isEqualTo(429);
            assertThat(status(served, "slack", "true"))
                    .as("its signature holds")
                    .isEqualTo(200);
            assertThat(status(served, "slack", "odd")).as("signed, unreadable").isEqualTo(400);
            assertThat(status(served, "lark", "forged")).as("another channel").isEqualTo(401);
        }
    }

    private static int status(Served served, String channel, String body) throws Exception {
        return served.send("POST", "/callback/" + channel, body).statusCode();
    }
}
