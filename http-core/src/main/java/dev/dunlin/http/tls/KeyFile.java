package dev.dunlin.http.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a private key from a PEM file: PKCS#8 (RFC 5208), or one of the older forms, PKCS#1 for RSA (RFC 8017) and SEC 1 for
 * elliptic curves (RFC 5915), which are put into the envelope of PKCS#8.
 */
final class KeyFile {
    /** What keys there can be, for messages. */
    static final String SUPPORTED =
            "supported are RSA, EdDSA, and EC on the named curves secp256r1, secp384r1 and secp521r1";

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private static final byte[] VERSION_0 = {Der.INTEGER, 1, 0};

    /** The identifier 1.2.840.113549.1.1.1, rsaEncryption, and NULL for its parameters. */
    private static final byte[] RSA = {0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
    };

    /** The identifier 1.2.840.10045.2.1, id-ecPublicKey; the curve follows as its parameters. */
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    /** The tag of the curve in a key of SEC 1. */
    private static final int CURVE = 0xa0;

    private KeyFile() {}

    static PrivateKey read(Path file) {
        for (Pem block : Pem.read(file)) {
            byte[] key = pkcs8(file, block);
            if (key != null) return privateKey(file, key);
        }
        throw new IllegalArgumentException(file + " holds no private key in PEM");
    }

    private static byte @Nullable [] pkcs8(Path file, Pem block) {
        if (block.isEncrypted() || block.label().equals("ENCRYPTED PRIVATE KEY"))
            throw new IllegalArgumentException(file + " is encrypted; a key without a passphrase is needed");
        return switch (block.label()) {
            case "PRIVATE KEY" -> block.content();
            case "RSA PRIVATE KEY" -> envelope(RSA, new byte[0], block.content());
            case "EC PRIVATE KEY" -> envelope(EC, curve(file, block.content()), block.content());
            default -> null;
        };
    }

    private static byte[] envelope(byte[] algorithm, byte[] parameters, byte[] key) {
        byte[] identifier = Der.value(Der.SEQUENCE, algorithm, parameters);
        return Der.value(Der.SEQUENCE, VERSION_0, identifier, Der.value(Der.OCTET_STRING, key));
    }

    private static byte[] curve(Path file, byte[] key) {
        try {
            byte[] fields = Der.content(Der.SEQUENCE, ByteBuffer.wrap(key));
            ByteBuffer rest = ByteBuffer.wrap(fields == null ? new byte[0] : fields);
            while (rest.hasRemaining()) {
                byte[] curve = Der.content(CURVE, rest);
                if (curve != null) return curve;
            }
            throw new IllegalArgumentException(file + " holds a key that does not name its curve");
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException(file + " holds a malformed private key", e);
        }
    }

    private static PrivateKey privateKey(Path file, byte[] pkcs8) {
        for (String algorithm : ALGORITHMS) {
            PrivateKey key = privateKey(algorithm, pkcs8);
            if (key != null) return key;
        }
        throw new IllegalArgumentException(
                file + " holds a private key that is malformed, or not supported by this JVM; " + SUPPORTED);
    }

    private static @Nullable PrivateKey privateKey(String algorithm, byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
            return null; // of another algorithm, or none at all
        }
    }
}
