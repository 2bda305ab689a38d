package io.fenghuo.app.inlet;

import io.fenghuo.app.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Plain sockets that connect to one host only, and only where an {@link AddressPolicy} allows; its name is resolved here, once, so that what was
 * checked is what is connected to.
 */
final class GuardedSockets extends SocketFactory {
    private final AddressPolicy policy;
    private final String host;
    private final boolean allowPrivate;

    GuardedSockets(AddressPolicy policy, String host, boolean allowPrivate) {
        this.policy = policy;
        this.host = host;
        this.allowPrivate = allowPrivate;
    }

    /** The address may not be talked to. */
    static final class RefusedAddress extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedAddress(InetAddress address) {
            super(address.getHostAddress());
        }
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress to, int timeout) throws IOException {
                super.connect(checked(to), timeout);
            }

            @Override
            public void connect(SocketAddress to) throws IOException {
                super.connect(checked(to));
            }
        };
    }

    private SocketAddress checked(SocketAddress to) throws IOException {
        return new InetSocketAddress(check(), ((InetSocketAddress) to).getPort());
    }

    /** The address that may be talked to. */
    InetAddress check() throws IOException {
        try {
            return policy.resolve(host, allowPrivate);
        } catch (AddressPolicy.Refused refused) {
            throw new RefusedAddress(refused.address());
        }
    }

    private Socket connected(String name, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(InetSocketAddress.createUnresolved(name, port));
        return socket;
    }

    @Override
    public Socket createSocket(String name, int port) throws IOException {
        return connected(name, port);
    }

    @Override
    public Socket createSocket(String name, int port, InetAddress local, int localPort) throws IOException {
        return connected(name, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return connected(address.getHostName(), port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) throws IOException {
        return connected(address.getHostName(), port);
    }
}
