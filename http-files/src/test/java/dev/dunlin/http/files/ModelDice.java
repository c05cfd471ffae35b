package dev.dunlin.http.files;

/** Numbers that a seed determines, faster than those of {@link java.util.Random}: Marsaglia's xorshift. */
final class ModelDice {
    private long state;

    ModelDice(long seed) {
        state = (seed + 1) * 0x9E3779B97F4A7C15L;
        if (state == 0) state = 1;
    }

    /** A number from 0 up to, but not including, this one. */
    int below(int bound) {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return (int) ((state >>> 33) % bound);
    }

    /** Returns true once in so many times on average. */
    boolean once(int in) {
        return below(in) == 0;
    }
}
