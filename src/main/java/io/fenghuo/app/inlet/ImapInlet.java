package io.fenghuo.app.inlet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.app.AddressPolicy;
import io.fenghuo.model.Raw;
import io.fenghuo.model.Secret;
import io.fenghuo.source.Grant;
import io.fenghuo.source.MailReader;
import io.fenghuo.source.Mailbox;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.verticle.hearing.Inlet;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.StoreClosedException;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.BiFunction;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a mailbox by IMAP (RFC 9051), one mail at a time, in the order of their UIDs; the cursor is UIDVALIDITY and the last UID. Mails stay as
 * they are, unread ones unread, unless {@code mark-seen}. TLS is always verified, with the host's name.
 */
final class ImapInlet implements Inlet {
    private static final Logger LOG = LoggerFactory.getLogger(ImapInlet.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWER_MILLIS = "60000";
    private static final String CONNECT_MILLIS = "10000";

    private final SourceSpec spec;
    private final Mailbox box;
    private final GuardedSockets guard;
    private final BiFunction<Grant, Boolean, Secret> tokens;
    private final @Nullable SSLSocketFactory trust;
    private final boolean trial;
    private final MailReader reader;
    private final TreeSet<Long> waiting = new TreeSet<>();
    private volatile @Nullable IMAPStore store;
    private volatile @Nullable IMAPFolder folder;
    private @Nullable IMAPMessage given;
    private volatile boolean closed;

    /** @param trust null = what this Java trusts */
    ImapInlet(
            SourceSpec spec,
            AddressPolicy policy,
            BiFunction<Grant, Boolean, Secret> tokens,
            @Nullable SSLSocketFactory trust,
            boolean trial) {
        this.spec = spec;
        this.box = Mailbox.of(spec);
        this.guard = new GuardedSockets(policy, box.host(), spec.allowPrivate());
        this.tokens = tokens;
        this.trust = trust;
        this.trial = trial;
        this.reader = new MailReader(spec);
    }

    /** How far it has been read. */
    private record Mark(long validity, long uid) {
        static Mark of(@Nullable String cursor) {
            try {
                JsonNode said = cursor == null ? JSON.createObjectNode() : JSON.readTree(cursor);
                return new Mark(
                        said.path("validity").asLong(-1), said.path("uid").asLong(0));
            } catch (JsonProcessingException unreadable) {
                return new Mark(-1, 0);
            }
        }

        String text() {
            return "{\"validity\":" + validity + ",\"uid\":" + uid + "}";
        }
    }

    @Override
    public Draught next(@Nullable String cursor, Instant now) throws SourceException {
        return asked(() -> {
            IMAPFolder open = opened();
            long validity = open.getUIDValidity();
            Mark mark = Mark.of(cursor);
            boolean known = mark.validity() == validity;
            if (waiting.isEmpty() || !known || mark.uid() >= waiting.last()) {
                waiting.clear();
                look(open, known ? mark.uid() : -1, now);
            }
            if (known) {
                waiting.headSet(mark.uid(), true).clear();
            }
            while (!waiting.isEmpty()) {
                long uid = Objects.requireNonNull(waiting.pollFirst());
                if (open.getMessageByUID(uid) instanceof IMAPMessage mail && !mail.isExpunged()) {
                    return read(mail, new Mark(validity, uid), now);
                }
            }
            // Nothing was lost: those numbers are not given again.
            long last = known ? mark.uid() : Math.max(0, open.getUIDNext() - 1);
            return Draught.none(new Mark(validity, last).text(), true, null);
        });
    }

    /** Looks for mails after {@code uid}; -1 = for those of a first run. */
    private void look(IMAPFolder open, long uid, Instant now) throws MessagingException {
        // Says NOOP when nothing was said for a while, so that the server tells what is new.
        open.getMessageCount();
        Message[] found = uid < 0
                ? open.search(new ReceivedDateTerm(ComparisonTerm.GE, Date.from(now.minus(box.history()))))
                : open.getMessagesByUID(uid + 1, UIDFolder.LASTUID);
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        // Else time and size are asked for with the envelope, which a stranger's headers can make unreadable.
        profile.add(FetchProfile.Item.SIZE);
        profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
        open.fetch(found, profile);
        for (Message one : found) {
            long own = one == null ? -1 : open.getUID(one);
            // n:* names the last mail even when n is beyond it (RFC 9051 §9, seq-range).
            if (own > uid) {
                waiting.add(own);
            }
        }
    }

    private Draught read(IMAPMessage mail, Mark mark, Instant now) throws MessagingException, IOException {
        mail.setPeek(true);
        byte[] bytes;
        try (InputStream in = mail.getMimeStream()) {
            bytes = in.readNBytes(MailReader.MOST);
        }
        Date arrived = null;
        long size = 0;
        try {
            arrived = mail.getReceivedDate();
            size = Math.max(mail.getSize(), 0);
        } catch (FolderClosedException | StoreClosedException gone) {
            throw gone;
        } catch (MessagingException noEnvelope) {
            LOG.debug("mail {} of {} has no readable envelope", mark.uid(), spec.id(), noEnvelope);
        }
        given = mail;
        // RFC 5092
        String url = (box.implicit() ? "imaps://" : "imap://") + box.host() + "/" + box.folder() + ";UIDVALIDITY="
                + mark.validity() + "/;UID=" + mark.uid();
        return new Draught(
                reader.read(bytes, size, arrived == null ? now : arrived.toInstant(), now),
                mark.text(),
                new Raw(Sha256.hex(bytes), spec.id(), url, "", bytes, now),
                !waiting.isEmpty(),
                waiting.isEmpty(),
                null);
    }

    @Override
    public void kept() throws SourceException {
        IMAPMessage mail = given;
        if (mail != null && box.marksSeen() && !trial) {
            asked(() -> {
                mail.setFlag(Flags.Flag.SEEN, true);
                return true;
            });
        }
    }

    @Override
    public boolean await() throws SourceException {
        return asked(() -> {
            IMAPStore connected = store;
            IMAPFolder open = folder;
            if (connected == null || open == null || !connected.hasCapability("IDLE")) {
                return false;
            }
            open.idle(true);
            return true;
        });
    }

    @Override
    public void wake() {
        IMAPFolder open = folder;
        try {
            if (open != null && open.isOpen()) {
                // Any command ends IDLE.
                open.getMessageCount();
            }
        } catch (MessagingException | IllegalStateException gone) {
            // Whoever waits hears of it himself.
        }
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }

    private void disconnect() {
        IMAPStore connected = store;
        store = null;
        folder = null;
        given = null;
        waiting.clear();
        if (connected != null) {
            try {
                connected.close();
            } catch (MessagingException | RuntimeException gone) {
                // It is closed either way.
            }
        }
    }

    private IMAPFolder opened() throws MessagingException, IOException {
        IMAPFolder open = folder;
        if (open != null && open.isOpen()) {
            return open;
        }
        disconnect();
        if (closed) {
            throw new IllegalStateException("closed");
        }
        String protocol = box.implicit() ? "imaps" : "imap";
        IMAPStore connected =
                (IMAPStore) Session.getInstance(settings(protocol)).getStore(protocol);
        store = connected;
        if (trust != null) {
            // Sockets that begin with TLS are made by those who trust; they cannot be guarded.
            guard.check();
        }
        connected.connect(box.host(), box.port(), box.user(), password().reveal());
        if (connected.hasCapability("ID")) {
            // RFC 2971; 163.com and 126.com refuse who does not say.
            connected.id(Map.of("name", "Fenghuo", "vendor", "Fenghuo"));
        }
        IMAPFolder fresh = (IMAPFolder) connected.getFolder(box.folder());
        fresh.open(box.marksSeen() && !trial ? Folder.READ_WRITE : Folder.READ_ONLY);
        folder = fresh;
        return fresh;
    }

    private Secret password() {
        Grant grant = box.grant();
        Secret said = box.password() == null ? box.token() : box.password();
        return grant != null ? tokens.apply(grant, spec.allowPrivate()) : Objects.requireNonNull(said, "checked");
    }

    private Properties settings(String protocol) {
        Properties all = new Properties();
        Map<String, Object> own = Map.ofEntries(
                Map.entry("connectiontimeout", CONNECT_MILLIS),
                Map.entry("timeout", ANSWER_MILLIS),
                Map.entry("writetimeout", ANSWER_MILLIS),
                Map.entry("starttls.enable", "true"),
                Map.entry("starttls.required", "true"),
                Map.entry("ssl.checkserveridentity", "true"),
                Map.entry("ssl.protocols", "TLSv1.3 TLSv1.2"),
                Map.entry("auth.mechanisms", box.password() == null ? "XOAUTH2" : "PLAIN LOGIN"),
                // else it would connect by itself where ours refused
                Map.entry("socketFactory.fallback", "false"),
                Map.entry("fetchsize", "65536"),
                Map.entry("peek", "true"),
                Map.entry("connectionpoolsize", "1"));
        own.forEach((name, value) -> all.put("mail." + protocol + "." + name, value));
        all.put("mail." + protocol + ".socketFactory", guard);
        if (trust != null) {
            all.put("mail." + protocol + ".ssl.socketFactory", trust);
        }
        return all;
    }

    /** What can go wrong with a mailbox. */
    private interface Call<T> {
        T make() throws MessagingException, IOException;
    }

    private <T> T asked(Call<T> call) throws SourceException {
        try {
            return call.make();
        } catch (MessagingException | IOException | RuntimeException failed) {
            disconnect();
            throw new SourceException(MailTrouble.of(box, failed));
        }
    }
}
