package io.fenghuo.platform.feishu;

import io.fenghuo.source.SourceException;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message {@code pbbp2.Frame} in the wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding); its fields are those of
 * {@code pbbp2.proto} as larksuite/oapi-sdk-go, {@code ws/pbbp2.pb.go} has it. Fields it does not know are left out. Immutable, but for the bytes.
 *
 * @param sequence field 1, {@code SeqID}
 * @param log field 2, {@code LogID}
 * @param service field 3
 * @param method field 4: 0 = control, 1 = data
 * @param headers field 5
 * @param encoding field 6, {@code payload_encoding}; null = not set
 * @param type field 7, {@code payload_type}; null = not set
 * @param payload field 8; null = not set
 * @param logName field 9, {@code LogIDNew}; null = not set
 */
record Envelope(
        long sequence,
        long log,
        int service,
        int method,
        List<Header> headers,
        @Nullable String encoding,
        @Nullable String type,
        byte @Nullable [] payload,
        @Nullable String logName) {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    /** Headers of one envelope; there are about eight. */
    private static final int MOST = 64;

    Envelope {
        headers = List.copyOf(headers);
    }

    /** Field 1, {@code key}, and field 2, {@code value}. */
    record Header(String key, String value) {}

    /** One of ours with a single header. */
    static Envelope of(int service, int method, String key, String value) {
        return new Envelope(0, 0, service, method, List.of(new Header(key, value)), null, null, null, null);
    }

    /** The first header of this name; empty when there is none. */
    String header(String key) {
        return headers.stream()
                .filter(one -> one.key().equals(key))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    /** A header that is a number from 0 to 999,999; 0 when it is none. */
    int number(String key) {
        String value = header(key);
        return value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
    }

    /** The same on its way back; {@code biz_rt} says how many milliseconds were needed. */
    Envelope answer(byte[] said) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header("biz_rt", "0"));
        return new Envelope(sequence, log, service, method, all, encoding, type, said, logName);
    }

    byte[] write() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, 1, sequence);
        varint(out, 2, log);
        varint(out, 3, service);
        varint(out, 4, method);
        for (Header header : headers) {
            ByteArrayOutputStream inner = new ByteArrayOutputStream();
            bytes(inner, 1, header.key().getBytes(StandardCharsets.UTF_8));
            bytes(inner, 2, header.value().getBytes(StandardCharsets.UTF_8));
            bytes(out, 5, inner.toByteArray());
        }
        text(out, 6, encoding);
        text(out, 7, type);
        if (payload != null) {
            bytes(out, 8, payload);
        }
        text(out, 9, logName);
        return out.toByteArray();
    }

    /**
     * Reads one message.
     *
     * @throws SourceException when it ends early, a length does not fit, or it has too many headers
     */
    static Envelope read(byte[] message) throws SourceException {
        long[] numbers = new long[5];
        @Nullable byte[][] values = new byte[10][];
        List<Header> headers = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(message);
        try {
            while (in.hasRemaining()) {
                long tag = varint(in);
                int field = tag >>> 3 < values.length ? (int) (tag >>> 3) : 0;
                int wire = (int) tag & 7;
                if (wire == VARINT) {
                    long value = varint(in);
                    numbers[field < numbers.length ? field : 0] = value;
                } else if (wire == BYTES && field == 5) {
                    headers.add(header(bytes(in)));
                } else if (wire == BYTES) {
                    values[field] = bytes(in);
                } else {
                    skip(in, wire);
                }
                if (headers.size() > MOST) {
                    throw broken("more than " + MOST + " headers");
                }
            }
        } catch (BufferUnderflowException cut) {
            throw broken("it ends early");
        }
        return new Envelope(
                numbers[1],
                numbers[2],
                (int) numbers[3],
                (int) numbers[4],
                headers,
                text(values[6]),
                text(values[7]),
                values[8],
                text(values[9]));
    }

    private static Header header(byte[] bytes) throws SourceException {
        String key = "";
        String value = "";
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            long tag = varint(in);
            if (tag == (1 << 3 | BYTES)) {
                key = new String(bytes(in), StandardCharsets.UTF_8);
            } else if (tag == (2 << 3 | BYTES)) {
                value = new String(bytes(in), StandardCharsets.UTF_8);
            } else {
                skip(in, (int) tag & 7);
            }
        }
        return new Header(key, value);
    }

    private static void skip(ByteBuffer in, int wire) throws SourceException {
        switch (wire) {
            case VARINT -> varint(in);
            case FIXED64 -> in.getLong();
            case BYTES -> bytes(in);
            case FIXED32 -> in.getInt();
            default -> throw broken("wire type " + wire);
        }
    }

    private static long varint(ByteBuffer in) throws SourceException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw broken("a number of more than ten bytes");
    }

    private static byte[] bytes(ByteBuffer in) throws SourceException {
        long length = varint(in);
        if (length < 0 || length > in.remaining()) {
            throw broken("length " + Long.toUnsignedString(length) + " of " + in.remaining() + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private static void varint(ByteArrayOutputStream out, int field, long value) {
        plain(out, (long) field << 3 | VARINT);
        plain(out, value);
    }

    private static void plain(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
        plain(out, (long) field << 3 | BYTES);
        plain(out, value.length);
        out.writeBytes(value);
    }

    private static void text(ByteArrayOutputStream out, int field, @Nullable String value) {
        if (value != null) {
            bytes(out, field, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static @Nullable String text(byte @Nullable [] value) {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private static SourceException broken(String why) {
        return new SourceException("feishu.frame", why);
    }
}
