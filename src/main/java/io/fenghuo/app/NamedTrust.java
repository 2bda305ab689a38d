package io.fenghuo.app;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a server whose certificate is trusted, of today and names the host we meant (RFC 6125 §6.4: subject alternative names, a star for the leftmost
 * label alone). The mail client (5.0.8) checks the name on SMTPS but not after STARTTLS, measured in SendersIT; this checks it on both.
 */
final class NamedTrust extends X509ExtendedTrustManager {
    private static final int DNS = 2;
    private static final int IP = 7;

    private final X509ExtendedTrustManager trusted;
    private final String host;

    private NamedTrust(X509ExtendedTrustManager trusted, String host) {
        this.trusted = trusted;
        this.host = host;
    }

    /** What {@code store} trusts, or this Java when it is null, as far as it names {@code host}. */
    static NamedTrust of(@Nullable KeyStore store, String host) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return new NamedTrust(extended, host.replaceAll("[\\[\\]]", ""));
                }
            }
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java has no usable trust store", broken);
        }
        throw new IllegalStateException("this Java has no X.509 trust manager");
    }

    private void named(X509Certificate[] chain) throws CertificateException {
        // a certificate that is trusted by itself is not asked for its days otherwise
        chain[0].checkValidity();
        Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
        if (names != null) {
            for (List<?> name : names) {
                int kind = (Integer) name.get(0);
                String value = String.valueOf(name.get(1)).toLowerCase(Locale.ROOT);
                if ((kind == DNS && fits(value)) || (kind == IP && value.equals(host))) {
                    return;
                }
            }
        }
        throw new CertificateException("no name of the certificate is " + host);
    }

    private boolean fits(String name) {
        String wanted = host.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        boolean star = name.startsWith("*.") && name.indexOf('.', 2) > 0 && dot > 0;
        return name.equals(wanted) || (star && name.substring(1).equals(wanted.substring(dot)));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trusted.checkServerTrusted(chain, type);
        named(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        trusted.checkServerTrusted(chain, type, socket);
        named(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        trusted.checkServerTrusted(chain, type, engine);
        named(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trusted.getAcceptedIssuers();
    }
}
