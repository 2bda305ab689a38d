package io.fenghuo.platform.bilibili;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import io.fenghuo.source.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.InflaterInputStream;

/**
 * The packets inside a live room's binary messages (open-live.bilibili.com, 长连协议): a head of 16 bytes, big-endian (uint32 length of the
 * whole, uint16 length of the head, uint16 version, uint32 operation, uint32 sequence), then the body. Version 2 is zlib and 3 brotli, over
 * packets again; these are not packed once more.
 */
final class Packets {
    static final int HEARTBEAT = 2;
    static final int HEARTBEAT_REPLY = 3;
    static final int MESSAGE = 5;
    static final int AUTH = 7;
    static final int AUTH_REPLY = 8;

    /** Bytes that one message may hold when unpacked. */
    static final int LARGEST = 4 << 20;

    static final int HEAD = 16;
    private static final int PLAIN = 0;
    private static final int ZLIB = 2;
    private static final int BROTLI = 3;

    private Packets() {}

    /** A packet, unpacked. */
    record Packet(int operation, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** One plain packet as sent; heartbeats and greetings of clients have version and sequence 1. */
    static byte[] write(int operation, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEAD + bytes.length)
                .putInt(HEAD + bytes.length)
                .putShort((short) HEAD)
                .putShort((short) 1)
                .putInt(operation)
                .putInt(1)
                .put(bytes)
                .array();
    }

    /**
     * The packets of one message, in its order.
     *
     * @throws SourceException when a length does not fit, it is packed twice, or it is too large when unpacked
     */
    static List<Packet> read(byte[] message) throws SourceException {
        List<Packet> packets = new ArrayList<>();
        read(message, false, packets);
        return packets;
    }

    private static void read(byte[] bytes, boolean unpacked, List<Packet> packets) throws SourceException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            if (rest.remaining() < HEAD) {
                throw broken(rest.remaining() + " bytes are no head");
            }
            int start = rest.position();
            long length = rest.getInt() & 0xFFFF_FFFFL;
            int head = rest.getShort() & 0xFFFF;
            int version = rest.getShort() & 0xFFFF;
            int operation = rest.getInt();
            if (head < HEAD || length < head || length > bytes.length - start) {
                throw broken("length " + length + ", head " + head + " of " + (bytes.length - start) + " bytes");
            }
            byte[] body = new byte[(int) length - head];
            rest.position(start + head).get(body);
            if (version == ZLIB || version == BROTLI) {
                if (unpacked) {
                    throw broken("packed twice, version " + version);
                }
                read(unpack(body, version), true, packets);
            } else if (version == PLAIN || version == 1) {
                packets.add(new Packet(operation, body));
            } else {
                throw broken("version " + version);
            }
        }
    }

    private static byte[] unpack(byte[] body, int version) throws SourceException {
        try (InputStream in =
                version == ZLIB ? new InflaterInputStream(new ByteArrayInputStream(body)) : brotli(body)) {
            byte[] all = in.readNBytes(LARGEST + 1);
            if (all.length > LARGEST) {
                throw broken("more than " + LARGEST + " bytes unpacked");
            }
            return all;
        } catch (IOException damaged) {
            throw broken(String.valueOf(damaged.getMessage()));
        }
    }

    private static InputStream brotli(byte[] body) throws IOException, SourceException {
        if (!Brotli4jLoader.isAvailable()) {
            throw broken("brotli, for which this machine has no library");
        }
        return new BrotliInputStream(new ByteArrayInputStream(body));
    }

    private static SourceException broken(String why) {
        return new SourceException("bilibili.packet", why);
    }
}
