package io.kalmstream.encoder.testing;

import io.kalmstream.encoder.TokenizedText;
import java.util.StringTokenizer;
import java.util.stream.IntStream;

/** A tokenizer of words: an id is a hash of the word, the same in every run. */
final class Words {
    private static final int START = 1;
    private static final int END = 2;

    private Words() {}

    static TokenizedText tokenize(String text, int maxTokens) {
        StringTokenizer words = new StringTokenizer(text);
        IntStream.Builder ids = IntStream.builder();
        ids.add(START);
        for (int room = maxTokens - 2; room > 0 && words.hasMoreTokens(); room--) {
            ids.add(id(words.nextToken()));
        }
        ids.add(END);
        return new TokenizedText(ids.build().toArray(), words.hasMoreTokens());
    }

    static int id(String word) {
        int[] chars = word.chars().toArray();
        return Sha256.of(chars).getInt();
    }
}
