package io.fenghuo.app;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Lets through what the IANA special-purpose registries (RFC 6890 and its updates) call globally reachable. Cloud metadata services
 * (169.254.169.254, fd00:ec2::254, 100.100.100.200) lie in ranges that are refused. Threadsafe.
 */
public final class PublicAddresses implements AddressPolicy {

    @Override
    public InetAddress resolve(String host, boolean allowPrivate) throws UnknownHostException, Refused {
        String literal = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        InetAddress[] all = InetAddress.getAllByName(literal);
        for (InetAddress address : all) {
            if (allowPrivate || isPublic(address)) {
                return address;
            }
        }
        throw new Refused(all[0]);
    }

    /** Whether {@code address} is on the public internet. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] b = address.getAddress();
        return address instanceof Inet6Address ? isPublic6(b) : isPublic4(b);
    }

    private static boolean isPublic4(byte[] b) {
        int first = b[0] & 0xFF;
        int second = b[1] & 0xFF;
        int third = b[2] & 0xFF;
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127;
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 -> second != 168 && !(second == 0 && (third == 0 || third == 2));
            case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224;
        };
    }

    private static boolean isPublic6(byte[] b) {
        if ((b[0] & 0xFE) == 0xFC || ((b[0] & 0xE0) != 0x20 && !isNat64(b))) {
            return false;
        }
        if (isNat64(b)) {
            return isEmbeddedPublic(b, 12);
        }
        boolean sixToFour = b[0] == 0x20 && b[1] == 0x02;
        boolean special = b[0] == 0x20 && b[1] == 0x01 && (b[2] & 0xFE) == 0;
        boolean documentation = b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && (b[3] & 0xFF) == 0xB8;
        return !special && !documentation && (!sixToFour || isEmbeddedPublic(b, 2));
    }

    /** 64:ff9b::/96 carries an IPv4 address (RFC 6052). */
    private static boolean isNat64(byte[] b) {
        return b[0] == 0 && b[1] == 0x64 && (b[2] & 0xFF) == 0xFF && (b[3] & 0xFF) == 0x9B;
    }

    private static boolean isEmbeddedPublic(byte[] b, int at) {
        try {
            InetAddress inner = Inet4Address.getByAddress(Arrays.copyOfRange(b, at, at + 4));
            return isPublic(inner);
        } catch (UnknownHostException impossible) {
            return false;
        }
    }
}
