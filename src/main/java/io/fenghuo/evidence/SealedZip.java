package io.fenghuo.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A ZIP file that can be written in one way only: entries stored without compression, in order, dated 1980-01-01, no extra fields, no comment
 * (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). So every byte of it is either content or known beforehand. At most 4 GB.
 */
final class SealedZip {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int LOCAL_HEAD = 30;
    private static final int LONGEST_NAME = 200;
    private static final int BUFFER = 64 << 10;
    static final long MOST = 0xFFFF_FFFFL;
    /** What the field at the end can count (section 4.4.21). */
    private static final int MOST_ENTRIES = 0xFFFF;

    private SealedZip() {}

    /** A file in it: its bytes, or where they lie. */
    record Part(
            String name, byte @Nullable [] bytes, @Nullable Path file) {
        static Part of(String name, byte[] bytes) {
            return new Part(name, bytes, null);
        }

        static Part of(String name, Path file) {
            return new Part(name, null, file);
        }

        InputStream open() throws IOException {
            return bytes == null
                    ? Files.newInputStream(java.util.Objects.requireNonNull(file))
                    : new java.io.ByteArrayInputStream(bytes);
        }
    }

    /** An entry as it lies in the file. */
    record Entry(String name, long header, long data, long size, long crc) {
        byte[] local() {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            return buffer(LOCAL_HEAD + bytes.length)
                    .putInt(LOCAL)
                    .putShort((short) 10)
                    .putShort((short) 0x0800)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0x21)
                    .putInt((int) crc)
                    .putInt((int) size)
                    .putInt((int) size)
                    .putShort((short) bytes.length)
                    .putShort((short) 0)
                    .put(bytes)
                    .array();
        }

        byte[] central() {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            return buffer(46 + bytes.length)
                    .putInt(CENTRAL)
                    .putShort((short) 10)
                    .putShort((short) 10)
                    .putShort((short) 0x0800)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0x21)
                    .putInt((int) crc)
                    .putInt((int) size)
                    .putInt((int) size)
                    .putShort((short) bytes.length)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt(0)
                    .putInt((int) header)
                    .put(bytes)
                    .array();
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What stands behind the last content. */
    private static byte[] tail(List<Entry> entries, long at) {
        List<byte[]> all = entries.stream().map(Entry::central).toList();
        int size = all.stream().mapToInt(one -> one.length).sum();
        ByteBuffer tail = buffer(size + 22);
        all.forEach(tail::put);
        tail.putInt(END)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) entries.size())
                .putShort((short) entries.size())
                .putInt(size)
                .putInt((int) at)
                .putShort((short) 0);
        byte[] bytes = new byte[tail.capacity()];
        tail.rewind().get(bytes);
        return bytes;
    }

    static void write(Path to, List<Part> parts) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long at = 0;
        try (OutputStream out = Files.newOutputStream(to)) {
            for (Part part : parts) {
                CRC32 crc = new CRC32();
                long size;
                try (InputStream in = part.open()) {
                    size = pump(in, crc, null);
                }
                Entry entry = new Entry(part.name, at, 0, size, crc.getValue());
                byte[] head = entry.local();
                at += head.length + size;
                if (at > MOST) {
                    throw new IOException("more than 4 GB of evidence");
                }
                out.write(head);
                try (InputStream in = part.open()) {
                    pump(in, new CRC32(), out);
                }
                entries.add(entry);
            }
            out.write(tail(entries, at));
        }
    }

    private static long pump(InputStream in, CRC32 crc, @Nullable OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            crc.update(buffer, 0, read);
            size += read;
            if (out != null) {
                out.write(buffer, 0, read);
            }
        }
        return size;
    }

    /** A file that claims to be such a ZIP; close it. */
    static final class Reader implements AutoCloseable {
        private final FileChannel channel;
        private final List<Entry> entries = new ArrayList<>();
        private final List<String> damaged = new ArrayList<>();

        Reader(Path file) throws IOException {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            scan();
        }

        private void scan() throws IOException {
            long at = 0;
            while (entries.size() < MOST_ENTRIES && at + LOCAL_HEAD <= channel.size()) {
                ByteBuffer head = ByteBuffer.wrap(bytes(at, LOCAL_HEAD)).order(ByteOrder.LITTLE_ENDIAN);
                int length = Short.toUnsignedInt(head.getShort(26));
                if (head.getInt(0) != LOCAL || length == 0 || length > LONGEST_NAME) {
                    break;
                }
                long size = Integer.toUnsignedLong(head.getInt(18));
                long data = at + LOCAL_HEAD + length;
                if (data + size > channel.size()) {
                    break;
                }
                String name = new String(bytes(at + LOCAL_HEAD, length), StandardCharsets.UTF_8);
                Entry found = new Entry(name, at, data, size, crc(data, size));
                if (!Arrays.equals(found.local(), bytes(at, LOCAL_HEAD + length))) {
                    damaged.add(name);
                }
                entries.add(found);
                at = data + size;
            }
            byte[] tail = tail(entries, at);
            long left = channel.size() - at;
            if (left != tail.length || !Arrays.equals(tail, bytes(at, tail.length))) {
                damaged.add("");
            }
        }

        private long crc(long from, long size) throws IOException {
            CRC32 crc = new CRC32();
            for (long at = 0; at < size; at += BUFFER) {
                crc.update(bytes(from + at, (int) Math.min(BUFFER, size - at)));
            }
            return crc.getValue();
        }

        List<Entry> entries() {
            return List.copyOf(entries);
        }

        /** Entries whose frame is not as it must be; "" = the file's own table at the end. */
        List<String> damaged() {
            return List.copyOf(damaged);
        }

        /** A part of the file. */
        byte[] bytes(long from, int size) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(size);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, from + buffer.position()) < 0) {
                    break;
                }
            }
            return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
        }

        String sha256(Entry entry) throws IOException {
            java.security.MessageDigest digest = Digests.digest();
            for (long at = 0; at < entry.size; at += BUFFER) {
                digest.update(bytes(entry.data + at, (int) Math.min(BUFFER, entry.size - at)));
            }
            return java.util.HexFormat.of().formatHex(digest.digest());
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
