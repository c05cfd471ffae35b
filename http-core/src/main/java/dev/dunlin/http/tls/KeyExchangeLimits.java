package dev.dunlin.http.tls;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the finite-field groups of more than 3072 bits (RFC 7919) for the exchange of keys. The client chooses the group:
 * one that asks for 8192 bits makes the server compute seven times as long as for X25519, and no browser does.
 */
public final class KeyExchangeLimits implements AlgorithmConstraints {
    private static final Set<String> REFUSED = Set.of("ffdhe4096", "ffdhe6144", "ffdhe8192");

    private final @Nullable AlgorithmConstraints others;

    /**
     * @param others constraints that hold as well
     */
    public KeyExchangeLimits(@Nullable AlgorithmConstraints others) {
        this.others = others;
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, @Nullable AlgorithmParameters parameters) {
        return !REFUSED.contains(algorithm) && (others == null || others.permits(primitives, algorithm, parameters));
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return others == null || others.permits(primitives, key);
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, Key key, @Nullable AlgorithmParameters parameters) {
        return !REFUSED.contains(algorithm)
                && (others == null || others.permits(primitives, algorithm, key, parameters));
    }
}
