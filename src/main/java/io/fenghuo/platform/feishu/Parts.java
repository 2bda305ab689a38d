package io.fenghuo.platform.feishu;

import io.fenghuo.source.SourceException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together that came in parts: {@code sum} of them under one {@code message_id}, each with its {@code seq} from 0. One that is not
 * whole within five seconds is given up, as the vendor's SDK does; it is delivered again. Threadsafe.
 */
final class Parts {
    /** Bytes of all messages in the making. */
    static final int LARGEST = 4 << 20;

    /** Parts of one message. */
    static final int MOST = 256;

    /** Messages in the making; the eldest is given up for another. */
    static final int MANY = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Making> makings = new LinkedHashMap<>();
    private @Nullable Making finished;

    /** A message in the making. */
    private record Making(String id, int sum, Instant begun, Map<Integer, byte[]> parts) {
        int size() {
            return parts.values().stream().mapToInt(part -> part.length).sum();
        }

        byte[] whole() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int seq = 0; seq < sum; seq++) {
                all.writeBytes(parts.getOrDefault(seq, new byte[0]));
            }
            return all.toByteArray();
        }
    }

    /**
     * The message, whole; null as long as a part is missing.
     *
     * @throws SourceException when the numbers do not fit, or too much has come
     */
    synchronized byte @Nullable [] take(Envelope envelope, Instant now) throws SourceException {
        makings.values().removeIf(making -> making.begun().plus(PATIENCE).isBefore(now));
        byte[] payload = envelope.payload() == null ? new byte[0] : envelope.payload();
        int sum = envelope.number("sum");
        if (sum <= 1) {
            return payload;
        }
        int seq = envelope.number("seq");
        String id = envelope.header("message_id");
        Making making = makings.computeIfAbsent(id, none -> new Making(id, sum, now, new HashMap<>()));
        making.parts().put(seq, payload);
        if (makings.size() > MANY) {
            makings.remove(makings.keySet().iterator().next());
        }
        int size = makings.values().stream().mapToInt(Making::size).sum();
        if (id.isEmpty() || sum > MOST || seq >= sum || making.sum() != sum || size > LARGEST) {
            makings.remove(id);
            throw new SourceException("feishu.parts", seq, sum, size);
        }
        if (making.parts().size() < sum) {
            return null;
        }
        makings.remove(id);
        finished = making;
        return making.whole();
    }

    /** The message that this envelope is, or was the last part of; null when it is not known any more. */
    synchronized byte @Nullable [] whole(Envelope envelope) {
        if (envelope.number("sum") <= 1) {
            return envelope.payload();
        }
        return finished != null && finished.id().equals(envelope.header("message_id")) ? finished.whole() : null;
    }
}
