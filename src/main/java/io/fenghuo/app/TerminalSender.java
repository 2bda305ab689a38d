package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.verticle.Sender;
import io.vertx.core.Future;
import java.io.PrintStream;

/** Prints messages. Threadsafe. */
public final class TerminalSender implements Sender {
    private final PrintStream out;

    /** A sender onto {@code out}, which should write UTF-8. */
    public TerminalSender(PrintStream out) {
        this.out = out;
    }

    @Override
    public Future<Reply> send(Outgoing outgoing, ChannelSpec spec) {
        if (!(outgoing instanceof Outgoing.Text text)) {
            throw new IllegalArgumentException("not text: " + outgoing);
        }
        synchronized (out) {
            out.println();
            out.println(text.text());
            out.flush();
            return Future.succeededFuture(
                    out.checkError()
                            ? Reply.failed(Reply.Failure.NOT_SENT, "the terminal is closed")
                            : Reply.of(200, "printed"));
        }
    }
}
