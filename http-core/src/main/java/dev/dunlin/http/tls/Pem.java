package dev.dunlin.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of a PEM file (RFC 7468): what stands between two lines of dashes. Text around the blocks is passed over.
 *
 * @param label what the block holds, such as {@code CERTIFICATE}
 * @param content the decoded bytes; empty if the block is encrypted
 * @param isEncrypted whether the block's own head says that it is encrypted, as OpenSSL's older form does
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pem(String label, byte[] content, boolean isEncrypted) {
    private static final int LARGEST_FILE = 1 << 20;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*?\\n(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final Pattern ENCRYPTED = Pattern.compile("^Proc-Type:.*ENCRYPTED", Pattern.MULTILINE);

    /**
     * Reads all blocks of a file.
     *
     * @throws IllegalArgumentException if the file cannot be read, or there is a block that cannot be decoded
     */
    static List<Pem> read(Path file) {
        List<Pem> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text(file));
        while (matcher.find()) blocks.add(block(file, matcher.group(1), matcher.group(2)));
        return blocks;
    }

    /** All certificates of a file in their order, one at least. */
    static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem block : read(file)) {
            if (block.label().equals("CERTIFICATE")) certificates.add(certificate(file, block.content()));
        }
        if (certificates.isEmpty()) throw new IllegalArgumentException(file + " holds no certificate in PEM");
        return certificates;
    }

    private static X509Certificate certificate(Path file, byte[] der) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + " holds a malformed certificate", e);
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) throw new IllegalArgumentException(file + " is larger than 1 MiB");
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " does not exist", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read", e);
        }
    }

    private static Pem block(Path file, String label, String content) {
        if (ENCRYPTED.matcher(content).find()) return new Pem(label, new byte[0], true);
        try {
            return new Pem(label, Base64.getMimeDecoder().decode(content), false);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " has a block " + label + " that is not base64", e);
        }
    }
}
