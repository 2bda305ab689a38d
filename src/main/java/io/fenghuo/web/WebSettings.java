package io.fenghuo.web;

import io.fenghuo.model.Secret;
import io.fenghuo.web.guard.Cidr;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the console is served.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 = any free one
 * @param publicUrl what links in messages begin with ({@code FENGHUO_PUBLIC_URL}); its host is accepted in Host headers
 * @param trusted who may open the console ({@code FENGHUO_TRUSTED})
 * @param key signs form tokens ({@code FENGHUO_KEY})
 * @param zone in which times are shown
 * @param lang the language of a reader who has not chosen one
 * @param maxBody bytes a body may have, see {@link #MAX_BODY}
 */
public record WebSettings(
        String host,
        int port,
        @Nullable URI publicUrl,
        List<Cidr> trusted,
        Secret key,
        ZoneId zone,
        Locale lang,
        long maxBody) {
    /** 8 MB: some 20,000 comments of common length in one request. */
    public static final long MAX_BODY = 8L << 20;

    public WebSettings {
        trusted = List.copyOf(trusted);
    }
}
