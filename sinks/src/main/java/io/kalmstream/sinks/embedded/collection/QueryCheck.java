package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.wire.Refusal;
import java.io.IOException;

/** Refuses queries that make no sense, for the reason that Qdrant finds first: stage by stage, the last one before those before it. */
final class QueryCheck {
    private static final int DEEPEST = 64;

    private final References references;

    QueryCheck(References references) {
        this.references = references;
    }

    void check(RootQuery query) throws IOException {
        check(query.stages());
        int depth = depth(query.stages());
        if (depth > DEEPEST) {
            throw Refusal.wrongInput("prefetches depth " + depth + " exceeds max depth " + DEEPEST);
        }
    }

    private void check(StagedQuery stage) throws IOException {
        if (stage.question() == null && !stage.prefetch().isEmpty()) {
            throw Refusal.wrongInput(
                    "A query is needed to merge the prefetches." + " Can't have prefetches without defining a query.");
        }
        if (stage.question() == null && stage.threshold() != null) {
            throw Refusal.wrongInput("A query is needed to use the score_threshold."
                    + " Can't have score_threshold without defining a query.");
        }
        checkVectors(stage);
        for (StagedQuery prefetch : stage.prefetch()) {
            check(prefetch);
        }
    }

    private void checkVectors(StagedQuery stage) throws IOException {
        switch (stage.question()) {
            case null -> {}
            case Question.Nearest nearest -> references.vector(nearest.target(), stage.using());
            case Question.Diverse diverse -> references.vector(diverse.target(), stage.using());
            case Question.Recommend recommend -> {
                Examples examples = Examples.of(recommend, stage.using(), references);
                if (examples.strategy() == Question.Strategy.AVERAGE_VECTOR) {
                    MeanVector.of(examples.positives(), examples.negatives());
                }
            }
            case Question.Sample _ -> {}
        }
    }

    private static int depth(StagedQuery stage) {
        return stage.prefetch().stream()
                .mapToInt(prefetch -> 1 + depth(prefetch))
                .max()
                .orElse(0);
    }
}
