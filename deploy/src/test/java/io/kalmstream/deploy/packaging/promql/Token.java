package io.kalmstream.deploy.packaging.promql;

/** @param text of a string what it stands for, of others as written */
record Token(Kind kind, String text, int at) {
    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    enum Kind {
        WORD,
        NUMBER,
        DURATION,
        STRING,
        SYMBOL,
        END
    }
}
