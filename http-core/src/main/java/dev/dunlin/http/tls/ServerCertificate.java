package dev.dunlin.http.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What the server proves with that it is who it says.
 *
 * @param chain its own certificate first, then those that vouch for it
 * @param key the private key of the first
 * @param names the DNS names that the first is for, in lower case
 */
record ServerCertificate(List<X509Certificate> chain, PrivateKey key, List<String> names) {
    private static final int DNS_NAME = 2;

    /**
     * Reads a certificate and its key.
     *
     * @throws IllegalArgumentException if one cannot be read, or they do not belong together
     */
    static ServerCertificate read(Path chain, Path key) {
        List<X509Certificate> certificates = Pem.certificates(chain);
        PrivateKey privateKey = KeyFile.read(key);
        X509Certificate own = certificates.get(0);
        if (!belongTogether(own.getPublicKey(), key, privateKey))
            throw new IllegalArgumentException(
                    key + " holds a key that does not belong to the certificate in " + chain);
        return new ServerCertificate(certificates, privateKey, names(chain, own));
    }

    /** Tells whether it is for a host of this name: literally, or by a wildcard for the left-most label (RFC 9525 §6.3). */
    boolean covers(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        return names.contains(name) || (dot > 0 && names.contains("*" + name.substring(dot)));
    }

    /** Tells whether there is a name that both are for. */
    boolean sharesNameWith(ServerCertificate other) {
        return names.stream().anyMatch(other.names::contains);
    }

    private static boolean belongTogether(PublicKey certified, Path file, PrivateKey key) {
        byte[] probe = {1, 2, 3};
        byte[] signed = signed(file, key, probe);
        try {
            Signature signature = Signature.getInstance(signatureOf(key));
            signature.initVerify(certified);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // of different kinds
        }
    }

    private static byte[] signed(Path file, PrivateKey key, byte[] probe) {
        try {
            Signature signature = Signature.getInstance(signatureOf(key));
            signature.initSign(key);
            signature.update(probe);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    file + " holds a key that this JVM cannot sign with: " + e.getMessage() + "; " + KeyFile.SUPPORTED,
                    e);
        }
    }

    private static String signatureOf(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    private static List<String> names(Path file, X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives == null) return names;
            for (List<?> alternative : alternatives) {
                if (alternative.get(0).equals(DNS_NAME))
                    names.add(((String) alternative.get(1)).toLowerCase(Locale.ROOT));
            }
            return names;
        } catch (CertificateParsingException e) {
            throw new IllegalArgumentException(file + " holds a certificate with malformed names", e);
        }
    }
}
