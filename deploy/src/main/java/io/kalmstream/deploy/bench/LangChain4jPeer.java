package io.kalmstream.deploy.bench;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.util.List;

/** LangChain4j's in-process all-MiniLM-L6-v2 as its documentation shows it: default session, default executor, one call for all texts. */
public final class LangChain4jPeer implements Peer {
    /** The tokenizer.json that it ships cuts there, and it leaves that switched on. */
    private static final int MAX_TOKENS = 128;

    private final AllMiniLmL6V2EmbeddingModel model = new AllMiniLmL6V2EmbeddingModel();

    @Override
    public String name() {
        return "langchain4j";
    }

    @Override
    public int maxTokens() {
        return MAX_TOKENS;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                .map(Embedding::vector)
                .toList();
    }
}
