package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.verticle.Sender;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * All ways out, by the sort of sending. Threadsafe.
 *
 * @param smtp null while no mail server is named: mails are written to {@code folder} then
 * @param folder also where mails of the demo go, always
 */
public record Senders(Sender http, @Nullable Sender smtp, Sender folder, Sender terminal) implements Sender {

    @Override
    public Future<Reply> send(Outgoing outgoing, ChannelSpec spec) {
        if (outgoing instanceof Outgoing.Http) {
            return http.send(outgoing, spec);
        } else if (outgoing instanceof Outgoing.Mail mail) {
            return (smtp == null || mail.demo() ? folder : smtp).send(outgoing, spec);
        }
        return terminal.send(outgoing, spec);
    }
}
