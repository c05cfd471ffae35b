package dev.dunlin.http.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates from a PEM file. */
final class CertificateFile {
    private CertificateFile() {}

    /** All certificates of the file in their order, one at least. */
    static List<X509Certificate> read(Path file) throws TlsFileException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem block : Pem.read(file)) {
            if (block.label().equals("CERTIFICATE")) certificates.add(certificate(file, block.content()));
        }
        if (certificates.isEmpty()) throw new TlsFileException(file, "holds no certificate in PEM");
        return certificates;
    }

    private static X509Certificate certificate(Path file, byte[] der) throws TlsFileException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new TlsFileException(file, "holds a malformed certificate", e);
        }
    }
}
