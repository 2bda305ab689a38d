package io.fenghuo.config;

import io.fenghuo.model.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where things run, as the environment says. Each variable may also be given as {@code …_FILE}, naming a file that holds the value.
 *
 * @param home FENGHUO_HOME: the folder with watchlists/, alerts/, data/; default the working folder
 * @param listen FENGHUO_LISTEN: where the console and the API answer; default 127.0.0.1:8080
 * @param trusted FENGHUO_TRUSTED: networks (CIDR) that may open the console before accounts exist; default loopback
 * @param publicUrl FENGHUO_PUBLIC_URL: what links in messages begin with, without a slash at the end; null = messages carry no links
 * @param databaseUrl FENGHUO_DATABASE_URL: {@code sqlite:PATH}, {@code jdbc:postgresql://…} or {@code postgres://…}; null = the embedded
 *     store under data/
 * @param kafka FENGHUO_KAFKA: bootstrap servers; null = none
 * @param smtp FENGHUO_SMTP_URL: smtp:// or smtps:// with user and password; null = mails are files under data/mail
 * @param key FENGHUO_KEY: one or several keys, parted by commas or blanks: the first signs links, all are believed; null = made and kept in data/
 * @param zone FENGHUO_ZONE: where working days and nights are; default Asia/Shanghai
 * @param language FENGHUO_LANG: zh or en; default zh
 * @param contact FENGHUO_CONTACT: a mail address or a URL that sites we read find us by, told in User-Agent; null = none
 * @param proxy FENGHUO_PROXY: the HTTP proxy sources are read through, {@code http://user:password@host:port}; null = none
 */
public record Environment(
        Path home,
        Listen listen,
        List<String> trusted,
        @Nullable URI publicUrl,
        @Nullable Secret databaseUrl,
        @Nullable String kafka,
        @Nullable Secret smtp,
        @Nullable Secret key,
        ZoneId zone,
        Locale language,
        @Nullable String contact,
        @Nullable Secret proxy) {

    public Environment {
        trusted = List.copyOf(trusted);
    }

    /**
     * An address to listen on.
     *
     * @param port 0 = any free one
     */
    public record Listen(String host, int port) {}

    /** With another home, as {@code --home} asks. */
    public Environment at(Path folder) {
        return new Environment(
                folder, listen, trusted, publicUrl, databaseUrl, kafka, smtp, key, zone, language, contact, proxy);
    }

    /** The keys in what {@code FENGHUO_KEY} says, the signing one first; empty parts are passed over. */
    public static List<String> keys(String value) {
        List<String> keys = Arrays.stream(value.split("[,\\s]+"))
                .filter(key -> !key.isEmpty())
                .toList();
        return keys.isEmpty() ? List.of("") : keys;
    }
}
