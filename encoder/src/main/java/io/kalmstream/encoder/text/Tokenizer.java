package io.kalmstream.encoder.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.NoTokensException;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TokenizedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final TextRules rules;
    private final TextBound bound;

    private Tokenizer(HuggingFaceTokenizer tokenizer, TextRules rules, TextBound bound) {
        this.tokenizer = tokenizer;
        this.rules = rules;
        this.bound = bound;
    }

    /**
     * @param tokenizerJson read to its end, not closed
     * @param maxTokens longest answer, special tokens included
     */
    public static Tokenizer open(InputStream tokenizerJson, int maxTokens) {
        return open(tokenizerJson, maxTokens, TextRules.NONE);
    }

    /** @param maxTokens longest answer, prompt and special tokens included */
    public static Tokenizer open(Path tokenizerJson, int maxTokens, TextRules rules) {
        try (InputStream in = Files.newInputStream(tokenizerJson)) {
            return open(in, maxTokens, rules);
        } catch (IOException e) {
            throw new EncoderException(tokenizerJson + " cannot be read", e);
        }
    }

    private static Tokenizer open(InputStream tokenizerJson, int maxTokens, TextRules rules) {
        String limit = Integer.toString(maxTokens);
        Map<String, String> options = Map.of(
                "truncation", "true", "maxLength", limit, "modelMaxLength", limit, "stride", "0", "padding", "false");
        try {
            return new Tokenizer(
                    HuggingFaceTokenizer.newInstance(tokenizerJson, options), rules, new TextBound(maxTokens));
        } catch (IOException | RuntimeException e) {
            throw new EncoderException("The tokenizer could not be loaded; is this a tokenizer.json?", e);
        }
    }

    /** Like {@link #tokenize(String, Side)} for a document. */
    public TokenizedText tokenize(String text) {
        return tokenize(text, Side.DOCUMENT);
    }

    /**
     * @param text any string
     * @return the tokens of the side's prompt and the text, special ones at the ends; truncated at the end of the text
     * @throws NoTokensException there are none
     */
    public TokenizedText tokenize(String text, Side side) {
        String ruled = rules.apply(text, side);
        Encoding encoding = tokenizer.encode(WellFormed.of(bound.cut(ruled)), true, false);
        long[] ids = encoding.getIds();
        if (ids.length == 0) {
            throw new NoTokensException();
        }
        return new TokenizedText(
                Arrays.stream(ids).mapToInt(Math::toIntExact).toArray(),
                encoding.exceedMaxLength() || bound.exceeds(ruled));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
