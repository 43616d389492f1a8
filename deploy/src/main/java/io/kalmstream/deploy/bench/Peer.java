package io.kalmstream.deploy.bench;

import java.util.List;

/** Another program that answers vectors of the same model. */
public interface Peer {
    /** As JSON names it. */
    String name();

    /** The longest text it reads whole, in tokens of that model. */
    int maxTokens();

    /** @return a vector for each text, in their order */
    List<float[]> embed(List<String> texts);
}
