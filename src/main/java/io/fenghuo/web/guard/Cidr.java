package io.fenghuo.web.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses such as {@code 10.0.0.0/8} or {@code ::1}; an address without a length is that one alone. Names are never looked up.
 * Immutable.
 */
public final class Cidr {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");
    /** This machine alone. */
    public static final List<Cidr> LOOPBACK = List.of(parse("127.0.0.0/8"), parse("::1/128"));

    private final byte[] base;
    private final int bits;

    private Cidr(byte[] base, int bits) {
        this.base = base;
        this.bits = bits;
    }

    /**
     * Reads one range.
     *
     * @throws IllegalArgumentException when it is none; the message says what one looks like
     */
    public static Cidr parse(String text) {
        String trimmed = text.trim();
        int slash = trimmed.indexOf('/');
        byte[] address = literal(slash < 0 ? trimmed : trimmed.substring(0, slash));
        if (address == null) {
            throw wrong(text);
        }
        int most = address.length * 8;
        int bits = most;
        if (slash >= 0) {
            String length = trimmed.substring(slash + 1);
            bits = LENGTH.matcher(length).matches() ? Integer.parseInt(length) : most + 1;
        }
        if (bits > most) {
            throw wrong(text);
        }
        return new Cidr(address, bits);
    }

    /** Reads ranges parted by commas or spaces; a blank text gives {@link #LOOPBACK}. */
    public static List<Cidr> list(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return LOOPBACK;
        }
        List<Cidr> ranges = new ArrayList<>();
        for (String part : text.trim().split("[,\\s]+", -1)) {
            if (!part.isEmpty()) {
                ranges.add(parse(part));
            }
        }
        return List.copyOf(ranges);
    }

    /** Whether the address, written as numbers, lies in the range; false for anything that is no address. */
    public boolean contains(String address) {
        byte[] bytes = literal(address);
        if (bytes == null || bytes.length != base.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >>> (bit & 7);
            if ((bytes[bit >>> 3] & mask) != (base[bit >>> 3] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Whether both are written as numbers and are one address, however each is written. */
    static boolean same(String one, String other) {
        byte[] address = literal(one);
        return address != null && Arrays.equals(address, literal(other));
    }

    /** Whether the address, written as numbers, is this machine's own. */
    public static boolean loopback(String address) {
        return LOOPBACK.stream().anyMatch(range -> range.contains(address));
    }

    private static byte @Nullable [] literal(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        if (!V4.matcher(address).matches() && !V6.matcher(address).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "not an address range: '" + text + "'; write one like 192.168.1.0/24, 10.1.2.3 or fd00::/8");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cidr cidr && cidr.bits == bits && Arrays.equals(cidr.base, base);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(base) + bits;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(base).getHostAddress() + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
