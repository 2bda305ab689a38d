package io.fenghuo.app;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Which addresses may be talked to. A name is resolved once and the connection goes to exactly that address, so that a name which changes
 * its mind between check and use (DNS rebinding) gains nothing. Threadsafe.
 */
public interface AddressPolicy {

    /**
     * Resolves {@code host}, a name or a literal address. Blocks.
     *
     * @throws Refused when every address is private, loopback, link-local or otherwise not on the public internet, and that is not allowed
     * @throws UnknownHostException when there is no such host
     */
    InetAddress resolve(String host, boolean allowPrivate) throws UnknownHostException, Refused;

    /** The host may not be talked to. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final InetAddress address;

        public Refused(InetAddress address) {
            super(address.getHostAddress() + " is not public");
            this.address = address;
        }

        public InetAddress address() {
            return address;
        }
    }
}
