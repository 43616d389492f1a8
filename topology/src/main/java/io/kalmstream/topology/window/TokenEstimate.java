package io.kalmstream.topology.window;

/**
 * How many tokens a text has, guessed from its length: the device's tokenizer says so exactly, but only after the window is closed.
 * The guess follows what that tokenizer has said about the task's texts of late.
 *
 * <p>Threads: the stream thread only.
 */
final class TokenEstimate {
    /** Of English text. */
    private static final double AT_FIRST = 0.25;
    /** Characters after which half of what was learned before is forgotten. */
    private static final double MEMORY_CHARS = 1 << 16;

    private final int maxTokens;
    private double chars = 1;
    private double tokens = AT_FIRST;

    /** @param maxTokens that the model reads of a text */
    TokenEstimate(int maxTokens) {
        this.maxTokens = maxTokens;
    }

    int of(String text) {
        return (int) Math.clamp(Math.ceil(text.length() * tokens / chars), 1, maxTokens);
    }

    /** @param counted tokens of a text that was not cut */
    void learn(String text, int counted) {
        double keep = MEMORY_CHARS / (MEMORY_CHARS + text.length());
        chars = chars * keep + text.length();
        tokens = tokens * keep + counted;
    }
}
