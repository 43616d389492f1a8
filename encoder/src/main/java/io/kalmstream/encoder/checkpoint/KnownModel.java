package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Prompts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The KaLM models, as their authors' cards and evaluation code describe them: what their files may leave open. */
enum KnownModel {
    V1("KaLM V1", "kalm-embedding-multilingual-mini(-instruct)?-v1", Attention.CAUSAL, Pooling.MEAN, Texts.V1_QUERY),
    V1_5(
            "KaLM V1.5",
            "kalm-embedding-multilingual-mini(-instruct)?-v1\\.5",
            Attention.CAUSAL,
            Pooling.MEAN,
            Texts.V1_QUERY),
    V2(
            "KaLM V2",
            "kalm-embedding-multilingual-mini(-instruct)?-v2",
            Attention.BIDIRECTIONAL,
            Pooling.MEAN,
            Texts.V2_QUERY),
    V2_5(
            "KaLM V2.5",
            "kalm-embedding-multilingual-mini(-instruct)?-v2\\.5",
            Attention.BIDIRECTIONAL,
            Pooling.MEAN,
            Texts.V2_QUERY),
    GEMMA3_12B(
            "KaLM Gemma3-12B",
            "kalm-embedding-gemma3-12b-2511",
            Attention.CAUSAL,
            Pooling.LAST_TOKEN,
            Texts.GEMMA3_QUERY);

    /** What their authors evaluate with. */
    static final int MAX_TOKENS = 512;

    private final String title;
    private final Pattern name;
    private final Attention attention;
    private final Pooling pooling;
    private final String query;

    KnownModel(String title, String name, Attention attention, Pooling pooling, String query) {
        this.title = title;
        this.name = Pattern.compile(name);
        this.attention = attention;
        this.pooling = pooling;
        this.query = query;
    }

    /** @param repository a name on Hugging Face, without its owner */
    static Optional<KnownModel> of(String repository, ModelSpec spec) {
        String lower = repository.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(model -> model.name.matcher(lower).matches() && model.isOf(spec))
                .findFirst();
    }

    private boolean isOf(ModelSpec spec) {
        return switch (spec) {
            case ModelSpec.Qwen2 _ -> this != GEMMA3_12B;
            case ModelSpec.Gemma3 _ -> this == GEMMA3_12B;
            case ModelSpec.Bert _ -> false;
        };
    }

    Attention attention() {
        return attention;
    }

    Pooling pooling() {
        return pooling;
    }

    Prompts prompts() {
        return new Prompts(query, "");
    }

    /** The Matryoshka dimensions it was trained for, the largest first. */
    List<Integer> sizes() {
        return this == GEMMA3_12B ? Texts.GEMMA3_SIZES : Texts.MINI_SIZES;
    }

    @Override
    public String toString() {
        return title;
    }

    private static final class Texts {
        static final String V1_QUERY = "Instruct: Given a query, retrieve documents that answer the query. \n Query: ";
        static final String V2_QUERY = "Instruct: Given a query, retrieve documents that answer the query \n Query: ";
        static final String GEMMA3_QUERY =
                "Instruct: Given a query, retrieve documents that answer the query \nQuery: ";
        static final List<Integer> GEMMA3_SIZES = List.of(3840, 2048, 1024, 512, 256, 128, 64);
        static final List<Integer> MINI_SIZES = List.of(896, 512, 256, 128, 64);
    }
}
