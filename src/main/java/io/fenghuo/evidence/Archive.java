package io.fenghuo.evidence;

import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.wire.PostJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.WarcCaptureRecord;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcResource;
import org.netpreserve.jwarc.WarcWriter;

/**
 * Records of a web archive file (WARC/1.0, ISO 28500), each as the bytes it has there. What was received is a {@code resource} with exactly the
 * received bytes; the headers that came with it, and that a post was deleted, are {@code metadata}; a post as it was understood is a
 * {@code resource} of JSON. No {@code response} is written, for its status line would be our words and not the server's. Each record bears a
 * random id, so that its digest tells nothing about a content that was erased. Threadsafe.
 */
public final class Archive {
    /** What a record is of. */
    public static final String RAW = "raw";

    public static final String HEADERS = "headers";
    public static final String POST = "post";
    public static final String DELETION = "deletion";
    public static final String INFO = "info";

    private static final MediaType BYTES = MediaType.parse("application/octet-stream");
    private static final MediaType JSON = MediaType.parse("application/json");
    private static final MediaType FIELDS = MediaType.parse("application/warc-fields");
    private static final MediaType LINES = MediaType.parse("text/plain; charset=UTF-8");
    private static final Pattern WEB = Pattern.compile("https?://[\\x21-\\x7E]{1,2000}");
    private static final Set<String> SECRET = Set.of(
            "authorization",
            "cookie",
            "cookie2",
            "set-cookie",
            "set-cookie2",
            "proxy-authorization",
            "www-authenticate",
            "proxy-authenticate",
            "authentication-info",
            "x-api-key");

    private Archive() {}

    /** Where a record stands: its number in the incident. */
    public record Place(String incident, long seq) {}

    /** The first record of a file. */
    public static byte[] info(Place place, String program, Instant at) {
        String text =
                "software: " + program + "\r\nformat: WARC File Format 1.0\r\nincident: " + place.incident + "\r\n";
        // not a warcinfo: like every other record this one is sealed and numbered
        return bytes(head(new WarcMetadata.Builder(), place, INFO, at)
                .targetURI(URI.create("urn:fenghuo:incident:" + escape(place.incident)))
                .body(FIELDS, text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Bytes as they were received.
     *
     * @param part a part of {@code raw.bytes()}, or all of them
     * @param range where the part lies, such as {@code 17-99}; "" = all
     */
    public static byte[] raw(Place place, Raw raw, byte[] part, String range) {
        WarcResource.Builder builder = head(
                        new WarcResource.Builder(uri(raw.url(), "source:" + escape(raw.source()))),
                        place,
                        RAW,
                        raw.at())
                .addHeader("Fenghuo-Source", escape(raw.source()))
                .addHeader("Fenghuo-Raw", "sha256:" + raw.sha256());
        if (!range.isEmpty()) {
            builder.addHeader("Fenghuo-Range", range);
        }
        return bytes(builder.body(type(raw), part));
    }

    /** The headers bytes came with, without secrets. */
    public static byte[] headers(Place place, Raw raw) {
        return bytes(head(new WarcMetadata.Builder(), place, HEADERS, raw.at())
                .targetURI(uri(raw.url(), "source:" + escape(raw.source())))
                .addHeader("Fenghuo-Source", escape(raw.source()))
                .addHeader("Fenghuo-Raw", "sha256:" + raw.sha256())
                .body(LINES, harmless(raw.headers()).getBytes(StandardCharsets.UTF_8)));
    }

    /** Header lines without those that hold secrets. */
    static String harmless(String headers) {
        StringBuilder kept = new StringBuilder();
        headers.lines()
                .filter(line -> !SECRET.contains(line.split(":", 2)[0].strip().toLowerCase(Locale.ROOT)))
                .forEach(line -> kept.append(line).append('\n'));
        return kept.toString();
    }

    /** A post as it was understood, in one of its versions. */
    public static byte[] post(Place place, Post post, int version) {
        return bytes(of(head(new WarcResource.Builder(target(post)), place, POST, post.receivedAt()), post)
                .addHeader("Fenghuo-Version", Integer.toString(version))
                .body(JSON, PostJson.write(post, ZoneOffset.UTC).getBytes(StandardCharsets.UTF_8)));
    }

    /** That a post was seen to be deleted. */
    public static byte[] deletion(Place place, Post post, Instant at) {
        String text = "deleted: " + at.truncatedTo(ChronoUnit.MILLIS) + "\r\n";
        return bytes(of(head(new WarcMetadata.Builder(), place, DELETION, at).targetURI(target(post)), post)
                .body(FIELDS, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static <
                    R extends org.netpreserve.jwarc.WarcRecord,
                    B extends org.netpreserve.jwarc.WarcRecord.AbstractBuilder<R, B>>
            B of(B builder, Post post) {
        B with =
                builder.addHeader("Fenghuo-Source", escape(post.source())).addHeader("Fenghuo-Post", escape(post.id()));
        return post.raw() == null ? with : with.addHeader("Fenghuo-Raw", "sha256:" + escape(post.raw()));
    }

    private static <
                    R extends org.netpreserve.jwarc.WarcRecord,
                    B extends org.netpreserve.jwarc.WarcRecord.AbstractBuilder<R, B>>
            B head(B builder, Place place, String kind, Instant at) {
        return builder.recordId(UUID.randomUUID())
                .date(at.truncatedTo(ChronoUnit.SECONDS))
                .addHeader("Fenghuo-Record", Long.toString(place.seq))
                .addHeader("Fenghuo-Kind", kind)
                .addHeader("Fenghuo-Time", at.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private static byte[] bytes(org.netpreserve.jwarc.WarcRecord.AbstractBuilder<?, ?> builder) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (WarcWriter writer = new WarcWriter(Channels.newChannel(out))) {
            writer.write((org.netpreserve.jwarc.WarcRecord) builder.build());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /**
     * What stands in the place of a record that was erased, byte for byte as long. The same record always leaves the same.
     *
     * @param digest of the record that was
     * @throws IllegalArgumentException when the place is too short; no record of ours is
     */
    public static byte[] tombstone(Place place, String digest, Instant erased, int length) {
        UUID id = UUID.nameUUIDFromBytes(("erased " + digest).getBytes(StandardCharsets.US_ASCII));
        String head = "WARC/1.0\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:" + id + ">\r\nWARC-Date: "
                + erased.truncatedTo(ChronoUnit.SECONDS) + "\r\nFenghuo-Record: " + place.seq
                + "\r\nFenghuo-Kind: erased\r\nContent-Type: text/plain\r\nContent-Length: ";
        int digits = 1;
        int body;
        do {
            body = length - head.length() - digits - 8;
            digits++;
        } while (body >= 0 && Integer.toString(body).length() >= digits);
        if (body < 0) {
            throw new IllegalArgumentException("no room for a tombstone in " + length + " bytes");
        }
        String number = Integer.toString(body);
        StringBuilder stone = new StringBuilder(length).append(head);
        stone.append("0".repeat(length - head.length() - 8 - body - number.length()))
                .append(number)
                .append("\r\n\r\n")
                .append(" ".repeat(body))
                .append("\r\n\r\n");
        return stone.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static MediaType type(Raw raw) {
        String found = raw.headers()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
        try {
            return found.isEmpty() || found.length() > 200 ? BYTES : MediaType.parse(found);
        } catch (IllegalArgumentException unreadable) {
            return BYTES;
        }
    }

    private static URI target(Post post) {
        return uri(post.url(), "post:" + escape(post.source()) + ":" + escape(post.id()));
    }

    private static URI uri(@Nullable String url, String otherwise) {
        if (url != null && WEB.matcher(url).matches()) {
            try {
                return URI.create(url);
            } catch (IllegalArgumentException unreadable) {
                // as if there were none
            }
        }
        return URI.create("urn:fenghuo:" + otherwise);
    }

    /** A stranger's id in a header: letters of ASCII, the rest percent-encoded. */
    static String escape(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Whether a record is one with a target; for readers. */
    static boolean isCapture(Object record) {
        return record instanceof WarcCaptureRecord;
    }
}
