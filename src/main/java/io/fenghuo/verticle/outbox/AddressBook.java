package io.fenghuo.verticle.outbox;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.wording.Wordings;
import io.fenghuo.incident.Contacts;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is reached how, as the files say now: looked at anew for every sending, so that a corrected address counts at once.
 *
 * @param channels by id
 * @param lang the service's language, zh or en
 * @param publicUrl what links in messages begin with, without a slash at the end; null = no links
 * @param console where the console is on this machine, named in messages without links
 * @param wordings the house's own words for messages
 */
public record AddressBook(
        Map<String, ChannelSpec> channels,
        Contacts contacts,
        String lang,
        ZoneId zone,
        @Nullable String publicUrl,
        String console,
        Wordings wordings) {

    /** In the built-in words. */
    public AddressBook(
            Map<String, ChannelSpec> channels,
            Contacts contacts,
            String lang,
            ZoneId zone,
            @Nullable String publicUrl,
            String console) {
        this(channels, contacts, lang, zone, publicUrl, console, Wordings.NONE);
    }

    public AddressBook {
        channels = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(channels));
    }
}
