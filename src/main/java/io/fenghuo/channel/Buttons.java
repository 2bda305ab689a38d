package io.fenghuo.channel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a channel hears that the button of one of its messages was pressed, and speaks to whoever pressed it. Pure, as {@link Channel} is: it
 * reads what came in and says what goes back. Nothing in a call is believed before its signature holds.
 */
public interface Buttons {
    /** What the value of our button begins with; the id of the delivery it came in follows. */
    String TAKE = "take:";

    /** Where a person's id with this vendor stands in the contacts: wecom, telegram, slack, feishu. */
    String messenger();

    /** What a call by the vendor says. */
    Heard hear(Call call, ChannelSpec spec, Instant now);

    /** What whoever pressed is told: what the call is answered, and what is sent then. */
    Told tell(Press press, String words, boolean done, ChannelSpec spec);

    /** What asks the vendor for presses after {@code offset}, waiting for them; null when it calls us. */
    default Outgoing.@Nullable Http poll(ChannelSpec spec, long offset) {
        return null;
    }

    /** What the reply to {@link #poll} brings; null when it is none. */
    default @Nullable Polled polled(Reply reply) {
        return null;
    }

    /** What tells the vendor to call {@code address}; null when people do that on its pages. */
    default Outgoing.@Nullable Http subscribe(ChannelSpec spec, String address) {
        return null;
    }

    /**
     * A request of the vendor's.
     *
     * @param headers names in lower case
     */
    record Call(String method, Map<String, String> query, Map<String, String> headers, byte[] body) {
        public Call {
            query = Map.copyOf(query);
            Map<String, String> low = new TreeMap<>();
            headers.forEach((name, value) -> low.put(name.toLowerCase(Locale.ROOT), value));
            headers = Map.copyOf(low);
            body = body.clone();
        }

        @Override
        public byte[] body() {
            return body.clone();
        }

        /** The body as UTF-8. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public String parameter(String name) {
            return query.getOrDefault(name, "");
        }

        @Override
        public String toString() {
            return "Call[" + method + ", " + body.length + " bytes]";
        }
    }

    /** What came in. */
    sealed interface Heard {
        /** A button was pressed. */
        record Pressed(Press press) implements Heard {}

        /** A press, or nothing when it is none that {@link Press#fits}. */
        static Heard of(Press press) {
            return press.fits() ? new Pressed(press) : Echo.NOTHING;
        }

        /** Something that is answered as it is: a handshake, or an event that means nothing to us. */
        record Echo(String type, String body) implements Heard {
            public static final Echo NOTHING = new Echo("text/plain", "");
        }

        /**
         * Not from the vendor, or not to be read.
         *
         * @param status of the answer: 401 for a signature that does not hold, 400 for what cannot be read
         * @param why in a few words, without secrets
         */
        record Refused(int status, String why) implements Heard {}
    }

    /**
     * A press.
     *
     * @param id the vendor's name of it: the same press comes again under the same name
     * @param delivery the delivery in whose message the button is
     * @param user who pressed, as the vendor knows them
     * @param card the vendor's name of the message as it is to be changed now; null = not known
     * @param back how to speak to whoever pressed, such as an address or an id; empty = not needed
     */
    record Press(
            String id,
            String delivery,
            String user,
            @Nullable String card,
            String back) {
        private static final int LONGEST = 1_000;

        /** Whether its parts are as short as vendors make them, and texts that can be kept; what is signed may be nonsense all the same. */
        public boolean fits() {
            return Stream.of(id, delivery, user, card == null ? "" : card, back)
                    .allMatch(part -> part.length() <= LONGEST
                            && part.chars()
                                    .noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c)));
        }
    }

    /**
     * What goes back.
     *
     * @param type and {@code body}: the answer to the call
     * @param then sent afterwards, in order
     */
    record Told(String type, String body, List<Outgoing.Http> then) {
        public Told {
            then = List.copyOf(then);
        }

        public static Told sent(Outgoing.Http... then) {
            return new Told("text/plain", "", List.of(then));
        }
    }

    /**
     * What was waiting.
     *
     * @param offset from where to go on once all of it is dealt with
     */
    record Polled(List<Press> presses, long offset) {
        public Polled {
            presses = List.copyOf(presses);
        }
    }
}
