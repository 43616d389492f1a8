package io.kalmstream.encoder.check;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** An encoder whose vectors and tokens a test may spoil. */
final class ScriptedEncoder implements TextEncoder {
    private final TestingEncoder encoder;
    private UnaryOperator<float[]> spoilAlone = vector -> vector;
    private UnaryOperator<float[]> spoilTogether = vector -> vector;
    private BinaryOperator<int[]> tokens = (ids, _) -> ids;

    ScriptedEncoder(ModelCard card) {
        this.encoder = new TestingEncoder(card);
    }

    ScriptedEncoder spoilAlone(UnaryOperator<float[]> spoil) {
        spoilAlone = spoil;
        return this;
    }

    ScriptedEncoder spoilTogether(UnaryOperator<float[]> spoil) {
        spoilTogether = spoil;
        return this;
    }

    /** @param wanted of the ids that the fake has, and the text's code points */
    ScriptedEncoder tokens(BinaryOperator<int[]> wanted) {
        tokens = wanted;
        return this;
    }

    @Override
    public ModelCard model() {
        return encoder.model();
    }

    @Override
    public TokenizedText tokenize(String text, Side side) {
        int[] ids = encoder.tokenize(text, side).ids();
        return new TokenizedText(tokens.apply(ids, text.codePoints().toArray()), false);
    }

    @Override
    public List<float[]> encode(List<TokenizedText> batch) {
        UnaryOperator<float[]> spoil = batch.size() == 1 ? spoilAlone : spoilTogether;
        return encoder.encode(batch).stream().map(spoil).toList();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
