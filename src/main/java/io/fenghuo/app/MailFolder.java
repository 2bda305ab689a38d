package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.verticle.Sender;
import io.fenghuo.verticle.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes mails as files that any mail program opens (RFC 5322, one {@code .eml} each), while no mail server is named and for the demo. A mail
 * written again is the same file. Threadsafe.
 */
public final class MailFolder implements Sender {
    private static final String BOUNDARY = "=_fenghuo_part";
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]+");
    private static final int ENCODED_BYTES = 42;
    /** The header that marks a mail of the demo. */
    private static final String DEMO = "X-Fenghuo-Demo";

    private static final int HEADER_LINES = 100;

    private final Vertx vertx;
    private final Path folder;
    private final Time time;
    private final ZoneId zone;

    /** A writer into {@code folder}, which is made when the first mail comes. */
    public MailFolder(Vertx vertx, Path folder, Time time, ZoneId zone) {
        this.vertx = vertx;
        this.folder = folder;
        this.time = time;
        this.zone = zone;
    }

    /**
     * Removes the mails of the demo, which say in a header that they are, and no other file.
     *
     * @return how many; 0 when there is no such folder
     */
    static int removeDemo(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        int gone = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.eml")) {
            for (Path file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && ofDemo(file)) {
                    Files.delete(file);
                    gone++;
                }
            }
        }
        return gone;
    }

    private static boolean ofDemo(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String line = lines.readLine();
            for (int i = 0; i < HEADER_LINES && line != null && !line.isEmpty(); i++) {
                if (line.equals(DEMO + ": yes")) {
                    return true;
                }
                line = lines.readLine();
            }
            return false;
        }
    }

    @Override
    public Future<Reply> send(Outgoing outgoing, ChannelSpec spec) {
        if (!(outgoing instanceof Outgoing.Mail mail)) {
            throw new IllegalArgumentException("not a mail: " + outgoing);
        }
        String content = eml(mail, time.now());
        return vertx.executeBlocking(() -> write(name(mail), content), false)
                .map(file -> Reply.of(250, "written to " + file.getFileName()))
                .recover(failure -> Future.succeededFuture(Reply.of(
                        452,
                        "cannot write to " + folder + ": " + failure.getClass().getSimpleName())));
    }

    private Path write(String name, String content) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(name + ".eml");
        Path part = Files.createTempFile(folder, ".mail", ".part");
        try {
            Files.writeString(part, content, StandardCharsets.US_ASCII);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        return file;
    }

    private static String name(Outgoing.Mail mail) {
        String id = mail.headers().getOrDefault("Message-ID", "<mail@x>");
        String safe = UNSAFE.matcher(id.replaceAll("^<|@.*$", "")).replaceAll("-");
        return safe.isEmpty() ? "mail" : safe.substring(0, Math.min(safe.length(), 120));
    }

    private String eml(Outgoing.Mail mail, Instant now) {
        StringBuilder out = new StringBuilder();
        header(
                out,
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ENGLISH).format(now.atZone(zone)));
        String from = mail.from();
        header(out, "From", from == null ? "Fenghuo <fenghuo@localhost>" : from);
        header(out, "To", String.join(",\r\n ", mail.to()));
        header(out, "Subject", encoded(mail.subject()));
        for (Map.Entry<String, String> header : mail.headers().entrySet()) {
            header(out, header.getKey(), header.getValue());
        }
        if (mail.demo()) {
            header(out, DEMO, "yes");
        }
        header(out, "MIME-Version", "1.0");
        header(out, "Content-Type", "multipart/alternative; boundary=\"" + BOUNDARY + "\"");
        part(out, "text/plain", mail.text());
        part(out, "text/html", mail.html());
        return out.append("\r\n--").append(BOUNDARY).append("--\r\n").toString();
    }

    private static void header(StringBuilder out, String name, String value) {
        out.append(name).append(": ").append(value).append("\r\n");
    }

    private static void part(StringBuilder out, String type, String content) {
        out.append("\r\n--").append(BOUNDARY).append("\r\n");
        header(out, "Content-Type", type + "; charset=utf-8");
        header(out, "Content-Transfer-Encoding", "base64");
        byte[] bytes = content.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        out.append("\r\n").append(Base64.getMimeEncoder().encodeToString(bytes)).append("\r\n");
    }

    /** RFC 2047, in words of at most 75 characters, never cut inside a character. */
    private static String encoded(String subject) {
        StringBuilder out = new StringBuilder();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < subject.length(); ) {
            String one = Character.toString(subject.codePointAt(i));
            i += one.length();
            if ((word + one).getBytes(StandardCharsets.UTF_8).length > ENCODED_BYTES) {
                append(out, word);
            }
            word.append(one);
        }
        append(out, word);
        return out.toString();
    }

    private static void append(StringBuilder out, StringBuilder word) {
        if (word.length() > 0) {
            byte[] bytes = word.toString().getBytes(StandardCharsets.UTF_8);
            out.append(out.length() == 0 ? "" : "\r\n ")
                    .append("=?UTF-8?B?")
                    .append(Base64.getEncoder().encodeToString(bytes))
                    .append("?=");
            word.setLength(0);
        }
    }
}
