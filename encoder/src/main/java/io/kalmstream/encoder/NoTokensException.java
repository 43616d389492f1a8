package io.kalmstream.encoder;

/**
 * A tokenizer makes no token of a text: an empty one, where no special token is added. There is nothing to encode, so the text is rejected
 * alone; the texts beside it are not concerned.
 */
public final class NoTokensException extends RuntimeException {
    public NoTokensException() {
        super("The tokenizer makes no token of this text");
    }
}
