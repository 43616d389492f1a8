package io.kalmstream.encoder.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.TokenizedText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;

/**
 * A Hugging Face {@code tokenizer.json}. Its own truncation and padding are not used: a text is truncated to what the model reads,
 * and padding is the device's business.
 *
 * <p>Threads: any number at once; none after or during {@link #close}.
 */
public final class Tokenizer implements AutoCloseable {
    static {
        // The library would otherwise report home on some clouds, and fetch its native part for machines with a GPU; it
        // has one in its jar.
        System.setProperty("ai.djl.offline", "true");
    }

    private final HuggingFaceTokenizer tokenizer;
    private final TextBound bound;

    private Tokenizer(HuggingFaceTokenizer tokenizer, TextBound bound) {
        this.tokenizer = tokenizer;
        this.bound = bound;
    }

    /**
     * @param tokenizerJson read to its end, not closed
     * @param maxTokens longest answer, special tokens included
     */
    public static Tokenizer open(InputStream tokenizerJson, int maxTokens) {
        String limit = Integer.toString(maxTokens);
        Map<String, String> options = Map.of(
                "truncation", "true", "maxLength", limit, "modelMaxLength", limit, "stride", "0", "padding", "false");
        try {
            return new Tokenizer(HuggingFaceTokenizer.newInstance(tokenizerJson, options), new TextBound(maxTokens));
        } catch (IOException | RuntimeException e) {
            throw new EncoderException("The tokenizer could not be loaded; is this a tokenizer.json?", e);
        }
    }

    /**
     * @param text any string
     * @return the tokens, special ones at both ends; truncated at the end of the text
     */
    public TokenizedText tokenize(String text) {
        Encoding encoding = tokenizer.encode(WellFormed.of(bound.cut(text)), true, false);
        int[] ids = Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
        return new TokenizedText(ids, encoding.exceedMaxLength() || bound.exceeds(text));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
