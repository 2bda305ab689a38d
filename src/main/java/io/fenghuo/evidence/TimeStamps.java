package io.fenghuo.evidence;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Selector;
import org.bouncycastle.util.Store;

/**
 * Time stamps by RFC 3161 over a SHA-256 hash. Whether the authority is to be trusted is not judged here. The library reads what lies within one another by recursion: an answer too deep for it is unfit like any other. Threadsafe.
 */
public final class TimeStamps {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BITS = 64;
    private static final int LONGEST = 300;

    private TimeStamps() {}

    /** The request for a stamp over {@code hash} (lower-case hex), asking for the authority's certificate too. */
    public static byte[] request(String hash) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        try {
            return generator
                    .generate(TSPAlgorithms.SHA256, HexFormat.of().parseHex(hash), new BigInteger(NONCE_BITS, RANDOM))
                    .getEncoded();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What the other side says, as one short line. */
    private static String line(String said) {
        String plain = said.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }

    /**
     * What a stamp says.
     *
     * @param authority the subject of its certificate, at most {@value #LONGEST} characters and none of them a control
     */
    public record Stamped(Instant at, String authority, String serial) {}

    /** An answer that is no stamp over what was asked. */
    public static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(Throwable cause) {
            super(line(String.valueOf(cause.getMessage())), cause);
        }

        Unfit(String message) {
            super(line(message));
        }
    }

    /**
     * Reads the answer to a request.
     *
     * @throws Unfit when it was refused, is over something else, answers another request, or its signature does not hold
     */
    public static Stamped accept(byte[] request, byte[] answer, String hash) throws Unfit {
        try {
            TimeStampResponse response = new TimeStampResponse(answer);
            response.validate(new TimeStampRequest(request));
        } catch (TSPException | IOException | RuntimeException | StackOverflowError unfit) {
            throw new Unfit(unfit);
        }
        return check(answer, hash);
    }

    /**
     * Checks a kept answer by itself: that it is over {@code hash} and signed by the certificate in it.
     *
     * @throws Unfit when not
     */
    public static Stamped check(byte[] answer, String hash) throws Unfit {
        try {
            TimeStampToken token = new TimeStampResponse(answer).getTimeStampToken();
            if (token == null) {
                throw new Unfit("the authority refused");
            }
            String over = HexFormat.of().formatHex(token.getTimeStampInfo().getMessageImprintDigest());
            if (!over.equals(hash)
                    || !TSPAlgorithms.SHA256.equals(token.getTimeStampInfo().getMessageImprintAlgOID())) {
                throw new Unfit("it is over " + over);
            }
            X509CertificateHolder signer = signer(token);
            token.validate(verifier(signer));
            return new Stamped(
                    token.getTimeStampInfo().getGenTime().toInstant(),
                    line(signer.getSubject().toString()),
                    token.getTimeStampInfo().getSerialNumber().toString());
        } catch (TSPException
                | IOException
                | CMSException
                | OperatorCreationException
                | CertificateException
                | RuntimeException
                | StackOverflowError unfit) {
            throw new Unfit(unfit);
        }
    }

    private static SignerInformationVerifier verifier(X509CertificateHolder signer)
            throws OperatorCreationException, CertificateException {
        return new JcaSimpleSignerInfoVerifierBuilder().build(signer);
    }

    @SuppressWarnings("unchecked") // the library's selector has lost its type
    private static X509CertificateHolder signer(TimeStampToken token) throws Unfit, CMSException {
        Store<X509CertificateHolder> certificates = token.getCertificates();
        Collection<X509CertificateHolder> found =
                certificates.getMatches((Selector<X509CertificateHolder>) token.getSID());
        return found.stream().findFirst().orElseThrow(() -> new Unfit("its certificate is missing"));
    }
}
